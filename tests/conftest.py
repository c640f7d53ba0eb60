"""Fixtures shared by the whole suite."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from django.db import connection, connections
from django.test import Client as Navigateur

from samba.comptes.enums import Role
from samba.comptes.models import Utilisateur
from tests.usines import UtilisateurFactory


@pytest.fixture(autouse=True)
def _fichiers_prives(settings, tmp_path):
    """Private files of a test go to its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "media", "base_url": None},
        },
    }


@pytest.fixture
def base_validee(request, django_db_setup, django_db_blocker):
    """A database of one's own where commits are real: a copy of the test database, dropped afterwards.

    Takes the place of `transaction=True`, which would flush every table, the référentiels included.
    """
    parametres = connection.settings_dict
    source = parametres["NAME"]
    copie = f"{source}_copie"
    connections.close_all()
    _en_administrateur(f'DROP DATABASE IF EXISTS "{copie}" WITH (FORCE)', f'CREATE DATABASE "{copie}" TEMPLATE "{source}"')
    parametres["NAME"] = copie
    try:
        with django_db_blocker.unblock():
            yield
    finally:
        connections.close_all()
        parametres["NAME"] = source
        _en_administrateur(f'DROP DATABASE "{copie}" WITH (FORCE)')


def _en_administrateur(*ordres: str) -> None:
    acces = connection.get_connection_params() | {"dbname": "postgres"}
    utiles = {cle: acces[cle] for cle in ("dbname", "host", "port", "user", "password") if cle in acces}
    with psycopg.connect(**utiles, autocommit=True) as administrateur:
        for ordre in ordres:
            administrateur.execute(ordre)


@pytest.fixture
def _base(request):
    """The database of this test: its own copy when it commits, else a transaction that is rolled back."""
    nom = "base_validee" if "base_validee" in request.fixturenames else "db"
    request.getfixturevalue(nom)


@pytest.fixture
def commercial(_base) -> Utilisateur:
    """A commercial."""
    return UtilisateurFactory(role=Role.COMMERCIAL, prenom="Alix", nom="Commerciale")


@pytest.fixture
def collegue(_base, commercial: Utilisateur) -> Utilisateur:
    """Another commercial of the same agence."""
    return UtilisateurFactory(role=Role.COMMERCIAL, agence=commercial.agence)


@pytest.fixture
def manager(_base, commercial: Utilisateur) -> Utilisateur:
    """The manager of the commercial's agence."""
    return UtilisateurFactory(role=Role.MANAGER, agence=commercial.agence)


@pytest.fixture
def connecter() -> Callable[[Utilisateur], Navigateur]:
    """`connecter(utilisateur)` gives a test client signed in as them."""

    def ouvrir(utilisateur: Utilisateur) -> Navigateur:
        navigateur = Navigateur()
        navigateur.force_login(utilisateur, backend="allauth.account.auth_backends.AuthenticationBackend")
        return navigateur

    return ouvrir
