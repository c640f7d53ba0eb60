"""Databases that tests copy, where commits are real."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection, connections


@contextmanager
def base_remplie(modele: str, copie: str, bloqueur) -> Iterator[str]:
    """Open `copie`, a copy of the database `modele`, in this block; it stays afterwards, closed. Gives its name."""
    parametres = connection.settings_dict
    avant = parametres["NAME"]
    connections.close_all()
    detruire(copie)
    renvoyer_les_autres(modele)
    _en_administrateur(f'CREATE DATABASE "{copie}" TEMPLATE "{modele}"')
    parametres["NAME"] = copie
    try:
        with bloqueur.unblock():
            yield copie
    finally:
        connections.close_all()
        parametres["NAME"] = avant


@contextmanager
def copie_de_base(modele: str, copie: str, bloqueur) -> Iterator[str]:
    """The same, dropped afterwards."""
    try:
        with base_remplie(modele, copie, bloqueur):
            yield copie
    finally:
        detruire(copie)


def renvoyer_les_autres(nom: str) -> None:
    """End the connections to a database.

    Once Playwright runs its loop, Django keeps connections elsewhere: `close_all` misses those opened before.
    """
    _en_administrateur(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{nom}'")


def detruire(nom: str) -> None:
    """Drop a database, whoever still reads it."""
    _en_administrateur(f'DROP DATABASE IF EXISTS "{nom}" WITH (FORCE)')


def _en_administrateur(*ordres: str) -> None:
    acces = connection.get_connection_params() | {"dbname": "postgres"}
    utiles = {cle: acces[cle] for cle in ("dbname", "host", "port", "user", "password") if cle in acces}
    with psycopg.connect(**utiles, autocommit=True) as administrateur:
        for ordre in ordres:
            administrateur.execute(ordre)
