"""The whole product behind a real Chromium: a filled database, a live site, a real SMTP server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, expect

from samba.comptes.models import Utilisateur
from tests.bases import base_remplie, copie_de_base, detruire
from tests.navigateur_outils import Ecran, site_en_marche
from tests.parcours.situations import Maison, maison
from tests.serveur_smtp import Boite, serveur_smtp
from tests.usines import UtilisateurFactory

PATIENCE = 30_000  # ms: what a loaded machine may need; a quiet one never waits that long
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def base_modele(base_modele: str, django_db_blocker) -> Iterator[str]:
    """The test database with the référentiels of the product, loaded once."""
    nom = f"{base_modele}_referentiels"
    with base_remplie(base_modele, nom, django_db_blocker):
        call_command("charger_referentiels", stdout=StringIO())
    yield nom
    detruire(nom)


@pytest.fixture
def site(base_validee) -> Iterator[str]:
    """The address of the product, served on a database of this test's own."""
    with site_en_marche() as adresse:
        yield adresse


@pytest.fixture(scope="module")
def site_rempli(base_modele: str, django_db_blocker) -> Iterator[tuple[str, Maison, Utilisateur]]:
    """The product on one database for the whole module, a firm at work in it; for tests that only look."""
    with copie_de_base(base_modele, f"{base_modele}_vitrine", django_db_blocker), site_en_marche() as adresse:
        commercial = UtilisateurFactory(prenom="Alix", nom="Commerciale")
        yield adresse, maison(commercial), commercial


@pytest.fixture
def boite(settings) -> Iterator[Boite]:
    """Where every e-mail of the test arrives, by SMTP."""
    with serveur_smtp() as (recue, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield recue


@pytest.fixture
def ouvrir(browser: Browser, site: str) -> Iterator[Callable[..., Ecran]]:
    """`ouvrir(utilisateur)` gives the screen of a person signed in; `ouvrir()` that of a stranger.

    At the end, a script error or anything the CSP blocked on any of these screens fails the test.
    """
    ecrans: list[Ecran] = []

    def nouvel_ecran(utilisateur: Utilisateur | None = None, **options) -> Ecran:
        contexte = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris", **options)
        contexte.set_default_timeout(PATIENCE)
        ecran = Ecran(contexte.new_page(), site)
        if utilisateur is not None:
            ecran.entrer(utilisateur)
        ecrans.append(ecran)
        return ecran

    yield nouvel_ecran
    for ecran in ecrans:
        ecran.page.context.close()
    assert [faute for ecran in ecrans for faute in ecran.erreurs] == []
