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

from referentiels.competences.champs import A_RANGER
from referentiels.models import Commune, Competence, Entreprise
from referentiels.models.territoires import nom_de_commune
from referentiels.normalisation import normaliser
from referentiels.sql import SCORE_CONTIENT, SCORE_EGAL, SCORE_MINIMAL

LIMITE = 20


class Choix(NamedTuple):
    """A line of a list: what it stands for, its words, and what tells it from its neighbours."""

    value: int
    text: str
    precision: str


class Nomme(NamedTuple):
    """A line of a list to which one may add a name that nobody knows.

    `exacte`: it bears the very name typed, hence nothing new is to be added. `ressemble`: it only looks like it, and
    nobody takes it without having chosen it. `marque`: what is said of it once chosen.
    """

    value: int
    text: str
    precision: str
    exacte: bool
    ressemble: bool
    marque: str = ""


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
# A skill answers by the best of its names, the first of equals: `m.rang` 1 is its own name, the next its synonyms.
COMPETENCES = """
SELECT c.id, c.nom, t.nom, c.verifiee, CASE WHEN m.rang > 1 THEN c.synonymes END, m.cle, m.score
FROM (SELECT * FROM referentiels_competence WHERE NOT retiree AND {noms}) AS c
CROSS JOIN LATERAL (
    SELECT u.cle, u.rang, public.score_nom(u.cle, %(cle)s) AS score
    FROM unnest(c.cles) WITH ORDINALITY AS u (cle, rang) ORDER BY score DESC, u.rang LIMIT 1
) AS m
LEFT JOIN referentiels_theme t ON t.id = c.theme_id
WHERE m.score >= %(minimum)s ORDER BY m.score DESC, c.nom LIMIT %(limite)s
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


def competences(texte: str) -> list[Nomme]:
    """Skills by name or synonym; the precision is the synonym that answered, and the theme."""
    lues = _lire(COMPETENCES, texte, noms="public.noms_joints(cles)")
    return [
        _nomme(pk, nom, _precision(synonymes, cle, theme if verifiee else A_RANGER), score, verifiee)
        for pk, nom, theme, verifiee, synonymes, cle, score in lues
    ]


def _precision(synonymes: list[str] | None, cle: str, theme: str | None) -> str:
    """« k8s » · Conteneurs."""
    trouve = next((f"« {nom} »" for nom in synonymes or () if normaliser(nom) == cle), "")
    return " · ".join(filter(None, [trouve, theme or Competence.SANS_THEME]))


def _nomme(pk: int, nom: str, precision: str, score: float, verifiee: bool = True) -> Nomme:
    return Nomme(pk, nom, precision, score >= SCORE_EGAL, score < SCORE_CONTIENT, "" if verifiee else A_RANGER)


def communes(texte: str) -> list[Choix]:
    """Communes by the beginning of their name or postcode; the precision is the département."""
    trouvees = Commune.objects.chercher(texte).values_list(
        "pk", "nom", "code_postal", "departement__nom", "departement_id"
    )
    return [
        Choix(pk, nom_de_commune(nom, code_postal), f"{departement} ({code})")
        for pk, nom, code_postal, departement, code in trouvees[:LIMITE]
    ]


def entreprises(texte: str) -> list[Nomme]:
    """Companies by name or alias; the precision is the sector."""
    trouvees: Any = Entreprise.objects.chercher(texte)  # with the score that it annotates
    lues = trouvees.values_list("pk", "nom", "secteur__nom", "score")[:LIMITE]
    return [_nomme(pk, nom, secteur or "secteur à préciser", score) for pk, nom, secteur, score in lues]
