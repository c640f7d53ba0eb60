"""Lists stop counting at 1 001 (conception §5)."""

from __future__ import annotations

import pytest
from django.core.paginator import EmptyPage
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from samba.comptes.models import Agence
from samba.listes.api import PaginationBornee
from samba.listes.pagination import PaginateurBorne
from samba.listes.tables import Tableau, configurer
from tests.listes.pages import LIGNES, Lignes


@pytest.fixture
def agences(db):
    """1 005 agences."""
    Agence.objects.bulk_create([Agence(nom=f"Agence {n:04}") for n in range(1005)])
    return Agence.objects.order_by("nom")


def test_un_compte_s_arrete_a_mille_un(agences, django_assert_num_queries):
    paginateur = PaginateurBorne(agences, 25)
    with django_assert_num_queries(1) as requetes:
        assert (paginateur.count, paginateur.nombre_montre, paginateur.plus_de_mille) == (1001, 1000, True)
    assert "LIMIT 1001" in requetes[0]["sql"]
    assert "ORDER BY" not in requetes[0]["sql"]


def test_les_pages_couvrent_les_mille_premieres_lignes(agences):
    paginateur = PaginateurBorne(agences, 25)
    assert paginateur.num_pages == 40
    assert [agence.nom for agence in paginateur.page(40)][-1] == "Agence 0999"
    with pytest.raises(EmptyPage):
        paginateur.page(41)


@pytest.mark.parametrize(
    ("lignes", "compte", "montre", "pages"), [(0, 0, 0, 1), (26, 26, 26, 2), (1000, 1000, 1000, 40)]
)
def test_sous_la_borne_le_compte_est_exact(lignes, compte, montre, pages):
    paginateur = PaginateurBorne(list(range(lignes)), 25)
    assert (paginateur.count, paginateur.nombre_montre, paginateur.num_pages) == (compte, montre, pages)
    assert not paginateur.plus_de_mille


class AgenceTable(Tableau):
    nom_ligne = "agence"

    class Meta:
        model = Agence
        fields = ("nom", "ville")


def test_un_tableau_compte_une_fois_et_lit_une_page(agences, requete, django_assert_num_queries):
    """Two queries whatever the number of rows: the capped count and the 25 rows."""
    demande = requete("/?page=2")
    with django_assert_num_queries(2):
        page = configurer(demande, AgenceTable(agences)).as_html(demande)
    assert "plus de 1\u202f000 agences" in page
    assert "Agence 0025" in page
    assert "Agence 0024" not in page


def test_le_nombre_de_requetes_ne_depend_pas_des_lignes(db, requete, django_assert_num_queries):
    Agence.objects.bulk_create([Agence(nom=f"Agence {n}") for n in range(30)])
    for combien in (1, 30):
        demande = requete("/")
        cles = list(Agence.objects.values_list("pk", flat=True)[:combien])
        with django_assert_num_queries(2):
            configurer(demande, AgenceTable(Agence.objects.filter(pk__in=cles).order_by("nom"))).as_html(demande)


@pytest.mark.parametrize(
    ("adresse", "premiere"),
    [("/?page=3", "Personne 0050"), ("/?page=99", "Personne 0050"), ("/?page=x", "Personne 0000")],
)
def test_une_page_inconnue_montre_la_plus_proche(requete, adresse, premiere):
    demande = requete(adresse)
    assert f">{premiere}<" in configurer(demande, Lignes(LIGNES)).as_html(demande)


def test_la_taille_d_une_page_ne_vient_pas_de_l_adresse(requete):
    demande = requete("/?per_page=1000000&taille=1000000")
    tableau = configurer(demande, Lignes(LIGNES))
    assert len(tableau.paginated_rows) == 25


def test_l_api_dit_quand_elle_ne_compte_plus(agences):
    pagination = PaginationBornee()
    demande = Request(APIRequestFactory().get("/api/v1/agences/", {"taille": "5000", "page": "2"}))
    lignes = pagination.paginate_queryset(agences, demande)
    reponse = pagination.get_paginated_response([agence.nom for agence in lignes]).data
    assert (reponse["nombre"], reponse["plus_de_mille"], len(reponse["resultats"])) == (1000, True, 100)
    assert "page=3" in reponse["suivante"]
    assert reponse["precedente"] is not None


def test_le_schema_de_l_api_decrit_la_meme_reponse():
    schema = PaginationBornee().get_paginated_response_schema({"type": "array"})
    assert set(schema["properties"]) == {"nombre", "plus_de_mille", "suivante", "precedente", "resultats"}
