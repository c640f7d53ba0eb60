"""Merging two skills: every link moves, nothing is lost, the old one shows the way (conception §8)."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, models
from django.http import QueryDict
from django.test.utils import isolate_apps

from besoins.models import Besoin, Importance
from clients.models import Contact
from freelances.models import Freelance, FreelanceCompetence
from freelances.recherche.criteres import Criteres
from freelances.recherche.formulaire import RechercheForm
from freelances.recherche.moteur import chercher
from referentiels.competences import liens
from referentiels.competences.fusion import FusionRefusee, doublons, fusionner
from referentiels.competences.usages import fiches, usages
from referentiels.models import ClasseTechnologie, Competence
from referentiels.utilisations import est_utilise
from samba.donnees.historique import historique
from tests.concurrence import au_meme_instant
from tests.usines import (
    BesoinCompetenceFactory,
    BesoinFactory,
    CompetenceFactory,
    ContactFactory,
    ExperienceFactory,
    FreelanceCompetenceFactory,
    FreelanceFactory,
)


@pytest.fixture
def kubernetes(db):
    return CompetenceFactory(nom="Kubernetes", synonymes=["k8s"])


@pytest.fixture
def typee(db):
    """As somebody typed it."""
    return Competence.objects.create(nom="Kube", code="kube-1", verifiee=False, synonymes=["K8S", "Kubernétès"])


@pytest.fixture
def partout(typee, kubernetes):
    """One record of each kind that bears the typed skill, and nothing of the kept one."""
    experience = ExperienceFactory()
    experience.competences.add(typee)
    contact = ContactFactory()
    contact.technologies.add(typee)
    classe = ClasseTechnologie.objects.create(code="c", nom="Conteneurs")
    classe.competences.add(typee)
    return {
        "freelance": FreelanceCompetenceFactory(competence=typee, niveau=3).freelance,
        "experience": experience,
        "contact": contact,
        "besoin": BesoinCompetenceFactory(competence=typee, importance=Importance.SOUHAITEE, niveau=1).besoin,
        "classe": classe,
    }


# --- What a merge knows ----------------------------------------------------------------------------------------------
def test_la_fusion_sait_traiter_toutes_les_cles_etrangeres_vers_une_competence():
    """Fails on a new foreign key that the merge would not know how to treat: declare `force` on its model."""
    assert liens.liens_inconnus() == []


def test_la_fusion_voit_tous_les_liens_et_les_fiches_qu_ils_touchent():
    vus = {str(lien): sorted(modele.__name__ for modele in lien.racines.values()) for lien in liens.liens()}
    assert vus == {
        "referentiels.Competence.fusionnee_dans": [],
        "referentiels.ClasseTechnologie_competences.competence": [],
        "clients.Contact_technologies.competence": ["Contact"],
        "freelances.FreelanceCompetence.competence": ["Freelance"],
        "freelances.Experience_competences.competence": ["Freelance"],
        "freelances.BesoinFormation_competences.competence": ["BesoinFormation"],
        "besoins.BesoinCompetence.competence": ["Besoin"],
    }


@isolate_apps("referentiels")
def test_un_lien_que_rien_ne_declare_est_dit_inconnu():
    class Preference(models.Model):
        competence = models.ForeignKey(Competence, models.CASCADE)
        personne = models.IntegerField()
        note = models.IntegerField()

        class Meta:
            app_label = "referentiels"
            constraints = [models.UniqueConstraint(fields=["competence", "personne"], name="p")]

    class Unique(models.Model):
        competence = models.OneToOneField(Competence, models.CASCADE)

        class Meta:
            app_label = "referentiels"

    champ = Preference._meta.get_field("competence")
    assert "laquelle garde note" in liens._lien(Preference, champ).inconnu
    Preference.force = {"note": (1, 2, 3)}
    assert liens._lien(Preference, champ).inconnu == ""
    assert "n’y a qu’une ligne" in liens._lien(Unique, Unique._meta.get_field("competence")).inconnu


# --- What moves ------------------------------------------------------------------------------------------------------
def test_tous_les_liens_passent_a_la_competence_gardee(typee, kubernetes, partout):
    bilan = fusionner(typee, kubernetes)
    assert partout["freelance"].competences.get().competence == kubernetes
    assert partout["freelance"].competences.get().niveau == 3
    assert list(partout["experience"].competences.all()) == [kubernetes]
    assert list(partout["contact"].technologies.all()) == [kubernetes]
    assert partout["besoin"].competences.get().competence == kubernetes
    assert list(partout["classe"].competences.all()) == [kubernetes]
    assert (bilan.deplaces, bilan.doublons) == (5, 0)
    assert not est_utilise(typee)


def test_l_ancienne_reste_retiree_et_ses_noms_deviennent_ceux_de_l_autre(typee, kubernetes):
    fusionner(typee, kubernetes)
    typee.refresh_from_db()
    kubernetes.refresh_from_db()
    assert (typee.retiree, typee.fusionnee_dans, typee.nom) == (True, kubernetes, "Kube")
    assert kubernetes.synonymes == ["k8s", "Kube"]  # K8S and Kubernétès were among its names, accents and case aside
    assert kubernetes.cles == ["KUBERNETES", "K8S", "KUBE"]
    assert Competence.objects.retrouver("kube") == kubernetes
    assert not Competence.objects.a_verifier().exists()


def test_les_mots_d_un_nom_ambigu_suivent(db):
    go = CompetenceFactory(nom="Go", noms_ambigus=["Go"], contexte=["golang", "goroutine"])
    golang = CompetenceFactory(nom="Golang", contexte=["Golang", "gin"])
    fusionner(go, golang)
    golang.refresh_from_db()
    assert (golang.synonymes, golang.noms_ambigus) == (["Go"], ["Go"])
    assert golang.contexte == ["Golang", "gin", "goroutine"]


@pytest.mark.parametrize(("ancien", "garde", "reste"), [(3, 1, 3), (1, 2, 2), (2, 2, 2)])
def test_un_freelance_qui_a_les_deux_garde_le_plus_haut_niveau(typee, kubernetes, ancien, garde, reste):
    freelance = FreelanceCompetenceFactory(competence=typee, niveau=ancien).freelance
    FreelanceCompetenceFactory(freelance=freelance, competence=kubernetes, niveau=garde)
    assert doublons(typee, kubernetes) == 1
    assert fusionner(typee, kubernetes).doublons == 1
    ligne = freelance.competences.get()
    assert (ligne.competence, ligne.niveau) == (kubernetes, reste)


@pytest.mark.parametrize(
    ("ancienne", "gardee", "reste"),
    [
        (("indispensable", 1), ("souhaitee", 3), ("indispensable", 1)),
        (("souhaitee", 3), ("indispensable", 2), ("indispensable", 2)),
        (("souhaitee", 3), ("souhaitee", 1), ("souhaitee", 3)),
    ],
)
def test_un_besoin_qui_a_les_deux_garde_la_demande_la_plus_forte(typee, kubernetes, ancienne, gardee, reste):
    """A must before a nice-to-have, then the higher level: nothing is asked that nobody asked."""
    besoin = BesoinFactory()
    for competence, (importance, niveau) in ((typee, ancienne), (kubernetes, gardee)):
        BesoinCompetenceFactory(besoin=besoin, competence=competence, importance=importance, niveau=niveau)
    fusionner(typee, kubernetes)
    ligne = besoin.competences.get()
    assert (ligne.competence, ligne.importance, ligne.niveau) == (kubernetes, *reste)


def test_une_experience_ou_un_contact_qui_a_les_deux_n_en_garde_qu_une(typee, kubernetes):
    experience, contact = ExperienceFactory(), ContactFactory()
    experience.competences.add(typee, kubernetes)
    contact.technologies.add(typee, kubernetes)
    fusionner(typee, kubernetes)
    assert list(experience.competences.all()) == list(contact.technologies.all()) == [kubernetes]


def test_celles_deja_reunies_a_l_ancienne_suivent(typee, kubernetes):
    premiere = CompetenceFactory(nom="Kub", verifiee=False, theme=None)
    fusionner(premiere, typee)
    fusionner(typee, kubernetes)
    premiere.refresh_from_db()
    assert premiere.fusionnee_dans == kubernetes
    assert Competence.objects.retrouver("kub") == kubernetes


# --- What must follow ------------------------------------------------------------------------------------------------
def test_les_fiches_touchees_changent_de_version_les_autres_non(typee, kubernetes, partout):
    ailleurs = FreelanceCompetenceFactory(competence=kubernetes).freelance
    avant = {modele: dict(modele.objects.values_list("pk", "version")) for modele in (Freelance, Besoin, Contact)}
    bilan = fusionner(typee, kubernetes)
    touchees = {
        Freelance: {partout["freelance"].pk, partout["experience"].freelance_id},
        Besoin: {partout["besoin"].pk},
        Contact: {partout["contact"].pk},
    }
    for modele, cles in touchees.items():
        apres = dict(modele.objects.values_list("pk", "version"))
        assert {pk for pk, version in apres.items() if version != avant[modele][pk]} == cles
    assert ailleurs.pk not in touchees[Freelance]
    assert bilan.fiches == {Freelance: 2, Besoin: 1, Contact: 1}


def test_la_recherche_suit_et_aucune_de_ses_lignes_ne_differe(typee, kubernetes, partout):
    FreelanceCompetenceFactory(freelance=partout["freelance"], competence=kubernetes, niveau=1)
    fusionner(typee, kubernetes)
    assert chercher(Criteres(competences=((kubernetes.pk, 3),))) == [partout["freelance"].pk]
    trouves = {partout["freelance"].pk, partout["experience"].freelance_id}
    assert set(chercher(Criteres(texte="kube"))) >= {partout["freelance"].pk}
    assert set(chercher(Criteres(texte="kubernetes"))) == trouves
    dit = StringIO()
    call_command("verifier_recherche", stdout=dit)
    assert "0 ligne de recherche différente" in dit.getvalue()


def test_l_historique_de_chaque_fiche_raconte_la_fusion(typee, kubernetes, partout):
    fusionner(typee, kubernetes)
    for objet, relation in ((partout["freelance"], "competences"), (partout["contact"], "technologies")):
        [ligne] = [ligne for ligne in historique(objet, relation) if ligne.changements]
        assert [(c.avant, c.apres) for c in ligne.changements] == [("Kube", "Kubernetes")]
    [derniere, *_] = historique(typee)
    assert {c.champ for c in derniere.changements} == {"réunie à", "retirée"}


def test_une_fusion_refusee_n_ecrit_rien(typee, kubernetes, partout):
    retiree = CompetenceFactory(nom="Mesos", retiree=True)
    for source, cible, raison in (
        (kubernetes, kubernetes, "elle-même"),
        (kubernetes, typee, "reste à vérifier"),
        (typee, retiree, "est retirée"),
    ):
        with pytest.raises(FusionRefusee, match=raison):
            fusionner(source, cible)
    fusionner(typee, kubernetes)
    with pytest.raises(FusionRefusee, match="déjà réunie à « Kubernetes »"):
        fusionner(typee, CompetenceFactory())
    assert FreelanceCompetence.objects.get().competence == kubernetes


def test_un_lien_qui_s_ecrit_pendant_la_fusion_ne_reste_pas_sur_l_ancienne(base_validee, connecter, commercial):
    """The form was read before the merge and is written after it: the link goes to the one kept."""
    kubernetes, typee = CompetenceFactory(nom="Kubernetes"), CompetenceFactory(nom="Kube", theme=None, verifiee=False)
    contact = ContactFactory()
    nav = connecter(commercial)
    adresse = f"/clients/contacts/{contact.pk}/modifier/"
    formulaire = nav.get(adresse).context["form"]
    donnees = {
        "client": contact.client_id, "nature": contact.nature, "nom": contact.nom, "technologies": [typee.pk],
        "version": formulaire["version"].value(), "fonction": contact.fonction_id,
    }  # fmt: skip
    reponse = au_meme_instant(lambda: fusionner(typee, kubernetes), lambda: nav.post(adresse, donnees))
    assert reponse.status_code == 302
    assert list(contact.technologies.all()) == [kubernetes]


# --- Where it is -----------------------------------------------------------------------------------------------------
def test_les_usages_comptent_chaque_fiche_une_fois_et_menent_a_leurs_listes(typee, partout):
    partout["experience"].freelance.competences.create(competence=typee)
    dits = {str(usage): usage.url for usage in usages(typee.pk, fiches([typee.pk])[typee.pk])}
    assert dits == {
        "2 freelances": f"/freelances/?competences={typee.pk}",
        "1 besoin": f"/besoins/?competence={typee.pk}",
        "1 contact": f"/clients/contacts/?technologie={typee.pk}",
        "1 classe de technologies": "",
    }


def test_les_usages_de_trente_competences_coutent_les_requetes_d_une(db, django_assert_num_queries):
    cles = [CompetenceFactory().pk for _ in range(30)]
    for cle in cles:
        FreelanceCompetenceFactory(competence_id=cle, competence=Competence.objects.get(pk=cle))
    with django_assert_num_queries(len([lien for lien in liens.liens() if lien.modele is not Competence])):
        assert all(fiches(cles).values())


# --- Old addresses ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("chemin", "parametre"),
    [
        ("/freelances/", "competences"),
        ("/freelances/facettes/", "competences"),
        ("/besoins/", "competence"),
        ("/clients/contacts/", "technologie"),
    ],
)
def test_une_ancienne_adresse_mene_a_la_competence_gardee(
    typee, kubernetes, partout, connecter, commercial, chemin, parametre
):
    fusionner(typee, kubernetes)
    reponse = connecter(commercial).get(f"{chemin}?{parametre}={typee.pk}&page=2")
    assert reponse.status_code == 302
    assert reponse["Location"] == f"{chemin}?{parametre}={kubernetes.pk}&page=2"
    page = connecter(commercial).get(f"{chemin}?{parametre}={typee.pk}", follow=True)
    assert page.status_code == 200
    if parametre == "technologie":
        assert partout["contact"].nom in page.content.decode()


def test_une_adresse_qui_nomme_l_ancienne_et_la_gardee_ne_la_nomme_plus_qu_une_fois(
    typee, kubernetes, connecter, commercial
):
    fusionner(typee, kubernetes)
    autre = CompetenceFactory()
    adresse = f"/freelances/?competences={typee.pk}&competences={autre.pk}&competences={kubernetes.pk}&q=x"
    suivie = f"/freelances/?competences={kubernetes.pk}&competences={autre.pk}&q=x"
    assert connecter(commercial).get(adresse)["Location"] == suivie


def test_l_api_des_contacts_suit_aussi(typee, kubernetes, partout, connecter, commercial):
    fusionner(typee, kubernetes)
    lus = connecter(commercial).get("/api/v1/contacts/", {"technologie": typee.pk}).json()
    assert [ligne["id"] for ligne in lus["resultats"]] == [partout["contact"].pk]


def test_qui_tape_l_ancienne_adresse_sans_fusion_n_est_pas_detourne(kubernetes, connecter, commercial):
    assert connecter(commercial).get(f"/freelances/?competences={kubernetes.pk}").status_code == 200
    assert connecter(commercial).get("/freelances/?competences=abc&competences=99999999").status_code == 200


def test_le_cout_d_une_fusion_ne_depend_pas_du_nombre_de_liens(typee, kubernetes, django_assert_max_num_queries):
    for _ in range(20):
        freelance = FreelanceFactory(disponible_le=date(2030, 1, 1))
        FreelanceCompetenceFactory(freelance=freelance, competence=typee, niveau=3)
        FreelanceCompetenceFactory(freelance=freelance, competence=kubernetes, niveau=1)
        BesoinCompetenceFactory(competence=typee)
    with django_assert_max_num_queries(45):
        fusionner(typee, kubernetes)
    with connection.cursor() as curseur:
        curseur.execute("SELECT count(*) FROM freelances_freelancecompetence WHERE niveau = 3")
        assert curseur.fetchone() == (20,)


def test_une_recherche_gardee_avec_l_ancienne_cle_trouve_toujours(typee, kubernetes, partout):
    """Exports and saved searches read the parameters without going through an address."""
    fusionner(typee, kubernetes)
    form = RechercheForm(QueryDict(f"competences={typee.pk}&competences={kubernetes.pk}&niveau=3"))
    assert form.criteres().competences == ((kubernetes.pk, 3),)
    assert chercher(form.criteres()) == [partout["freelance"].pk]
