"""What the choosers are answered while one types: plain lines, best first, at most `LIMITE`.

The same answers as the `chercher` of each QuerySet, which pages use, without building objects. Métiers and skills have
queries of their own: among thousands of names, only those that the trigram index gives may be scored.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection

from referentiels.models import Commune, Competence, Entreprise
from referentiels.models.territoires import nom_de_commune
from referentiels.normalisation import normaliser
from referentiels.sql import SCORE_MINIMAL

LIMITE = 20


class Choix(NamedTuple):
    """A line of a list: what it stands for, its words, and what tells it from its neighbours."""

    value: int
    text: str
    precision: str


# A métier answers by its name or by its best other name; the name wins a tie. `{}`: the names worth scoring.
METIERS = """
WITH noms AS (
    SELECT id AS metier_id, NULL AS autre, public.score_nom(nom_normalise, %(cle)s) AS score
    FROM referentiels_metier WHERE {nom}
    UNION ALL
    SELECT metier_id, libelle, public.score_nom(libelle_normalise, %(cle)s)
    FROM referentiels_appellation WHERE {autre}
), trouves AS (
    SELECT DISTINCT ON (metier_id) metier_id, autre, score FROM noms WHERE score >= %(minimum)s
    ORDER BY metier_id, score DESC, autre NULLS FIRST
)
SELECT m.id, m.nom, coalesce(t.autre, concat_ws(' / ', p.nom, f.nom)), r.nom
FROM trouves t
JOIN referentiels_metier m ON m.id = t.metier_id AND NOT m.retire
JOIN referentiels_referentiel r ON r.id = m.referentiel_id
JOIN referentiels_famillemetier f ON f.id = m.famille_id
LEFT JOIN referentiels_famillemetier p ON p.id = f.parent_id
ORDER BY t.score DESC, m.nom LIMIT %(limite)s
"""
COMPETENCES = """
SELECT c.id, c.nom, t.nom
FROM (
    SELECT id, nom, theme_id, (SELECT max(public.score_nom(n, %(cle)s)) FROM unnest(cles) AS n) AS score
    FROM referentiels_competence WHERE NOT retiree AND {noms}
) AS c
LEFT JOIN referentiels_theme t ON t.id = c.theme_id
WHERE c.score >= %(minimum)s ORDER BY c.score DESC, c.nom LIMIT %(limite)s
"""
# No score reaches `SCORE_MINIMAL` under this likeness of words; the index obeys the setting.
SEUIL = "SET LOCAL pg_trgm.word_similarity_threshold"


def metiers(texte: str) -> list[Choix]:
    """Métiers by any name; the precision is the other name that answered, else the family."""
    lus = _lire(METIERS, texte, nom="nom_normalise", autre="libelle_normalise")
    homonymes = _homonymes(nom for _, nom, *_ in lus)
    return [
        Choix(pk, nom, f"{precision} · {referentiel}" if nom in homonymes else precision)
        for pk, nom, precision, referentiel in lus
    ]


def _lire(sql: str, texte: str, **colonnes: str) -> list[tuple[Any, ...]]:
    """What answers a text; `colonnes` hold the names, one or several joined, whose conditions `sql` is waiting for."""
    cle = normaliser(texte)
    if not cle:
        return []
    condition, motif = _a_noter(cle)
    lecture = sql.format(**{nom: condition.format(colonne) for nom, colonne in colonnes.items()})
    parametres: dict[str, str | int | float] = {"cle": cle, "motif": motif, "limite": LIMITE, "minimum": SCORE_MINIMAL}
    with connection.cursor() as curseur:
        # One message, hence one transaction, with which the setting dies; but it may be the caller's.
        curseur.execute(f"{SEUIL} = {SCORE_MINIMAL}; {lecture}; {SEUIL} TO DEFAULT", parametres)
        curseur.nextset()
        return curseur.fetchall()


def _a_noter(cle: str) -> tuple[str, str]:
    """The condition of the names worth scoring, and its pattern: no other one could score enough.

    Under three letters only the beginnings of words score; likeness comes with the fourth.
    """
    if len(cle) < 3:
        return "{0} ~ %(motif)s", rf"(^|[| \-/()'’,]){re.escape(cle)}"
    motif = "%" + re.sub(r"([\\%_])", r"\\\1", cle) + "%"
    if len(cle) == 3:
        return "{0} LIKE %(motif)s", motif
    return "({0} LIKE %(motif)s OR {0} OPERATOR(public.%%>) %(cle)s)", motif


def _homonymes(noms: Iterable[str]) -> set[str]:
    """The names that several lines bear: two référentiels may each have their « Chef de projet »."""
    return {nom for nom, fois in Counter(noms).items() if fois > 1}


def competences(texte: str) -> list[Choix]:
    """Skills by name or synonym; the precision is the theme."""
    lus = _lire(COMPETENCES, texte, noms="public.noms_joints(cles)")
    return [Choix(pk, nom, theme or Competence.SANS_THEME) for pk, nom, theme in lus]


def communes(texte: str) -> list[Choix]:
    """Communes by the beginning of their name or postcode; the precision is the département."""
    trouvees = Commune.objects.chercher(texte).values_list(
        "pk", "nom", "code_postal", "departement__nom", "departement_id"
    )
    return [
        Choix(pk, nom_de_commune(nom, code_postal), f"{departement} ({code})")
        for pk, nom, code_postal, departement, code in trouvees[:LIMITE]
    ]


def entreprises(texte: str) -> list[Choix]:
    """Companies by name or alias; the precision is the sector."""
    trouvees = Entreprise.objects.chercher(texte).values_list("pk", "nom", "secteur__nom")
    return [Choix(pk, nom, secteur or "secteur à préciser") for pk, nom, secteur in trouvees[:LIMITE]]
