"""Fixtures shared by the whole suite."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection, connections
from django.test import Client as Navigateur

from samba.comptes.enums import Role
from samba.comptes.models import Utilisateur
from tests.bases import base_migree, copie_de_base, copier, detruire
from tests.usines import UtilisateurFactory


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse the tests that flush: they empty the tables that migrations filled, for all that follow."""
    for test in items:
        marque = test.get_closest_marker("django_db")
        if (marque and marque.kwargs.get("transaction")) or "transactional_db" in getattr(test, "fixturenames", ()):
            raise pytest.UsageError(f"{test.nodeid} viderait la base : demandez la fixture base_validee.")


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


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """Always make the test database, a copy of the migrated one.

    pytest-django's own makes it only when a collected test names `db`; ours may ask for it through `_base` or
    `base_validee`, and would then run on the real one.
    """
    parametres = connection.settings_dict
    vraie, nom = parametres["NAME"], connection.creation._get_test_db_name()
    with django_db_blocker.unblock():
        copier(base_migree(), nom)
    parametres["NAME"] = nom
    yield
    connections.close_all()
    parametres["NAME"] = vraie
    detruire(nom)


@pytest.fixture(scope="session")
def base_modele(django_db_setup) -> str:
    """The database that `base_validee` copies: the empty test database. A folder may put a fuller one in its place."""
    return str(connection.settings_dict["NAME"])


@pytest.fixture
def base_validee(base_modele: str, django_db_blocker):
    """A database of one's own where commits are real: a copy of `base_modele`, dropped afterwards.

    Takes the place of `transaction=True`, which would flush every table, the référentiels included.
    """
    with copie_de_base(base_modele, f"{base_modele}_copie", django_db_blocker):
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Debian's Chromium; as root it has no sandbox."""
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": ["--no-sandbox"]}


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
