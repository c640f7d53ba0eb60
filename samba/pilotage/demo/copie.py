"""Bulk writing by COPY: 60 000 freelances in well under two minutes, history and search row included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def reserver_cles(modele: type[models.Model], nombre: int) -> list[int]:
    """Take `nombre` keys from the sequence of a table, so that rows can point at each other before being written."""
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [modele._meta.db_table, nombre],
        )
        return [cle for (cle,) in curseur.fetchall()]


def copier(modele: type[models.Model], champs: Sequence[str], lignes: Iterable[Sequence[Any]]) -> None:
    """COPY rows into the table of a model. `champs` are field names; a foreign key takes the key itself."""
    trouves: list[Any] = [modele._meta.get_field(nom) for nom in champs]
    colonnes = ", ".join(connection.ops.quote_name(champ.column) for champ in trouves)
    table = connection.ops.quote_name(modele._meta.db_table)
    with connection.cursor() as curseur, curseur.cursor.copy(f"COPY {table} ({colonnes}) FROM STDIN") as flux:
        for ligne in lignes:
            flux.write_row(ligne)
