"""SAR-5, SAR-10: the 12 filters of the vivier, what a search leaves out, the way from one candidate to the next."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from freelances.evaluation.services import noter_situation
from freelances.models import Fiche, LienFormation, PassageVivier
from freelances.sar.enums import Decision
from freelances.sar.services import decider
from freelances.vivier.acces import derniere_recherche, noter_recherche, vivier_pour
from freelances.vivier.criteres import CriteresVivier
from tests.usines import (
    ActionFormationFactory,
    CompetenceFactory,
    DepartementFactory,
    FicheFactory,
    FreelanceCompetenceFactory,
    FreelanceFactory,
    MetierFactory,
    RegionFactory,
    ThemeFactory,
    TrancheExperienceFactory,
    au_vivier,
)


def trouves(commercial, **criteres) -> set[int]:
    return set(vivier_pour(commercial).chercher(CriteresVivier(**criteres)))


@pytest.fixture
def deux(db):
    """Two candidates who differ by everything the filters ask."""
    rhone = DepartementFactory(code="69", nom="Rhône", region=RegionFactory(code="84", nom="Auvergne-Rhône-Alpes"))
    ancien = timezone.now() - timedelta(days=100)
    un = FreelanceFactory(prenom="Élodie", nom="Vermot-Lac")
    autre = FreelanceFactory(prenom="Basile", nom="Courtin", departement=rhone)
    FreelanceCompetenceFactory(freelance=un, competence=CompetenceFactory(nom="Java"), niveau=3)
    reseau = ThemeFactory(code="tech-reseau", nom="Tech – Réseau")
    FreelanceCompetenceFactory(freelance=autre, competence=CompetenceFactory(nom="VPN", theme=reseau), niveau=1)
    noter_situation(freelance=autre, nature="en_mission", depuis=timezone.localdate() - timedelta(days=2), par=None)
    au_vivier(un, le=ancien)
    jeune = TrancheExperienceFactory(code="moins-1-an", nom="< 1 an", minimum=0, maximum=1)
    au_vivier(autre, classification="adaptable", niveau_valide="bac", experience_numerique=jeune)
    un.evaluations.get().metiers_actuels.create(metier=MetierFactory(nom="Architecte"))
    autre.evaluations.get().metiers_actuels.create(metier=MetierFactory(nom="Testeur"))
    LienFormation.objects.create(
        freelance=autre, action=ActionFormationFactory(intitule="Réseaux"), lien="attente", depuis="2026-01-05"
    )
    return un, autre


def test_sar10_sans_filtre_les_derniers_classes_viennent_d_abord(commercial, deux):
    assert vivier_pour(commercial).chercher(CriteresVivier()) == [deux[1].pk, deux[0].pk]


def test_sar10_chaque_filtre_choisit_celui_des_deux_qui_repond(commercial, deux):
    """One filter after the other, on the same two candidates."""
    un, autre = deux
    tranche = autre.evaluations.get().experience_numerique_id
    metiers = {f.pk: f.evaluations.get().metiers_actuels.get().metier_id for f in deux}
    themes = {f.pk: f.competences.get().competence.theme_id for f in deux}
    il_y_a = timezone.localdate() - timedelta(days=50)
    attendus = [
        ({"bassins": ("69",)}, autre),
        ({"nom": "elodie vermot"}, un),
        ({"metiers": (metiers[un.pk],)}, un),
        ({"niveaux_etude": ("bac",)}, autre),
        ({"tranches": (tranche,)}, autre),
        ({"themes": (themes[autre.pk],)}, autre),
        ({"maitrises": (3,)}, un),
        ({"formations": (LienFormation.objects.get().action_id,)}, autre),
        ({"classifications": ("adaptable",)}, autre),
        ({"classifie_depuis": il_y_a}, autre),
        ({"classifie_avant": il_y_a}, un),
        ({"situation_depuis": timezone.localdate() - timedelta(days=10)}, autre),
    ]
    assert len(attendus) == 12
    for criteres, attendu in attendus:
        assert trouves(commercial, **criteres) == {attendu.pk}, criteres


def test_sar10_les_valeurs_d_un_filtre_sont_ou_les_filtres_sont_et(commercial, deux):
    un, autre = deux
    assert trouves(commercial, bassins=("69", "75")) == {un.pk, autre.pk}
    assert trouves(commercial, bassins=("69",), classifications=("employable",)) == set()


def test_sar10_theme_et_maitrise_portent_sur_la_meme_competence(commercial, deux):
    """Élodie is expérimentée in Java and débutante in a network skill: not expérimentée in networks."""
    un, autre = deux
    reseau = autre.competences.get().competence
    FreelanceCompetenceFactory(freelance=un, competence=reseau, niveau=1)
    assert trouves(commercial, themes=(reseau.theme_id,), maitrises=(3,)) == set()
    assert trouves(commercial, themes=(reseau.theme_id,), maitrises=(1,)) == {un.pk, autre.pk}


def test_sar10_le_jour_de_classification_est_celui_de_paris(commercial):
    """Published at 00:30 in Paris in summer: the day before in UTC."""
    instant = timezone.make_aware(datetime(2026, 7, 2, 0, 30))
    freelance = au_vivier(le=instant)
    jour = instant.date()
    assert trouves(commercial, classifie_depuis=jour) == {freelance.pk}
    assert trouves(commercial, classifie_avant=jour) == set()


def test_sar10_ni_brouillon_ni_archive_ni_caractere_joker(commercial, deux):
    FreelanceFactory()
    assert trouves(commercial, nom="%") == set()
    deux[0].archive_le = timezone.now()
    deux[0].save()
    assert trouves(commercial) == {deux[1].pk}


def test_sar5_un_candidat_suivi_par_mon_agence_ne_se_montre_plus(commercial, collegue, deux):
    un, autre = deux
    FicheFactory(freelance=autre)  # another agence follows him
    decider(freelance=un, decision=Decision.NON_RETENU, par=collegue)
    assert trouves(commercial) == {autre.pk}


def test_depuis_ma_derniere_recherche_compte_de_visite_en_visite(commercial):
    assert derniere_recherche(commercial) is None
    noter_recherche(commercial)
    assert derniere_recherche(commercial) is None  # still the first visit
    hier = timezone.now() - timedelta(days=1)
    PassageVivier.objects.update(derniere_le=hier)
    assert derniere_recherche(commercial) == hier
    noter_recherche(commercial)
    assert derniere_recherche(commercial) == hier  # searching goes on: the reference stays


def test_sar10_depuis_ma_derniere_recherche_en_un_clic(connecter, commercial, deux):
    PassageVivier.objects.create(utilisateur=commercial, derniere_le=timezone.now() - timedelta(days=50))
    navigateur = connecter(commercial)
    assert "Depuis ma dernière recherche" in navigateur.get("/vivier/").content.decode()
    page = navigateur.get("/vivier/", {"nouveaux": "on"})
    assert [ligne.pk for ligne, *_ in page.context["lignes"]] == [deux[1].pk]


def test_consulter_n_ecrit_rien_la_visite_se_note_par_un_post(connecter, commercial):
    navigateur = connecter(commercial)
    navigateur.get("/vivier/")
    assert not PassageVivier.objects.exists()
    assert navigateur.post("/vivier/visite/").status_code == 200
    assert PassageVivier.objects.get().utilisateur == commercial


def test_les_comptes_de_chaque_valeur_sont_exacts(connecter, commercial, deux):
    page = connecter(commercial).get("/vivier/comptes/").content.decode()
    for attendu in ("Employable 1", "Adaptable 1", "Architecte 1", "Tech – Réseau 1", "Réseaux 1"):
        assert attendu in page, attendu


def test_la_liste_ne_fait_pas_plus_de_questions_pour_plus_de_candidats(connecter, commercial):
    navigateur = connecter(commercial)
    au_vivier()
    navigateur.get("/vivier/")
    with CaptureQueriesContext(connection) as une:
        navigateur.get("/vivier/")
    for _ in range(29):
        au_vivier()
    with CaptureQueriesContext(connection) as trente:
        page = navigateur.get("/vivier/")
    assert len(page.context["lignes"]) == 25
    assert len(trente) == len(une)


def test_un_mauvais_filtre_laisse_les_autres_agir(connecter, commercial, deux):
    page = connecter(commercial).get("/vivier/", {"classifie_depuis": "hier", "bassin": ["69", "zz"], "metiers": "x"})
    assert page.status_code == 200
    assert "Cette date n’existe pas." in page.content.decode()
    assert [ligne.pk for ligne, *_ in page.context["lignes"]] == [deux[1].pk]


def test_les_savoir_faire_se_lisent_par_theme_avec_leur_niveau(connecter, commercial, deux):
    page = connecter(commercial).get(reverse("vivier:savoirs", args=[deux[1].pk])).content.decode()
    assert "Tech – Réseau" in page
    assert "Débutant" in page


def test_l_etude_garde_la_recherche_et_mene_au_candidat_suivant(connecter, commercial):
    premiers = [au_vivier() for _ in range(3)][::-1]
    navigateur = connecter(commercial)
    page = navigateur.get(
        reverse("vivier:etude", args=[premiers[1].pk]), {"bassin": "75", "rang": "1"}
    ).content.decode()
    assert f"/vivier/{premiers[0].pk}/?bassin=75&amp;rang=0" in page
    assert f"/vivier/{premiers[2].pk}/?bassin=75&amp;rang=2" in page
    decider(freelance=premiers[1], decision=Decision.ETUDIER, par=commercial)
    page = navigateur.get(
        reverse("vivier:etude", args=[premiers[1].pk]), {"bassin": "75", "rang": "1"}
    ).content.decode()
    assert f"/vivier/{premiers[2].pk}/?bassin=75&amp;rang=1" in page  # the one decided upon has left the search
    assert "Ouvrir la fiche de suivi" in page


def test_decider_depuis_l_etude_mene_au_suivant_et_deux_clics_font_une_fiche(connecter, commercial):
    freelance, suivant = au_vivier(), au_vivier()
    navigateur, url = connecter(commercial), reverse("vivier:decider", args=[freelance.pk])
    suite = f"/vivier/{suivant.pk}/?rang=0"
    reponse = navigateur.post(url, {"decision": "recrutement", "retour": suite})
    assert reponse["Location"] == suite
    assert navigateur.post(url, {"decision": "etudier", "retour": "https://ailleurs.example/"})["Location"].startswith(
        "/portefeuille/"
    )
    assert Fiche.objects.get().resultat == "vivier_recrutement"
    assert navigateur.post(url, {"decision": "oui"}, headers={"HX-Request": "true"}).status_code == 422


def test_sar6_par_htmx_la_decision_se_montre_avec_son_annulation(connecter, commercial):
    freelance, navigateur = au_vivier(), connecter(commercial)
    htmx = {"HX-Request": "true"}
    reponse = navigateur.post(reverse("vivier:decider", args=[freelance.pk]), {"decision": "formation"}, headers=htmx)
    fiche = Fiche.objects.get()
    assert reverse("vivier:annuler", args=[fiche.pk]) in reponse.content.decode()
    deja = navigateur.post(reverse("vivier:decider", args=[freelance.pk]), {"decision": "etudier"}, headers=htmx)
    assert deja.status_code == 409
    retour = navigateur.post(reverse("vivier:annuler", args=[fiche.pk]), headers=htmx)
    assert "Recrutement potentiel" in retour.content.decode()
    assert not Fiche.objects.exists()
    assert navigateur.post(reverse("vivier:annuler", args=[fiche.pk])).status_code == 404


def test_sar4_l_api_du_vivier_cherche_comme_la_page(connecter, commercial, deux):
    reponse = connecter(commercial).get("/api/v1/vivier/", {"bassin": "69"}).json()
    assert [ligne["id"] for ligne in reponse["resultats"]] == [deux[1].pk]
    assert connecter(commercial).post("/api/v1/vivier/").status_code in {403, 405}
