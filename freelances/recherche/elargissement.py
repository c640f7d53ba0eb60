"""A search widened around its métiers: what the search row is asked, and by which link each hit came."""

# ruff: noqa: S608 - every statement is made of the constants below
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

from freelances.models import ProfilRecherche
from referentiels.proximite import Lien, Nom, Voisinage
from samba.listes.memoire import Memoire

TABLE = ProfilRecherche._meta.db_table
# Phrases among the words of titles and roles, which the search row keeps behind a « = » (see the migrations).
PHRASES = (
    "SELECT {} FROM unnest(%s::text[]) WITH ORDINALITY AS e(texte, rang),"
    " phraseto_tsquery('public.fr', e.texte) AS q WHERE numnode(q) > 0"
)
MARQUEE = r"regexp_replace(q::text, '''((?:[^'']|'''')+)''', '''=\1''', 'g')"


def requete_de(voisins: Voisinage) -> str:
    """The names within reach, as a tsquery in its text form; "" when there is none."""
    ecritures = tuple(ecriture for nom in voisins.noms for ecriture in nom.ecritures)
    return _connues.lire(ecritures, lambda: _tsquery(ecritures)) if ecritures else ""


_connues = Memoire[str]()


def _tsquery(ecritures: tuple[str, ...]) -> str:
    with connection.cursor() as curseur:
        curseur.execute(PHRASES.format(f"string_agg('(' || {MARQUEE} || ')', ' | ')"), [list(ecritures)])
        return curseur.fetchone()[0] or ""


def porteurs(ids: Sequence[int], voisins: Voisinage) -> dict[int, Nom]:
    """Those of these freelances whose title or roles hold a name within reach, with the first such name. One query."""
    if not ids or not voisins.noms:
        return {}
    paires = [(nom, ecriture) for nom in voisins.noms for ecriture in nom.ecritures]
    # First those who bear any of the names, each vector being unpacked once; then which name, for them alone.
    sql = (
        f"WITH noms AS MATERIALIZED ({PHRASES.format(f'{MARQUEE}::tsquery AS q, rang')}), porteurs AS MATERIALIZED"
        f" (SELECT freelance_id, vecteur FROM {TABLE} WHERE freelance_id = ANY(%s) AND vecteur @@ %s::tsquery)"
        " SELECT freelance_id, min(rang) FROM porteurs JOIN noms ON vecteur @@ q GROUP BY 1"
    )
    with connection.cursor() as curseur:
        curseur.execute(sql, [[ecriture for _, ecriture in paires], list(ids), requete_de(voisins)])
        return {pk: paires[rang - 1][0] for pk, rang in curseur.fetchall()}


def liens_de(ids: Sequence[int], voisins: Voisinage) -> dict[int, Lien]:
    """By which link each of these freelances came, those of the exact métier left out. Two queries."""
    if not voisins.noms:
        return {}
    metiers = dict(ProfilRecherche.objects.filter(pk__in=ids).values_list("pk", "metiers"))
    return relier(metiers, voisins)


def relier(metiers: Mapping[int, Iterable[int]], voisins: Voisinage) -> dict[int, Lien]:
    """The same, from the métiers of each freelance."""
    autres = [pk for pk, eus in metiers.items() if voisins.exacts.isdisjoint(eus)]
    noms = porteurs(autres, voisins)
    liens = {pk: voisins.lien(metiers[pk], noms.get(pk)) for pk in autres}
    return {pk: lien for pk, lien in liens.items() if lien is not None}
