"""A live site in a thread, on its own copy of a filled database, and Chromium to walk it."""

from __future__ import annotations

import re
from contextlib import contextmanager

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Page, expect

MOT_DE_PASSE = "mot-de-passe-long"


@contextmanager
def site_en_marche():
    """Serve the application on a free port of loopback; gives its address."""
    fil = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={})
    fil.daemon = True
    fil.start()
    fil.is_ready.wait()
    if fil.error:
        raise fil.error
    try:
        yield f"http://127.0.0.1:{fil.port}"
    finally:
        fil.terminate()
        fil.join(10)


class Ecran:
    """What a person does with the screen, in their words."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.erreurs: list[str] = []
        page.on("pageerror", lambda erreur: self.erreurs.append(str(erreur)))
        page.on(
            "console", lambda message: self.erreurs.append(message.text) if "Content Security" in message.text else None
        )

    def aller(self, chemin: str) -> None:
        """Open an address of the site."""
        self.page.goto(f"{self.site}{chemin}")

    def se_connecter(self, email: str, mot_de_passe: str = MOT_DE_PASSE) -> None:
        """Sign in by the login page."""
        self.aller("/comptes/login/")
        self.page.get_by_label(re.compile("e-mail", re.I)).fill(email)
        self.page.get_by_label(re.compile("^mot de passe", re.I)).fill(mot_de_passe)
        self.page.get_by_role("button", name=re.compile("connecter|connexion", re.I)).click()
        expect(self.page.get_by_text("Bienvenue").first).to_be_attached()

    def choisir(self, libelle: str, texte: str, option: str | None = None) -> None:
        """Pick a value in a searchable field (Tom Select) by typing."""
        champ = self.page.get_by_label(libelle, exact=False).last
        champ.click()
        champ.press_sequentially(texte, delay=15)
        choix = self.page.locator(".ts-dropdown .option").filter(has_text=option or texte).first
        choix.click()

    def voir(self, texte: str) -> None:
        """The words are on the screen."""
        expect(self.page.get_by_text(texte).first).to_be_visible()
