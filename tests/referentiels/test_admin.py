"""The référentiels in the admin."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from referentiels.enums import Origine
from referentiels.models import (
    ClasseTechnologie,
    Commune,
    Competence,
    Departement,
    Entreprise,
    Metier,
    Region,
    SecteurActivite,
    Theme,
)
from referentiels.utilisations import est_utilise, usages_de, utilisations_de
from samba.comptes.enums import Role
from samba.donnees.historique import historique
from tests.usines import CompetenceFactory, ExperienceFactory, FreelanceCompetenceFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db

MODELES = [
    *("referentiel", "famillemetier", "metier", "appellation", "contenu", "passerelle", "theme", "competence"),
    *("classetechnologie", "comportement", "zonemobilite", "frequencemobilite", "trancheexperience"),
    *("region", "departement", "edition"),
]


@pytest.fixture
def admin_connecte(client):
    client.force_login(UtilisateurFactory(role=Role.ADMINISTRATEUR))
    return client


@pytest.mark.parametrize("modele", [*MODELES, "commune", "secteuractivite", "entreprise"])
def test_chaque_liste_s_ouvre_et_se_cherche(admin_connecte, modele):
    url = reverse(f"admin:referentiels_{modele}_changelist")
    assert admin_connecte.get(url).status_code == 200
    assert admin_connecte.get(url, {"q": "java"}).status_code == 200


def test_les_synonymes_se_saisissent_un_par_ligne_virgules_comprises(admin_connecte):
    theme = Theme.objects.create(code="essai", nom="Essai")
    saisie = {"theme": theme.pk, "code": "unix-essai", "nom": "Essai", "synonymes": "Unix (SCO, AIX)\r\n\r\n SCO \r\n"}
    reponse = admin_connecte.post(reverse("admin:referentiels_competence_add"), saisie)
    assert reponse.status_code == 302
    creee = Competence.objects.get(code="unix-essai")
    assert creee.synonymes == ["Unix (SCO, AIX)", "SCO"]
    assert creee.cles == ["ESSAI", "UNIX (SCO, AIX)", "SCO"]


def test_un_second_meme_nom_d_entreprise_est_refuse_par_un_message(admin_connecte):
    Entreprise.objects.create(nom="Zorglub")
    reponse = admin_connecte.post(reverse("admin:referentiels_entreprise_add"), {"nom": "ZORGLUB SA", "aliases": ""})
    assert "porte déjà ce nom" in reponse.content.decode()
    assert Entreprise.objects.filter(nom_normalise="ZORGLUB").count() == 1


def test_deux_entreprises_sans_siren_se_saisissent(admin_connecte):
    """An empty SIREN is no SIREN: two empty ones are not twins."""
    for nom in ("Zorglub", "Bulgroz"):
        assert (
            admin_connecte.post(
                reverse("admin:referentiels_entreprise_add"), {"nom": nom, "aliases": "", "siren": ""}
            ).status_code
            == 302
        )


@pytest.fixture
def ile_de_france(tmp_path):
    """Two départements that border each other and a commune, loaded from files; returns how to load them again."""

    def charger(**remplacements):
        lignes = {
            "regions.csv": "code;nom\n11;Île-de-France\n",
            "departements.csv": "code;nom;region;latitude;longitude;voisins\n"
            "75;Paris;11;48.8;2.3;92\n77;Seine-et-Marne;11;48.6;2.9;\n92;Hauts-de-Seine;11;48.8;2.2;75\n",
            "communes.csv": "code_insee;nom;codes_postaux;departement;latitude;longitude;population;arrondissement\n"
            "92050;Nanterre;92000;92;48.8;2.2;96000;0\n",
        }
        for nom, texte in lignes.items():
            for avant, apres in remplacements.items():
                texte = texte.replace(avant, apres)
            entete = "# source: essai\n# version: 1\n# date: 2026-01-01\n"
            (tmp_path / nom).write_text(entete + texte, encoding="utf-8")
        sortie = StringIO()
        call_command("charger_referentiels", fichier=[tmp_path / nom for nom in lignes], stdout=sortie)
        return sortie.getvalue()

    charger()
    return charger


def test_une_commune_corrigee_dans_l_admin_reste_au_chargement_suivant_puis_se_rend_au_fichier(
    admin_connecte, ile_de_france
):
    nanterre = Commune.objects.get(code_insee="92050")
    assert nanterre.origine == Origine.FICHIER
    adresse = reverse("admin:referentiels_commune_change", args=[nanterre.pk])
    lue = {"nom": "Nanterre-la-Défense", "code_postal": "92000", "codes_postaux": "92000\r\n92001", "departement": "92",
           "latitude": "48.8", "longitude": "2.2", "population": "96000", "code_insee": "99999"}  # fmt: skip
    assert admin_connecte.post(adresse, lue).status_code == 302
    dit = ile_de_france(Nanterre="Nanterre (92)")
    nanterre.refresh_from_db()
    assert (nanterre.nom, nanterre.codes_postaux) == ("Nanterre-la-Défense", ["92000", "92001"])
    assert nanterre.code_insee == "92050", "le code officiel ne se retape pas"
    assert Commune.objects.nommee("nanterre la defense") == nanterre
    assert "1 corrigé dans SAMBA, à garder (Nanterre-la-Défense (92000))" in dit
    assert [ligne.quoi.split()[0] for ligne in historique(nanterre)] == ["Modification", "Création"]
    admin_connecte.post(
        reverse("admin:referentiels_commune_changelist"),
        {"action": "rendre_au_fichier", "_selected_action": [nanterre.pk]},
    )
    ile_de_france()
    nanterre.refresh_from_db()
    assert (nanterre.nom, nanterre.origine) == ("Nanterre", Origine.FICHIER)


def test_un_departement_corrige_garde_ses_voisins_des_deux_cotes(admin_connecte, ile_de_france):
    adresse = reverse("admin:referentiels_departement_change", args=["77"])
    lu = {"nom": "Seine-et-Marne", "region": "11", "latitude": "48.6", "longitude": "2.9", "voisins": ["75"]}
    assert admin_connecte.post(adresse, lu).status_code == 302
    assert "Rien n’a changé." in ile_de_france()
    voisins = {d.pk: sorted(d.voisins.values_list("pk", flat=True)) for d in Departement.objects.all()}
    assert voisins == {"75": ["77", "92"], "77": ["75"], "92": ["75"]}


def test_une_region_se_corrige_et_celle_qui_sert_ne_se_supprime_pas(admin_connecte, ile_de_france):
    adresse = reverse("admin:referentiels_region_change", args=["11"])
    assert admin_connecte.post(adresse, {"nom": "Région parisienne"}).status_code == 302
    assert "Rien n’a changé." in ile_de_france()
    assert Region.objects.get().nom == "Région parisienne"
    admin_connecte.post(reverse("admin:referentiels_region_delete", args=["11"]), {"post": "yes"})
    assert Region.objects.exists()


@pytest.mark.parametrize("nom", ["region", "departement", "commune"])
def test_les_lieux_s_ajoutent_et_leur_liste_coute_autant_de_requetes_pour_trente(
    admin_connecte, ile_de_france, django_assert_num_queries, nom
):
    liste = reverse(f"admin:referentiels_{nom}_changelist")
    with CaptureQueriesContext(connection) as peu:
        assert admin_connecte.get(liste).status_code == 200
    for rang in range(30):
        region = Region.objects.create(code=f"x{chr(97 + rang)}", nom=f"Région {rang}")
        place = {"latitude": 48, "longitude": 2}
        departement = Departement.objects.create(code=f"x{chr(97 + rang)}", nom=f"Dép. {rang}", region=region, **place)
        Commune.objects.create(code_insee=f"x{rang}", nom=f"Commune {rang}", departement=departement, **place)
    with django_assert_num_queries(len(peu)):
        admin_connecte.get(liste)
    assert admin_connecte.get(reverse(f"admin:referentiels_{nom}_add")).status_code == 200


# --- Counts of use, deletions, corrections ------------------------------------------------------------------------


def page(reponse):
    return " ".join(reponse.content.decode().split())


def test_chaque_usage_compte_meme_celui_qui_n_a_pas_de_nom_au_retour():
    """Hidden reverse relations (a client final, a technology of an experience) count like the others."""
    libelles = {modele: [u.libelle for u in usages_de(modele)] for modele in (Entreprise, Competence, Metier)}
    assert "Besoins, besoins (client final)" in libelles[Entreprise]
    assert "Freelances, expériences (technologies)" in libelles[Competence]
    assert "Clients, contacts (technologies)" in libelles[Competence]
    assert {"Besoins, besoins (profil recherché)", "Freelances, métiers (métier)"} <= set(libelles[Metier])
    # What goes with a métier is no use of it.
    assert not [libelle for libelle in libelles[Metier] if libelle.startswith("Référentiels")]


def test_une_technologie_d_experience_est_un_usage_et_une_experience_n_en_est_pas_un_de_plus():
    java = CompetenceFactory(nom="Java")
    assert not est_utilise(java)
    ExperienceFactory().competences.add(java)
    assert [str(u) for u in utilisations_de(java)] == ["Freelances, expériences (technologies) : 1"]
    assert est_utilise(java)


def test_le_compte_des_usages_est_borne(monkeypatch):
    monkeypatch.setattr("referentiels.utilisations.BORNE", 2)
    java = CompetenceFactory(nom="Java")
    for _ in range(4):
        FreelanceCompetenceFactory(competence=java)
    assert [u.nombre for u in utilisations_de(java)] == [3]
    assert str(utilisations_de(java)[0]).endswith("plus de 2")


def test_la_liste_compte_les_usages_sans_une_requete_par_ligne(admin_connecte):
    def requetes():
        with CaptureQueriesContext(connection) as captees:
            reponse = admin_connecte.get(reverse("admin:referentiels_competence_changelist"))
        return len(captees), page(reponse)

    FreelanceCompetenceFactory(competence=CompetenceFactory(nom="Compétence A"))
    peu, contenu = requetes()
    assert '<td class="field-utilisations">1</td>' in contenu
    for rang in range(30):
        FreelanceCompetenceFactory(competence=CompetenceFactory(nom=f"Compétence B{rang}"))
    assert requetes()[0] == peu


def test_la_page_d_une_ligne_dit_qui_s_en_sert(admin_connecte):
    java = CompetenceFactory(nom="Java")
    adresse = reverse("admin:referentiels_competence_change", args=[java.pk])
    assert "Rien ne s’en sert" in page(admin_connecte.get(adresse))
    FreelanceCompetenceFactory(competence=java)
    assert "<li>Freelances, compétences (compétence) : 1</li>" in page(admin_connecte.get(adresse))


@pytest.mark.parametrize("acte", ["page", "selection"])
def test_ce_qui_sert_ne_se_supprime_pas_et_dit_pourquoi(admin_connecte, acte):
    java = CompetenceFactory(nom="Java")
    ExperienceFactory().competences.add(java)
    if acte == "page":
        reponse = admin_connecte.post(
            reverse("admin:referentiels_competence_delete", args=[java.pk]), {"post": "yes"}, follow=True
        )
    else:
        selection = {"action": "delete_selected", "_selected_action": [java.pk], "post": "yes"}
        reponse = admin_connecte.post(reverse("admin:referentiels_competence_changelist"), selection, follow=True)
    assert "Rien n’a été supprimé" in page(reponse)
    assert "Freelances, expériences (technologies) : 1" in page(reponse)
    assert Competence.objects.filter(pk=java.pk).exists()


def test_ce_qui_ne_sert_pas_se_supprime_et_previent_qu_un_fichier_le_remettra(admin_connecte):
    java = CompetenceFactory(nom="Java", origine=Origine.FICHIER)
    adresse = reverse("admin:referentiels_competence_delete", args=[java.pk])
    assert "le prochain chargement la remettra" in page(admin_connecte.get(adresse))
    assert admin_connecte.post(adresse, {"post": "yes"}).status_code == 302
    assert not Competence.objects.filter(pk=java.pk).exists()


def saisie(competence, **changements):
    lue = {"theme": competence.theme_id, "code": competence.code, "nom": competence.nom, "verifiee": "on"}
    return {**lue, "synonymes": "", "contexte": "", "noms_ambigus": "", **changements}


def test_ce_qui_est_corrige_dans_l_admin_reste_au_chargement_suivant_puis_se_rend_au_fichier(admin_connecte, tmp_path):
    def charger_secteurs(nom):
        entete = "# source: essai\n# version: 1\n# date: 2026-01-01\n"
        (tmp_path / "secteurs.csv").write_text(f"{entete}code;nom\nbanque;{nom}\n", encoding="utf-8")
        sortie = StringIO()
        call_command("charger_referentiels", fichier=[tmp_path / "secteurs.csv"], stdout=sortie)
        return sortie.getvalue(), SecteurActivite.objects.get(code="banque").nom

    charger_secteurs("Banque")
    banque = SecteurActivite.objects.get(code="banque")
    adresse = reverse("admin:referentiels_secteuractivite_change", args=[banque.pk])
    assert admin_connecte.post(adresse, {"code": "banque", "nom": "Banques", "ordre": 1}).status_code == 302
    dit, nom = charger_secteurs("Banque de détail")
    assert nom == "Banques"
    assert "1 corrigé dans SAMBA, à garder (Banques)" in dit
    assert "Rien n’a changé." in dit
    selection = {"action": "rendre_au_fichier", "_selected_action": [banque.pk]}
    admin_connecte.post(reverse("admin:referentiels_secteuractivite_changelist"), selection)
    assert charger_secteurs("Banque de détail")[1] == "Banque de détail"


def test_une_page_enregistree_sans_rien_changer_reste_au_fichier(admin_connecte):
    java = CompetenceFactory(nom="Java", origine=Origine.FICHIER, synonymes=["J2SE", "JDK"])
    adresse = reverse("admin:referentiels_competence_change", args=[java.pk])
    assert admin_connecte.post(adresse, saisie(java, synonymes="J2SE\r\nJDK")).status_code == 302
    assert Competence.objects.get(pk=java.pk).origine == Origine.FICHIER
    assert admin_connecte.post(adresse, saisie(java, synonymes="J2SE")).status_code == 302
    assert Competence.objects.get(pk=java.pk).origine == Origine.CORRIGEE


def test_la_liste_des_competences_dit_celles_qui_sont_reunies_ou_retirees(admin_connecte):
    reste = CompetenceFactory(nom="PostgreSQL")
    CompetenceFactory(nom="Postgres", retiree=True, fusionnee_dans=reste)
    CompetenceFactory(nom="Flash", retiree=True)
    adresse = reverse("admin:referentiels_competence_changelist")
    contenu = page(admin_connecte.get(adresse))
    assert "réunie à PostgreSQL" in contenu
    assert ">retirée<" in contenu
    assert "Flash" not in page(admin_connecte.get(adresse, {"etat": "reunie"}))


def test_les_editions_se_lisent_et_rien_de_plus(admin_connecte):
    assert admin_connecte.get(reverse("admin:referentiels_edition_changelist")).status_code == 200
    assert admin_connecte.get(reverse("admin:referentiels_edition_add")).status_code == 403


def test_une_ligne_qui_porte_celles_de_sa_propre_table_est_utilisee():
    """A class that holds others, a skill that others were merged into: they would be lost with it."""
    mere = ClasseTechnologie.objects.create(code="mere", nom="Mère")
    ClasseTechnologie.objects.create(code="fille", nom="Fille", parent=mere)
    assert [usage.nombre for usage in utilisations_de(mere)] == [1]
    gardee = CompetenceFactory()
    CompetenceFactory(retiree=True, fusionnee_dans=gardee)
    assert [usage.nombre for usage in utilisations_de(gardee)] == [1]
