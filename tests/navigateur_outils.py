"""A live site in a thread, on its own copy of a filled database, and Chromium to walk it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import Client as Navigateur
from django.test.testcases import LiveServerThread
from playwright.sync_api import Locator, Page, expect

from samba.comptes.models import Utilisateur

MOT_DE_PASSE = "mot-de-passe-long"
DORSAL = "allauth.account.auth_backends.AuthenticationBackend"


@contextmanager
def site_en_marche() -> Iterator[str]:
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
        self.refus_attendus: tuple[str, ...] = ()
        page.on("pageerror", lambda erreur: self.erreurs.append(str(erreur)))
        page.on("console", lambda dit: self._noter(dit.text) if dit.type == "error" else None)

    def _noter(self, texte: str) -> None:
        """Keep what the console says; an answer that the test asks for (« status of 409 ») is no fault."""
        if not any(f"status of {statut}" in texte for statut in self.refus_attendus):
            self.erreurs.append(f"{self.page.url} : {texte}")

    def aller(self, chemin: str) -> None:
        """Open an address of the site."""
        self.page.goto(f"{self.site}{chemin}")

    def entrer(self, utilisateur: Utilisateur) -> None:
        """Sign in without the login page."""
        navigateur = Navigateur()
        navigateur.force_login(utilisateur, backend=DORSAL)
        jeton = navigateur.cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": jeton, "url": self.site}])

    def se_connecter(self, email: str, mot_de_passe: str = MOT_DE_PASSE) -> None:
        """Sign in by the login page."""
        self.aller("/comptes/login/")
        self.page.get_by_label(re.compile("e-mail", re.I)).fill(email)
        self.page.get_by_label(re.compile("^mot de passe", re.I)).fill(mot_de_passe)
        self.page.get_by_role("button", name=re.compile("connecter|connexion", re.I)).click()
        expect(self.page.get_by_text("Bienvenue").first).to_be_attached()

    # --- Moving ------------------------------------------------------------------------------------------------------
    def rubrique(self, nom: str) -> None:
        """Take an entry of the bar of SAMBA."""
        self.page.get_by_role("navigation", name="Rubriques", exact=True).get_by_role("link", name=nom).first.click()

    def lien(self, nom: str, dans: Locator | None = None) -> None:
        """Follow a link by its words."""
        (dans or self.page).get_by_role("link", name=nom).first.click()

    def bouton(self, nom: str, dans: Locator | None = None) -> None:
        """Press a button by its words."""
        (dans or self.page).get_by_role("button", name=nom, exact=True).first.click()

    # --- Typing ------------------------------------------------------------------------------------------------------
    def remplir(self, dans: Locator | None = None, **valeurs: str) -> None:
        """Fill fields by their label: `remplir(**{"Nom": "Rivière"})`."""
        for libelle, valeur in valeurs.items():
            self.champ(libelle, dans).fill(valeur)

    def selectionner(self, dans: Locator | None = None, **valeurs: str) -> None:
        """Choose in plain lists by their label."""
        for libelle, valeur in valeurs.items():
            self.champ(libelle, dans).select_option(label=valeur)

    def champ(self, libelle: str, dans: Locator | None = None) -> Locator:
        """A field by its label, the last one where there are several."""
        return (dans or self.page.locator("main")).get_by_label(libelle, exact=True).last

    def choisir(
        self, libelle: str, texte: str, option: str = "", dans: Locator | None = None, nouveau: bool = False
    ) -> None:
        """Pick a value in a searchable field (Tom Select) by typing; `nouveau` adds what was typed."""
        champ = (dans or self.page.locator("main")).get_by_role("combobox", name=libelle).last
        cadre = champ.locator("xpath=ancestor::*[contains(@class, 'ts-wrapper')]")
        champ.click()
        champ.fill(texte)
        liste = self.page.locator(".ts-dropdown:visible")
        liste.locator(".create" if nouveau else ".option").filter(has_text=option or texte).first.click()
        expect(cadre.locator(".item").last).to_be_visible()
        if "multi" in (cadre.get_attribute("class") or ""):  # a list of several values stays open until one leaves it
            self.page.keyboard.press("Escape")
        expect(liste).to_have_count(0)

    def cocher_option(self, groupe: str, choix: str) -> None:
        """Take one of the large choices of a group (« Issue de l’appel » → « Joint »)."""
        cadre = self.page.get_by_role("group", name=groupe)
        cadre.locator(".form-selectgroup-label").get_by_text(choix, exact=True).click()

    def ajouter_ligne(self, bouton: str, prefixe: str) -> Locator:
        """Add a row to a list of rows; gives it."""
        self.bouton(bouton)
        return self.page.locator(f"[data-formset={prefixe}] [data-formset-ligne]:visible").last

    # --- Looking -----------------------------------------------------------------------------------------------------
    def voir(self, texte: str, dans: Locator | None = None) -> None:
        """The words are on the screen."""
        expect((dans or self.page.locator("body")).get_by_text(texte).first).to_be_visible()

    def ne_pas_voir(self, texte: str) -> None:
        """The words are nowhere on the screen."""
        expect(self.page.locator("main")).not_to_contain_text(texte)

    def titre(self, texte: str) -> None:
        """The page is the one of this title."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(texte)

    def deborde(self) -> int:
        """How many pixels the page is wider than the screen."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
