"""Databases that tests copy, where commits are real."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

PREFIXE_MIGREE = "samba_migree_"


def base_migree() -> str:
    """The name of a database with every migration applied, made once for a state of the migrations and kept.

    Migrating an empty base takes twenty seconds of processor, copying a migrated one half a second. Whoever comes
    while another makes it waits.
    """
    nom = f"{PREFIXE_MIGREE}{_empreinte_des_migrations()}"
    parametres = connection.settings_dict
    avant = parametres["NAME"]
    with _administrateur() as administrateur:
        administrateur.execute("SELECT pg_advisory_lock(hashtext(%s))", [PREFIXE_MIGREE])
        connues = {n for (n,) in administrateur.execute("SELECT datname FROM pg_database WHERE NOT datistemplate")}
        if nom in connues:
            return nom
        for ancienne in connues:
            if ancienne.startswith(PREFIXE_MIGREE):
                detruire(ancienne)
        connections.close_all()
        administrateur.execute(f'CREATE DATABASE "{nom}_en_cours"')
        try:
            parametres["NAME"] = f"{nom}_en_cours"
            call_command("migrate", verbosity=0, interactive=False)
        finally:
            connections.close_all()
            parametres["NAME"] = avant
        renvoyer_les_autres(f"{nom}_en_cours")
        administrateur.execute(f'ALTER DATABASE "{nom}_en_cours" RENAME TO "{nom}"')
    return nom


def _empreinte_des_migrations() -> str:
    """What the migrated base depends on: our migrations, the libraries' versions, the list of apps."""
    racine = Path(settings.BASE_DIR)
    ecrites = [*racine.glob("*/migrations/*.py"), *racine.glob("samba/*/migrations/*.py")]
    somme = hashlib.sha256(repr(settings.INSTALLED_APPS).encode())
    for fichier in [racine / "requirements.txt", *sorted(ecrites)]:
        somme.update(str(fichier.relative_to(racine)).encode() + fichier.read_bytes())
    return somme.hexdigest()[:16]


@contextmanager
def base_remplie(modele: str, copie: str, bloqueur) -> Iterator[str]:
    """Open `copie`, a copy of the database `modele`, in this block; it stays afterwards, closed. Gives its name."""
    parametres = connection.settings_dict
    avant = parametres["NAME"]
    copier(modele, copie)
    parametres["NAME"] = copie
    try:
        with bloqueur.unblock():
            yield copie
    finally:
        connections.close_all()
        parametres["NAME"] = avant


def copier(modele: str, copie: str) -> None:
    """Make `copie` a copy of the database `modele`, in the place of what it was."""
    connections.close_all()
    detruire(copie)
    renvoyer_les_autres(modele)
    _en_administrateur(f'CREATE DATABASE "{copie}" TEMPLATE "{modele}"')


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
    with _administrateur() as administrateur:
        for ordre in ordres:
            administrateur.execute(ordre)


def _administrateur() -> psycopg.Connection:
    acces = connection.get_connection_params() | {"dbname": "postgres"}
    utiles = {cle: acces[cle] for cle in ("dbname", "host", "port", "user", "password") if cle in acces}
    return psycopg.connect(**utiles, autocommit=True)
