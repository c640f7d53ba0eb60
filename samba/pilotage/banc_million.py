"""The second line of the bench: the same searches at 1 000 000 search rows, in a table made for it and dropped."""

# ruff: noqa: S608 - every statement is made of our own names
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from django.db import connection
from django.http import QueryDict

from freelances.recherche.formulaire import RechercheForm
from freelances.recherche.moteur import TABLE, TAILLE_TRANCHE, chercher
from samba.pilotage.banc import MESURES, medianes, metier_mesure

CIBLE = 1_000_000
SCHEMA = "banc_recherche"
COPIE = f"{SCHEMA}.profil"


@dataclass(frozen=True)
class Echelle:
    """Medians in ms of one search on the base and on the million, and how many ids each gave."""

    nom: str
    base: float
    million: float
    trouves: tuple[int, int]


@contextmanager
def million() -> Iterator[int]:
    """Copy the search rows until there are a million, under new ids, with the same indexes; give their number."""
    with connection.cursor() as curseur:
        curseur.execute(f"SELECT count(*), coalesce(max(freelance_id), 0) FROM {TABLE}")
        lignes, pas = curseur.fetchone()
        if not lignes:
            raise ValueError("La base n’a aucun freelance à copier.")
        copies = -(-CIBLE // lignes)
        try:
            _copier(curseur, copies, pas + 1)
            yield lignes * copies
        finally:
            curseur.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


def _copier(curseur: object, copies: int, pas: int) -> None:
    executer = curseur.execute  # type: ignore[attr-defined]
    executer(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
    executer(f"CREATE SCHEMA {SCHEMA}")
    # The indexes are built in memory: three times faster than with the settings of a server.
    executer("SET maintenance_work_mem = '1GB'")
    executer(f"CREATE UNLOGGED TABLE {COPIE} (LIKE {TABLE})")
    executer(f"ALTER TABLE {COPIE} SET (toast_tuple_target = 128)")
    executer(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position", [TABLE]
    )
    autres = ", ".join(nom for (nom,) in curseur.fetchall()[2:])  # type: ignore[attr-defined]
    cle = f"freelance_id + n * {pas}"
    executer(
        f"INSERT INTO {COPIE} SELECT {cle}, (({cle}) / {TAILLE_TRANCHE})::smallint, {autres}"
        f" FROM generate_series(0, %s) AS n, (SELECT * FROM {TABLE} ORDER BY 1) AS r",
        [copies - 1],
    )
    executer(f"ALTER TABLE {COPIE} ADD PRIMARY KEY (freelance_id)")
    executer("SELECT indexdef FROM pg_indexes WHERE tablename = %s AND indexname LIKE 'recherche\\_%%'", [TABLE])
    for (definition,) in curseur.fetchall():  # type: ignore[attr-defined]
        executer(definition.replace("INDEX recherche_", "INDEX million_").replace(f"public.{TABLE}", COPIE))
    executer("RESET maintenance_work_mem")
    executer(f"VACUUM ANALYZE {COPIE}")


def comparer() -> Iterator[Echelle]:
    """Each search of the bench, on the base and on the million."""
    for mesure in MESURES:
        if mesure.vue != "freelances:liste":
            continue
        criteres = RechercheForm(QueryDict(mesure.parametres.format(metier=metier_mesure()))).criteres()
        ici, la = chercher(criteres), chercher(criteres, table=COPIE)
        base, grande = medianes(partial(chercher, criteres), partial(chercher, criteres, table=COPIE))
        yield Echelle(mesure.nom, base, grande, (len(ici), len(la)))
