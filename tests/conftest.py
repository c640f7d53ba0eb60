"""Fixtures shared by the whole suite."""

from __future__ import annotations

from collections.abc import Callable

import pytest
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
def commercial(db) -> Utilisateur:
    """A commercial."""
    return UtilisateurFactory(role=Role.COMMERCIAL, prenom="Alix", nom="Commerciale")


@pytest.fixture
def collegue(db, commercial: Utilisateur) -> Utilisateur:
    """Another commercial of the same agence."""
    return UtilisateurFactory(role=Role.COMMERCIAL, agence=commercial.agence)


@pytest.fixture
def manager(db, commercial: Utilisateur) -> Utilisateur:
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
