"""A commercial at the vivier: decide by keyboard, undo; an overdue fiche closes every route, updating it opens."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from freelances.models import Fiche
from tests.navigateur_outils import Ecran
from tests.usines import FreelanceFactory, UtilisateurFactory, au_vivier

pytestmark = pytest.mark.navigateur
NOMS = ("Aubin", "Brune", "Céleste", "Dario", "Elsa")


def decidees(ecran: Ecran, combien: int) -> None:
    """So many rows of the list are decided upon."""
    expect(ecran.page.locator("tr.s-decidee")).to_have_count(combien)


def au_clavier(ecran: Ecran, *touches: str) -> None:
    """Press these keys, one after the other, with nothing focused in particular."""
    for touche in touches:
        ecran.page.keyboard.press(touche)


def test_un_commercial_decide_au_clavier_puis_sa_fiche_depassee_ferme_et_rouvre_le_vivier(
    ouvrir: Callable[..., Ecran],
) -> None:
    commercial = UtilisateurFactory(prenom="Alix", nom="Commerciale")
    for nom in reversed(NOMS):
        au_vivier(FreelanceFactory(prenom=nom, nom="Essai"))
    ecran = ouvrir(commercial)
    page = ecran.page

    # Search, preview, decide four times, undo the last one: no mouse.
    page.goto(f"{ecran.site}/vivier/")
    expect(page.locator(".s-compte strong")).to_have_text(re.compile(r"5\s+candidats"))
    au_clavier(ecran, "j", " ")
    expect(page.locator("#apercu")).to_contain_text("Aubin Essai")
    au_clavier(ecran, "j")
    expect(page.locator("#apercu")).to_contain_text("Brune Essai")
    au_clavier(ecran, "k", " ")
    expect(page.locator("#apercu")).to_be_hidden()
    for rang, touche in enumerate("1234", start=1):
        au_clavier(ecran, touche)
        decidees(ecran, rang)
    au_clavier(ecran, "z")
    decidees(ecran, 3)
    page.reload()
    expect(page.locator(".s-compte strong")).to_have_text(re.compile(r"2\s+candidats"))
    prises = Fiche.objects.order_by("pk").values_list("freelance__prenom", "resultat")
    assert list(prises) == [("Aubin", "aucun"), ("Brune", "non_retenu_cv"), ("Céleste", "vivier_recrutement")]

    # Forty days later, the fiche to study has passed its échéance: the list of what is due answers everywhere.
    Fiche.objects.filter(resultat="aucun").update(maj_le=timezone.localdate() - timedelta(days=40))
    for route in ("/vivier/", "/vivier/?bassin=75", "/vivier/comptes/"):
        page.goto(ecran.site + route)
        expect(page.get_by_text("La recherche au vivier vous est fermée")).to_be_visible()
        expect(page).to_have_url(re.compile("/portefeuille/depassees/"))
    refus = page.request.get(f"{ecran.site}/api/v1/vivier/")
    assert (refus.status, refus.json()["code"]) == (403, "fiches_depassees")
    expect(page.locator(".s-dette")).to_contain_text("1")

    # The statut and échéance change as one picks; saving opens the vivier at once.
    page.get_by_role("link", name="Aubin Essai").click()
    page.locator("select[name=resultat]").select_option("vivier_recrutement")
    suivi = page.locator("#fiche-suivi")
    expect(suivi).to_contain_text("Candidat en vivier")
    expect(suivi).to_contain_text("au lieu de « Étude en cours »")
    ecran.bouton("Enregistrer")
    expect(page.get_by_text("La recherche au vivier est rouverte")).to_be_visible()
    page.goto(f"{ecran.site}/vivier/")
    expect(page.locator(".s-compte strong")).to_have_text(re.compile(r"2\s+candidats"))
