"""The search page: address, count, orders, partial refresh, facets, number of queries."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from redis.exceptions import ConnectionError as RedisInjoignable

from freelances.models import ProfilRecherche
from freelances.recherche import facettes, moteur, vues
from samba.listes import pagination
from tests.usines import CompetenceFactory, FreelanceCompetenceFactory, FreelanceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sans_memoire():
    caches["rapide"].clear()


@pytest.fixture
def ouvrir(commercial, connecter):
    navigateur = connecter(commercial)
    return lambda adresse="", **entetes: navigateur.get(reverse("freelances:liste") + adresse, headers=entetes)


def lignes(reponse) -> list[str]:
    return [ligne.freelance.titre for ligne in reponse.context["lignes"]]


def test_la_page_montre_les_faits_utiles_et_mene_au_dossier(ouvrir):
    freelance = FreelanceFactory(prenom="Camille", nom="Verlaine", titre="Architecte", tjm=Decimal(650))
    FreelanceCompetenceFactory(freelance=freelance, competence=CompetenceFactory(nom="Erlang"), niveau=3)
    html = ouvrir().content.decode()
    assert reverse("freelances:fiche", args=[freelance.pk]) in html
    for attendu in (
        "Camille Verlaine",
        "Architecte",
        "Erlang",
        "Expérimenté",
        "650",
        "8 ans",
        "Paris",
        "Disponible",
        "jamais",
    ):
        assert attendu in html, attendu


def test_toute_la_recherche_est_dans_l_adresse(ouvrir):
    competence = CompetenceFactory(nom="Erlang")
    for rang in range(30):
        freelance = FreelanceFactory(titre=f"Cible {rang:02}", tjm=Decimal(400 + rang))
        FreelanceCompetenceFactory(freelance=freelance, competence=competence, niveau=2)
    FreelanceFactory(titre="Autre")
    adresse = f"?q=cible&competences={competence.pk}&niveau=2&lieux=75&tjm_max=500&tri=-tjm&page=2"
    reponse = ouvrir(adresse)
    assert lignes(reponse) == [f"Cible {rang:02}" for rang in range(4, -1, -1)]
    html = reponse.content.decode()
    assert "30 freelances" in html
    assert f"competences={competence.pk}" in html.split('rel="prev"')[0].rsplit("href=", 1)[1]
    assert "selected>Erlang" in html


def test_un_champ_faux_laisse_les_autres_filtrer_et_le_dit(ouvrir):
    FreelanceFactory(titre="Cible")
    FreelanceFactory(titre="Autre")
    reponse = ouvrir("?q=cible&tjm_max=beaucoup")
    assert lignes(reponse) == ["Cible"]
    assert "Un montant en euros" in reponse.content.decode()


@pytest.mark.parametrize("adresse", ["?competences=abc&metiers=99999&lieux=zz&langues=xx&page=zéro&tri=;", "?page=999"])
def test_une_adresse_fantaisiste_montre_la_liste(ouvrir, adresse):
    FreelanceFactory(titre="Seul")
    assert lignes(ouvrir(adresse)) == ["Seul"]


def test_une_region_vaut_ses_departements(ouvrir):
    freelance = FreelanceFactory(titre="Parisien")
    assert lignes(ouvrir(f"?lieux=r-{freelance.departement.region_id}")) == ["Parisien"]


def test_rien_ne_repond_dit_quoi_faire(ouvrir):
    assert "Aucun freelance ne répond" in ouvrir("?q=introuvable").content.decode()


def test_plus_de_mille_s_arrete_et_le_dit(ouvrir, monkeypatch):
    monkeypatch.setattr(pagination, "BORNE", 3)
    monkeypatch.setattr(vues, "LIMITE", 4)
    monkeypatch.setattr(vues, "PAR_PAGE", 3)
    monkeypatch.setattr(vues, "trouver", lambda criteres, tri="": moteur.trouver(criteres, limite=4, tri=tri))
    for rang in range(6):
        FreelanceFactory(titre=str(rang), tjm=Decimal(rang if rang < 5 else 4.5))
    reponse = ouvrir("?tri=-tjm")
    html = reponse.content.decode()
    assert "plus de 3 freelances" in html
    assert "Le tri porte sur les" in html
    assert lignes(reponse) == ["5", "4", "3"]


def test_une_expression_cherchee_sans_son_ordre_le_dit(ouvrir, monkeypatch):
    FreelanceFactory(titre="Cible")
    assert "n’importe quel ordre" not in ouvrir("?q=cible").content.decode()
    monkeypatch.setattr(vues, "trouver", lambda criteres, tri="": moteur.Trouves([], sans_ordre=True))
    assert "n’importe quel ordre" in ouvrir("?q=cible").content.decode()


def test_le_rafraichissement_partiel_dessine_la_meme_liste_que_la_page(ouvrir):
    FreelanceFactory(titre="Cible")
    partiel = ouvrir("?q=cible", **{"HX-Request": "true"})
    assert partiel.content.decode().lstrip().startswith('<div id="resultats"')
    assert partiel.content.decode().strip() in ouvrir("?q=cible").content.decode()
    assert "HX-Request" in partiel["Vary"]
    retour = ouvrir("?q=cible", **{"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in retour.content.decode()


@pytest.mark.parametrize("adresse", ["", "?q=cible", "?q=cible&tri=pertinence", "?lieux=75&tri=nom"])
def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_lignes(ouvrir, adresse):
    def compter() -> int:
        with CaptureQueriesContext(connection) as requetes:
            ouvrir(adresse)
        return len(requetes)

    competence = CompetenceFactory()
    FreelanceCompetenceFactory(freelance=FreelanceFactory(titre="Cible"), competence=competence)
    ouvrir(adresse)
    une = compter()
    for _ in range(29):
        FreelanceCompetenceFactory(freelance=FreelanceFactory(titre="Cible"), competence=competence)
    assert compter() == une
    assert une <= 16


def test_les_facettes_comptent_exactement_les_trouves(ouvrir, commercial, connecter):
    competence = CompetenceFactory(nom="Erlang")
    for classification in ("employable", "employable", "adaptable", ""):
        freelance = FreelanceFactory(titre="Cible", classification=classification)
        FreelanceCompetenceFactory(freelance=freelance, competence=competence)
    FreelanceFactory(titre="Autre", classification="employable")
    html = connecter(commercial).get(reverse("freelances:facettes") + "?q=cible").content.decode()
    assert "Employable 2" in html
    assert "Erlang 4" in html
    assert "≈" not in html
    assert f"q=cible&amp;competences={competence.pk}" in html


def test_au_dela_de_mille_les_facettes_sont_des_parts_estimees(commercial, connecter, monkeypatch):
    monkeypatch.setattr(facettes, "LIMITE", 3)
    for _ in range(5):
        FreelanceFactory(classification="employable")
    html = connecter(commercial).get(reverse("freelances:facettes")).content.decode()
    assert "Employable ≈ 100" in html


def test_les_facettes_sans_filtre_sont_gardees_et_se_passent_de_redis(commercial, connecter, monkeypatch):
    FreelanceFactory(classification="employable")
    navigateur = connecter(commercial)
    assert "Employable 1" in navigateur.get(reverse("freelances:facettes")).content.decode()
    FreelanceFactory(classification="employable")
    assert "Employable 1" in navigateur.get(reverse("freelances:facettes")).content.decode()

    def en_panne(*_args, **_kwargs):
        raise RedisInjoignable("arrêté")

    for methode in ("get", "set"):
        monkeypatch.setattr(caches["rapide"], methode, en_panne)
    assert "Employable 2" in navigateur.get(reverse("freelances:facettes")).content.decode()


def test_la_ligne_de_recherche_n_est_lue_que_par_une_fonction():
    """SAR-4: locking the search must need one place."""
    assert ProfilRecherche._meta.db_table == moteur.TABLE


def test_une_competence_ajoutee_depuis_la_derniere_lecture_a_son_nom(ouvrir, settings):
    settings.LISTES_GARDEES_SECONDES = 60
    freelance = FreelanceFactory(titre="Cible")
    FreelanceCompetenceFactory(freelance=freelance, competence=CompetenceFactory(nom="Erlang"))
    assert "Erlang" in ouvrir().content.decode()
    FreelanceCompetenceFactory(freelance=freelance, competence=CompetenceFactory(nom="Elixir"))
    assert "Elixir" in ouvrir().content.decode()
