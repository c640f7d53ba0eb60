"""What the first migration lays for every room."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def sql(requete, *valeurs):
    with connection.cursor() as curseur:
        curseur.execute(requete, valeurs)
        return curseur.fetchone()[0]


@pytest.mark.parametrize(
    ("chiffres", "juste"),
    [("732829320", True), ("732829321", False), ("0", True), ("73282932A", False), ("", False), (None, None)],
)
def test_luhn(chiffres, juste):
    assert sql("SELECT public.luhn_valide(%s)", chiffres) is juste


def test_la_recherche_francaise_ignore_accents_et_terminaisons():
    trouve = "SELECT to_tsvector('public.fr', %s) @@ websearch_to_tsquery('public.fr', %s)"
    assert sql(trouve, "Ingénieure en développement", "ingenieurs developpement")
    assert sql(trouve, "Ingenieur", "ingénieur")
    assert not sql(trouve, "Ingénieur", "comptable")


def test_les_fonctions_servent_sans_search_path():
    """A restore runs with an empty search_path: every name inside must be qualified."""
    with connection.cursor() as curseur:
        curseur.execute("SET LOCAL search_path = ''")
        curseur.execute("SELECT public.f_unaccent('Élodie'), public.score_noms('ÉTÉ|HIVER', 'HIVER')")
        assert curseur.fetchone() == ("Elodie", 5.0)


def test_f_unaccent_peut_etre_indexee():
    assert sql("SELECT provolatile FROM pg_proc WHERE proname = 'f_unaccent'") in {"i", b"i"}


@pytest.mark.parametrize(
    ("nom", "cherche", "mini", "maxi"),
    [
        ("JAVA", "JAVA", 5, 5),
        ("JAVASCRIPT", "JAVA", 3, 4),
        ("ARCHITECTE TECHNIQUE", "TECHNIQUE", 2, 3),
        ("ASSISTANT A LA MAITRISE D'OUVRAGE", "OUVRAGE", 2, 3),
        ("MICROSOFT SQL SERVER", "SERV", 2, 3),
        ("POSTGRESQL", "GRES", 1, 2),
        ("CONSULTANT METIER", "CONSULTENT", 0.5, 1),
        ("JAVA", "ZZZZ", 0, 0),
        ("ADA", "DAX", 0, 0),
    ],
)
def test_le_score_d_un_nom(nom, cherche, mini, maxi):
    assert mini <= sql("SELECT public.score_nom(%s, %s)", nom, cherche) <= maxi
