"""Pages of the look's own tests: drawn with a made-up user, without any database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import RequestFactory
from django.test.testcases import LiveServerThread

from samba.listes import barre, menu, panneaux
from tests.listes.pages import Personne


@pytest.fixture(autouse=True)
def _registres_a_part(monkeypatch):
    """What a test declares in the bar and the panels stays in that test; what rooms declare stays out of it."""
    monkeypatch.setattr(barre, "_registre", {})
    monkeypatch.setattr(menu, "_registre", {})
    monkeypatch.setattr(panneaux, "_registre", {})


@pytest.fixture
def requete():
    """`requete("/adresse/?q=x")`: a GET by a commercial."""

    def faire(adresse: str = "/", **entetes: str):
        demande = RequestFactory().get(adresse, headers=entetes)
        demande.user = Personne()
        demande.htmx = bool(entetes)
        return demande

    return faire


@pytest.fixture
def pages(settings):
    """The addresses of `tests.listes.pages` in the place of the product's."""
    settings.ROOT_URLCONF = "tests.listes.pages"


@pytest.fixture
def serveur(pages) -> Iterator[str]:
    """A live server of those pages, for a real browser. It never opens the database."""
    fil = LiveServerThread("127.0.0.1", StaticFilesHandler)
    fil.daemon = True
    fil.start()
    fil.is_ready.wait()
    assert fil.error is None, fil.error
    yield f"http://{fil.host}:{fil.port}"
    fil.terminate()
    fil.join()
