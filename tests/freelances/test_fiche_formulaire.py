"""Create and edit a freelance: what is asked, what is refused, and that nothing typed is lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from freelances.enums import Disponibilite, Facturation
from freelances.fiche.formulaires import FreelanceForm
from freelances.models import Experience, FormationSuivie, Freelance, FreelanceCompetence
from referentiels.models import Appellation, Commune, Entreprise, SecteurActivite
from samba.comptes.enums import Role
from tests.freelances.formulaires import donnees, lignes, lire_formulaire
from tests.usines import (
    CompetenceFactory,
    DepartementFactory,
    EntrepriseFactory,
    ExperienceFactory,
    FreelanceCompetenceFactory,
    FreelanceFactory,
    MetierFactory,
    UtilisateurFactory,
)

SIRET = "73282932000074"
SIRET_LA_POSTE = "35600000049837"


@pytest.fixture
def navigateur(db, connecter, commercial):
    return connecter(commercial)


def creer(navigateur, **champs):
    return navigateur.post(reverse("freelances:creer"), donnees(**champs))


def modifier(navigateur, freelance, **champs):
    adresse = reverse("freelances:modifier", args=[freelance.pk])
    return navigateur.post(adresse, {**lire_formulaire(navigateur.get(adresse).content), **champs})


@pytest.fixture
def banque(db):
    return SecteurActivite.objects.create(code="banque", nom="Banque")


@pytest.fixture
def nanterre(db):
    return Commune.objects.create(
        code_insee="92050",
        nom="Nanterre",
        code_postal="92000",
        codes_postaux=["92000"],
        departement=DepartementFactory(code="92", nom="Hauts-de-Seine", latitude=48.84, longitude=2.24),
        latitude=48.89,
        longitude=2.2,
    )


# --- Creating ------------------------------------------------------------------------------------------------------
def test_creer_mene_a_la_fiche(navigateur, commercial):
    reponse = creer(navigateur, email="noe@exemple.test", suivi_par=commercial.pk)
    freelance = Freelance.objects.get()
    assert reponse["Location"] == reverse("freelances:fiche", args=[freelance.pk])
    assert (str(freelance), freelance.suivi_par, freelance.version) == ("Noé Rivière", commercial, 1)


def test_tout_le_profil_se_cree_en_une_fois(navigateur, banque, nanterre):
    java, metier = CompetenceFactory(nom="Java"), MetierFactory()
    Appellation.objects.create(metier=metier, libelle="Java developer")
    reponse = creer(
        navigateur,
        commune=nanterre.pk,
        metiers=[metier.pk, MetierFactory().pk],
        mobilites=["92"],
        tjm="520.50",
        **lignes("competences", {"competence": java.pk, "niveau": "3"}),
        **lignes(
            "experiences",
            {
                "entreprise": "Banque Imaginaire du Test",
                "secteur": banque.pk,
                "role": "Développeur",
                "debut": "2022-03",
                "fin": "2024-02",
                "description": "Paiements",
                "competences": [java.pk],
            },
        ),
        **lignes("formations", {"intitule": "Diplôme d’ingénieur", "annee": "2012", "niveau": "bac_5"}),
        **lignes("langues", {"langue": "en", "niveau": "C1"}),
        **lignes("references", {"nom": "Paul Exemple", "telephone": "01 45 67 89 01"}),
    )
    assert reponse.status_code == 302, reponse.context["form"].erreurs
    freelance = Freelance.objects.get()
    assert (freelance.ville, freelance.departement_id, freelance.latitude) == ("Nanterre", "92", 48.89)
    assert [lien.principal for lien in freelance.metiers.all()] == [True, False]
    assert freelance.competences.get().niveau == 3
    experience = freelance.experiences.get()
    assert (experience.debut, experience.fin) == (date(2022, 3, 1), date(2024, 2, 29))
    assert experience.entreprise.secteur == banque
    assert list(experience.competences.all()) == [java]
    assert freelance.langues.get().langue == "en"
    assert str(freelance.references.get().telephone.as_e164) == "+33145678901"


def test_un_formulaire_poste_deux_fois_fait_un_seul_freelance(navigateur):
    """A double click: the e-mail of the first post is not a duplicate of the second's, and rows are not doubled."""
    java = CompetenceFactory()
    corps = donnees(email="noe@exemple.test", **lignes("competences", {"competence": java.pk, "niveau": "2"}))
    premiere = navigateur.post(reverse("freelances:creer"), corps)
    seconde = navigateur.post(reverse("freelances:creer"), corps)
    assert premiere["Location"] == seconde["Location"]
    assert Freelance.objects.count() == FreelanceCompetence.objects.count() == 1


@pytest.mark.parametrize("role", [Role.GESTION, Role.DIRECTION, Role.ADMINISTRATEUR])
def test_qui_ne_gere_pas_les_freelances_ne_peut_pas_ecrire(db, connecter, role):
    lecteur, freelance = connecter(UtilisateurFactory(role=role)), FreelanceFactory()
    assert lecteur.get(reverse("freelances:fiche", args=[freelance.pk])).status_code == 200
    assert lecteur.post(reverse("freelances:creer"), donnees()).status_code == 403
    for nom in ("modifier", "portage_propose", "archiver", "reactiver", "cv_deposer"):
        assert lecteur.post(reverse(f"freelances:{nom}", args=[freelance.pk])).status_code == 403
    assert Freelance.objects.count() == 1


# --- Invoicing -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("saisi", "garde"),
    [
        (SIRET, SIRET),
        ("732 829 320 00074", SIRET),
        ("732\u00a0829\u202f320.00074", SIRET),
        (SIRET_LA_POSTE, SIRET_LA_POSTE),
    ],
)
def test_fre_1_un_siret_juste_est_garde_sans_ses_espaces(navigateur, saisi, garde):
    """FRE-1: 14 digits, Luhn, La Poste's exception; the SIREN is its first nine."""
    creer(navigateur, facturation="siret", siret=saisi)
    freelance = Freelance.objects.get()
    assert (freelance.siret, freelance.siren) == (garde, garde[:9])


@pytest.mark.parametrize(
    ("saisi", "message"),
    [("7328293200007", "14 chiffres"), ("73282932000075", "clé de contrôle"), ("7328293200007A", "14 chiffres")],
)
def test_fre_1_un_siret_faux_est_refuse_pres_du_champ(navigateur, saisi, message):
    """FRE-1, and what was typed stays in the form."""
    reponse = creer(navigateur, facturation="siret", siret=saisi, resume="Un long texte déjà saisi")
    assert reponse.status_code == 422
    erreurs = reponse.context["form"].racine.errors
    assert len(erreurs["siret"]) == 1
    assert message in erreurs["siret"][0]
    assert saisi in reponse.content.decode()
    assert "Un long texte déjà saisi" in reponse.content.decode()
    assert not Freelance.objects.exists()


def test_un_siret_saisi_dit_le_mode_de_facturation(navigateur):
    creer(navigateur, facturation="a_definir", siret=SIRET, portage="")
    assert Freelance.objects.get().facturation == Facturation.SIRET


def test_facturer_par_siret_demande_le_siret(navigateur):
    reponse = creer(navigateur, facturation="siret", siret="")
    assert "Indiquez le SIRET" in reponse.context["form"].racine.errors["siret"][0]


def test_bes_8_le_portage_propose_se_prend_des_la_saisie(navigateur):
    """BES-8: neither SIRET nor portage: the firm's default company, with its fee, is offered."""
    page = navigateur.get(reverse("freelances:creer")).content.decode()
    assert "Portage Horizon" in page
    assert "5\u00a0% de la facturation" in page
    creer(navigateur, facturation="a_definir", portage="", portage_propose="on")
    freelance = Freelance.objects.get()
    assert (freelance.facturation, freelance.portage) == (Facturation.PORTAGE, "Portage Horizon")


def test_bes_8_le_portage_propose_se_prend_en_un_clic_depuis_la_fiche(navigateur):
    freelance = FreelanceFactory(facturation=Facturation.A_DEFINIR, portage="")
    assert "Prendre ce portage" in navigateur.get(reverse("freelances:fiche", args=[freelance.pk])).content.decode()
    navigateur.post(reverse("freelances:portage_propose", args=[freelance.pk]))
    freelance.refresh_from_db()
    assert (freelance.facturation, freelance.portage, freelance.version) == ("portage", "Portage Horizon", 2)
    assert "Prendre ce portage" not in navigateur.get(reverse("freelances:fiche", args=[freelance.pk])).content.decode()


def test_bes_8_qui_a_un_siret_ne_change_pas_de_facturation(navigateur):
    freelance = FreelanceFactory(facturation=Facturation.SIRET, siret=SIRET, portage="")
    navigateur.post(reverse("freelances:portage_propose", args=[freelance.pk]))
    freelance.refresh_from_db()
    assert (freelance.facturation, freelance.portage) == ("siret", "")


# --- Duplicates ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "doublon", [{"email": "Camille@Exemple.test"}, {"facturation": "siret", "siret": "732 829 320 00074"}]
)
def test_un_doublon_nomme_le_freelance_qui_existe_avec_un_lien(navigateur, doublon):
    autre = FreelanceFactory(prenom="Camille", nom="Déjà-Là", email="camille@exemple.test", siret=SIRET)
    reponse = creer(navigateur, **doublon)
    assert reponse.status_code == 422
    champ = "siret" if "siret" in doublon else "email"
    message = reponse.context["form"].racine.errors[champ]
    assert len(message) == 1
    assert "Camille Déjà-Là" in message[0]
    assert reverse("freelances:fiche", args=[autre.pk]) in message[0]


def test_deux_freelances_sans_email_ne_sont_pas_des_doublons(navigateur):
    FreelanceFactory(email="")
    assert creer(navigateur, email="").status_code == 302


def test_le_nom_d_un_doublon_ne_porte_pas_de_balise(navigateur):
    FreelanceFactory(nom="<script>alert(1)</script>", email="x@exemple.test")
    assert b"<script>alert(1)" not in creer(navigateur, email="x@exemple.test").content


def test_une_adresse_prise_au_meme_instant_est_dite_comme_un_doublon(navigateur, monkeypatch):
    """The check saw nothing, the index did: the form comes back, it is not a server error."""
    vrai, lectures = FreelanceForm._refuser_doublon, []

    def aveugle_une_fois(formulaire, champ, phrase):
        lectures.append(champ)
        if len(lectures) > 2:
            vrai(formulaire, champ, phrase)

    monkeypatch.setattr(FreelanceForm, "_refuser_doublon", aveugle_une_fois)
    monkeypatch.setattr(Freelance, "validate_constraints", lambda freelance, exclude=None: None)
    FreelanceFactory(nom="Plus-Rapide", email="noe@exemple.test")
    reponse = creer(navigateur, email="noe@exemple.test")
    assert reponse.status_code == 422
    assert "Plus-Rapide" in reponse.context["form"].racine.errors["email"][0]


# --- Place and availability ----------------------------------------------------------------------------------------
def test_le_code_postal_saisi_a_la_main_donne_le_departement(navigateur, nanterre):
    creer(navigateur, code_postal="92 000", ville="Nanterre")
    freelance = Freelance.objects.get()
    assert (freelance.code_postal, freelance.departement_id, freelance.longitude) == ("92000", "92", 2.2)


def test_un_code_postal_inconnu_est_refuse(navigateur):
    assert "pas connu" in creer(navigateur, code_postal="00123").context["form"].racine.errors["code_postal"][0]


def test_changer_la_ville_a_la_main_l_emporte_sur_la_commune_affichee(navigateur, nanterre):
    paris = Commune.objects.create(
        code_insee="75056",
        nom="Paris",
        code_postal="75001",
        codes_postaux=["75001"],
        departement=DepartementFactory(),
        latitude=48.85,
        longitude=2.35,
    )
    freelance = FreelanceFactory(code_postal="92000", ville="Nanterre", departement_id="92")
    assert modifier(navigateur, freelance, code_postal="75001", ville="Paris").status_code == 302
    freelance.refresh_from_db()
    assert (freelance.ville, freelance.departement_id, freelance.latitude) == ("Paris", "75", paris.latitude)


@pytest.mark.parametrize(
    ("disponibilite", "champ"),
    [
        (Disponibilite.EN_PRESTATION, "disponible_le"),
        (Disponibilite.PREAVIS_DONNE, "disponible_le"),
        (Disponibilite.PREAVIS_A_DONNER, "preavis_jours"),
    ],
)
def test_fre_2_une_disponibilite_demande_sa_date_ou_son_preavis(navigateur, disponibilite, champ):
    """FRE-2: immédiate, en prestation until, préavis to serve or given; the date is shown when it is needed."""
    reponse = creer(navigateur, disponibilite=disponibilite)
    assert champ in reponse.context["form"].racine.errors
    partie = navigateur.get(reverse("freelances:champs_disponibilite"), {"disponibilite": disponibilite})
    assert f'name="{champ}"' in partie.content.decode()


def test_fre_2_une_disponibilite_immediate_oublie_l_ancienne_date(navigateur):
    freelance = FreelanceFactory(disponibilite=Disponibilite.EN_PRESTATION, disponible_le=date(2030, 1, 1))
    assert modifier(navigateur, freelance, disponibilite="immediate").status_code == 302
    freelance.refresh_from_db()
    assert freelance.disponible_le is None


# --- Rows ----------------------------------------------------------------------------------------------------------
def experience(**champs):
    base = {"entreprise": "", "role": "Développeur", "debut": "2022-03", "fin": ""}
    return lignes("experiences", {**base, **champs})


def test_une_experience_ne_finit_pas_avant_de_commencer(navigateur):
    entreprise = EntrepriseFactory()
    reponse = creer(navigateur, **experience(entreprise=entreprise.pk, debut="2024-05", fin="2024-04"))
    assert reponse.status_code == 422
    ligne = reponse.context["form"].lignes["experiences"].forms[0]
    assert ligne.errors == {"fin": ["La fin ne peut pas précéder le début."]}
    assert entreprise.nom in reponse.content.decode()


def test_un_employeur_inconnu_demande_son_secteur_une_seule_fois(navigateur, banque):
    """FRE-4: the secteur will stand for the employer, so it is asked when the company is born, then known."""
    reponse = creer(navigateur, **experience(entreprise="Banque Imaginaire"))
    assert "quel est son secteur" in reponse.context["form"].lignes["experiences"].forms[0].errors["secteur"][0]
    assert "Banque Imaginaire" in reponse.content.decode()
    assert not Entreprise.objects.exists()
    creer(navigateur, **experience(entreprise="Banque Imaginaire", secteur=banque.pk))
    seconde = creer(navigateur, **experience(entreprise="BANQUE IMAGINAIRE SA"))
    assert seconde.status_code == 302
    assert Entreprise.objects.get().secteur == banque
    assert Experience.objects.count() == 2


def test_le_secteur_se_demande_seulement_quand_il_manque(navigateur, banque):
    connue = EntrepriseFactory(secteur=banque)
    adresse = reverse("freelances:champ_secteur")
    reponse = navigateur.get(adresse, {"prefixe": "experiences-0", "experiences-0-entreprise": connue.pk})
    assert "Banque" in reponse.content.decode()
    assert "<select" not in reponse.content.decode()
    reponse = navigateur.get(adresse, {"prefixe": "experiences-0", "experiences-0-entreprise": "Nouvelle Maison"})
    assert "<select" in reponse.content.decode()
    assert navigateur.get(adresse, {"prefixe": "<b>"}).status_code == 404


def test_un_mois_enregistre_au_jour_pres_garde_son_jour(navigateur):
    """Opening and saving the form must not move the dates of an experience that came from elsewhere."""
    ancienne = ExperienceFactory(debut=date(2020, 1, 17), fin=date(2021, 6, 12))
    reponse = modifier(navigateur, ancienne.freelance, **{"experiences-0-role": "Architecte"})
    assert reponse.status_code == 302
    ancienne.refresh_from_db()
    assert (ancienne.role, ancienne.debut, ancienne.fin) == ("Architecte", date(2020, 1, 17), date(2021, 6, 12))


def test_la_meme_competence_deux_fois_est_signalee(navigateur):
    java = CompetenceFactory().pk
    rangee = {"competence": java, "niveau": "2"}
    reponse = creer(navigateur, **lignes("competences", rangee, rangee))
    assert "Déjà dans la liste" in reponse.context["form"].lignes["competences"].forms[1].errors["competence"][0]


def test_deux_competences_s_echangent_sans_heurt(navigateur):
    freelance = FreelanceFactory()
    java = FreelanceCompetenceFactory(freelance=freelance, niveau=3).competence
    python = FreelanceCompetenceFactory(freelance=freelance, niveau=1).competence
    reponse = modifier(
        navigateur, freelance, **{"competences-0-competence": python.pk, "competences-1-competence": java.pk}
    )
    assert reponse.status_code == 302
    assert dict(freelance.competences.values_list("competence_id", "niveau")) == {python.pk: 3, java.pk: 1}


def test_une_ligne_retiree_disparait_et_les_autres_restent(navigateur):
    freelance = FreelanceFactory()
    FreelanceCompetenceFactory.create_batch(3, freelance=freelance, niveau=2)
    parties = lire_formulaire(navigateur.get(reverse("freelances:modifier", args=[freelance.pk])).content)
    retiree = parties["competences-1-competence"]
    assert modifier(navigateur, freelance, **{"competences-1-DELETE": "on"}).status_code == 302
    restantes = set(freelance.competences.values_list("competence_id", flat=True))
    assert len(restantes) == 2
    assert int(retiree) not in restantes


def test_une_ligne_retiree_reste_cachee_quand_la_page_revient(navigateur):
    """Shown again with its bin still ticked, it would vanish at the next save without a word."""
    freelance = FreelanceFactory()
    FreelanceCompetenceFactory(freelance=freelance)
    FormationSuivie.objects.create(freelance=freelance, intitule="Diplôme")
    retirees = {"competences-0-DELETE": "on", "formations-0-DELETE": "on", "formations-0-intitule": ""}
    reponse = modifier(navigateur, freelance, nom="", **retirees)
    assert reponse.status_code == 422
    assert reponse.content.decode().count("s-a-supprimer") == 2
    assert [libelle for _, libelle, _ in reponse.context["form"].erreurs] == ["Nom"]


def test_une_ligne_ajoutee_puis_laissee_vide_est_ignoree(navigateur):
    assert creer(navigateur, **lignes("competences", {"competence": "", "niveau": "2"})).status_code == 302
    assert not FreelanceCompetence.objects.exists()


@pytest.mark.parametrize("valeur", ["999999999", "9" * 40, "²", "-- ;", "a" * 101])
def test_une_competence_inconnue_est_refusee_sans_erreur_serveur(navigateur, valeur):
    reponse = creer(navigateur, **lignes("competences", {"competence": valeur, "niveau": "2"}))
    assert reponse.status_code == 422
    assert "competence" in reponse.context["form"].lignes["competences"].forms[0].errors


@pytest.mark.parametrize(
    "abime", [{"competences-TOTAL_FORMS": ""}, {"competences-TOTAL_FORMS": "100000"}, {"competences-0-cle": "x"}]
)
def test_un_formulaire_malmene_ne_casse_rien(navigateur, abime):
    assert creer(navigateur, **abime).status_code in {302, 422}


def test_on_ne_modifie_pas_la_ligne_d_un_autre_par_sa_cle(navigateur):
    """A key that is not one of this freelance's rows makes a new row; the other's stays as it is."""
    autre = FreelanceCompetenceFactory(niveau=1)
    python = CompetenceFactory()
    creer(navigateur, **lignes("competences", {"cle": autre.pk, "competence": python.pk, "niveau": "3"}, stockees=1))
    autre.refresh_from_db()
    assert autre.niveau == 1
    assert FreelanceCompetence.objects.filter(competence=python).exclude(pk=autre.pk).exists()


# --- Two people ----------------------------------------------------------------------------------------------------
def test_le_second_a_enregistrer_voit_les_deux_versions_et_n_ecrase_rien(connecter, commercial, collegue):
    """Conception §6: the second is told (409), both versions shown, then may save on top of the new one."""
    freelance = FreelanceFactory(titre="Ancien titre")
    java = FreelanceCompetenceFactory(freelance=freelance, niveau=1)
    adresse = reverse("freelances:modifier", args=[freelance.pk])
    alix, autre = connecter(commercial), connecter(collegue)
    lu_par_alix = lire_formulaire(alix.get(adresse).content)
    go = CompetenceFactory(nom="Go du test")
    assert modifier(autre, freelance, titre="Titre du collègue", **{
        "competences-TOTAL_FORMS": "2", "competences-1-competence": go.pk, "competences-1-niveau": "3",
    }).status_code == 302  # fmt: skip

    conflit = alix.post(adresse, {**lu_par_alix, "titre": "Titre d’Alix", "competences-0-niveau": "3"})
    assert conflit.status_code == 409
    page = conflit.content.decode()
    for montre in ("Titre du collègue", "Titre d’Alix", "Go du test"):
        assert montre in page
    freelance.refresh_from_db()
    assert freelance.titre == "Titre du collègue"
    assert FreelanceCompetence.objects.get(pk=java.pk).niveau == 1

    assert alix.post(adresse, lire_formulaire(conflit.content)).status_code == 302
    freelance.refresh_from_db()
    assert (freelance.titre, freelance.version) == ("Titre d’Alix", 3)
    assert dict(freelance.competences.values_list("competence_id", "niveau")) == {java.competence_id: 3, go.pk: 3}


def test_une_ligne_retiree_par_l_autre_ne_perd_pas_ma_saisie(connecter, commercial, collegue):
    freelance = FreelanceFactory()
    java = FreelanceCompetenceFactory(freelance=freelance, niveau=1)
    adresse = reverse("freelances:modifier", args=[freelance.pk])
    alix, autre = connecter(commercial), connecter(collegue)
    lu_par_alix = lire_formulaire(alix.get(adresse).content) | {"competences-0-niveau": "3"}
    assert modifier(autre, freelance, **{"competences-0-DELETE": "on"}).status_code == 302
    conflit = alix.post(adresse, lu_par_alix)
    assert conflit.status_code == 409
    assert alix.post(adresse, lire_formulaire(conflit.content)).status_code == 302
    assert dict(freelance.competences.values_list("competence_id", "niveau")) == {java.competence_id: 3}


def test_un_formulaire_sans_sa_version_est_refuse(navigateur):
    freelance = FreelanceFactory()
    assert modifier(navigateur, freelance, version="", titre="À l’aveugle").status_code == 422
    freelance.refresh_from_db()
    assert freelance.titre == "Développeur"


def test_ouvrir_et_enregistrer_sans_rien_changer_ne_change_rien(navigateur):
    freelance = FreelanceFactory()
    ExperienceFactory.create_batch(2, freelance=freelance, description="Deux\nlignes")
    FreelanceCompetenceFactory.create_batch(2, freelance=freelance)
    avant = [list(freelance.experiences.values()), list(freelance.competences.values())]
    # As a browser sends them.
    textes = {f"experiences-{rang}-description": "Deux\r\nlignes" for rang in (0, 1)}
    assert modifier(navigateur, freelance, **textes).status_code == 302
    assert [list(freelance.experiences.values()), list(freelance.competences.values())] == avant


def test_archiver_puis_reactiver(navigateur):
    freelance = FreelanceFactory()
    navigateur.post(reverse("freelances:archiver", args=[freelance.pk]))
    freelance.refresh_from_db()
    assert freelance.archive_le is not None
    assert "Archivé" in navigateur.get(reverse("freelances:fiche", args=[freelance.pk])).content.decode()
    navigateur.post(reverse("freelances:reactiver", args=[freelance.pk]))
    freelance.refresh_from_db()
    assert (freelance.archive_le, freelance.version) == (None, 3)
