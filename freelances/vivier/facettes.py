"""How the hits of the vivier spread over each filter (SAR-10): asked by a second request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from freelances.recherche.moteur import LIMITE, TABLE
from freelances.vivier.acces import Vivier
from freelances.vivier.formulaire import VivierForm

MONTREES = 8
# One pass over the rows of the hits; `filtre` names the filter that a value sets.
SQL = f"""
WITH r AS MATERIALIZED (
    SELECT bassin, niveau_etude, tranche_experience, classification, metiers_actuels, themes, formations
    FROM {TABLE} WHERE freelance_id = ANY(%s)
), v AS (
    SELECT 'classification' AS filtre, classification AS code FROM r
    UNION ALL SELECT 'niveau', niveau_etude FROM r
    UNION ALL SELECT 'tranche', tranche_experience::text FROM r
    UNION ALL SELECT 'bassin', bassin FROM r
    UNION ALL SELECT 'metiers', cle::text FROM r, unnest(metiers_actuels) AS cle
    UNION ALL (SELECT DISTINCT ON (i, t) 'themes', t::text FROM (
        SELECT row_number() OVER () AS i, themes FROM r) AS n, LATERAL (SELECT cle / 10 AS t FROM unnest(themes) AS cle
        WHERE cle >= 10) AS x)
    UNION ALL SELECT 'maitrise', cle::text FROM r, unnest(themes) AS cle WHERE cle < 10
    UNION ALL SELECT 'formation', (cle / 10)::text FROM r, unnest(formations) AS cle
)
SELECT filtre, code, nombre FROM (
    SELECT filtre, code, count(*) AS nombre,
        row_number() OVER (PARTITION BY filtre ORDER BY count(*) DESC, code) AS rang
    FROM v WHERE code IS NOT NULL AND code <> '' GROUP BY filtre, code
) AS c WHERE rang <= {MONTREES} ORDER BY filtre, rang
"""  # noqa: S608 - constants of ours


@dataclass(frozen=True)
class Valeur:
    """One value of a filter, and how many of the hits bear it."""

    code: str
    libelle: str
    nombre: int


@dataclass(frozen=True)
class Comptes:
    """Counts over `total` hits. Beyond 1 000 they are those of the first 1 000 (`exacts` is false)."""

    total: int
    exacts: bool
    groupes: list[tuple[str, str, list[Valeur]]]


def compter(vivier: Vivier, form: VivierForm) -> Comptes:
    """The counts of each value, filter by filter, in the order of the form; (name, label, values) each."""
    ids = vivier.chercher(form.criteres())
    exacts = len(ids) < LIMITE
    ids = ids[: LIMITE - 1]
    lus: dict[str, list[tuple[str, int]]] = {}
    with connection.cursor() as curseur:
        curseur.execute(SQL, [ids])
        for filtre, code, nombre in curseur.fetchall():
            lus.setdefault(filtre, []).append((code, nombre))
    groupes = []
    for nom, champ in form.fields.items():
        if nom in lus:
            libelles = dict(_a_plat(champ))
            valeurs = [Valeur(code, libelles.get(code, code), nombre) for code, nombre in lus[nom]]
            groupes.append((nom, str(champ.label), valeurs))
    return Comptes(len(ids), exacts, groupes)


def _a_plat(champ: Any) -> list[tuple[str, str]]:
    """The choices of a field as pairs, whatever their groups."""
    paires: list[tuple[object, object]] = []
    for valeur, libelle in champ.choices:
        paires += libelle if isinstance(libelle, list | tuple) else [(valeur, libelle)]
    return [(str(code), str(libelle)) for code, libelle in paires]
