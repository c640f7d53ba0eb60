"""A commercial at the board: drag, keys, several at once, a refusal with its rule, an exit with its reason, undo."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from besoins.models import Positionnement
from tests.besoins.situations import appel_abouti, besoin_de
from tests.navigateur_outils import Ecran
from tests.usines import FreelanceFactory, PositionnementFactory, UtilisateurFactory

pytestmark = pytest.mark.navigateur


def dans(ecran: Ecran, colonne: str, *noms: str) -> None:
    """These people, and no other, stand in this column."""
    cartes = ecran.page.locator(f"#colonne-{colonne} [data-carte]")
    expect(cartes).to_have_count(len(noms))
    for nom in noms:
        expect(ecran.page.locator(f"#colonne-{colonne}")).to_contain_text(nom)


def test_un_commercial_deplace_ses_cartes_a_la_souris_au_clavier_et_par_lot(ouvrir: Callable[..., Ecran]) -> None:
    commercial = UtilisateurFactory(prenom="Alix", nom="Commerciale")
    besoin = besoin_de(commercial, intitule="Refonte du portail")
    lignes = {}
    for nom in ("Aubin", "Brune", "Céleste"):
        freelance = FreelanceFactory(prenom=nom, nom="Essai", mobile_france=True)
        lignes[nom] = PositionnementFactory(besoin=besoin, auteur=commercial, freelance=freelance)
    appel_abouti(lignes["Aubin"])
    ecran = ouvrir(commercial)
    page = ecran.page
    ecran.refus_attendus = ("422",)
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.goto(f"{ecran.site}/besoins/tableau/")
    dans(ecran, "preselectionne", "Aubin", "Brune", "Céleste")

    # Dragged where a rule forbids it: the card stays, the rule and what is missing are said, with the way to it.
    page.locator(f"#carte-{lignes['Brune'].pk}").drag_to(page.locator("#colonne-retenu"))
    expect(page.locator(".t-refus")).to_contain_text("BES-9")
    expect(page.locator(".t-refus")).to_contain_text("L’accord du freelance n’est pas noté.")
    dans(ecran, "preselectionne", "Aubin", "Brune", "Céleste")

    # Dragged where it may go, then undone by a key.
    page.locator(f"#carte-{lignes['Aubin'].pk}").drag_to(page.locator("#colonne-disponible"))
    dans(ecran, "disponible", "Aubin")
    expect(page.locator(f"#carte-{lignes['Aubin'].pk}")).to_be_focused()
    page.keyboard.press("z")
    dans(ecran, "preselectionne", "Aubin", "Brune", "Céleste")

    # Two at once, out, with the reason that is asked for.
    for nom in ("Brune", "Céleste"):
        page.locator(f"#carte-{lignes[nom].pk} .t-choix").check()
    expect(page.locator("[data-lot-compte]")).to_have_text("2 choisis")
    page.locator(f"#carte-{lignes['Brune'].pk}").focus()
    page.keyboard.press("e")
    expect(page.locator("#lot-motif")).to_be_focused()
    page.keyboard.type("TJM trop élevé")
    page.keyboard.press("Enter")
    dans(ecran, "preselectionne", "Aubin")
    motifs = Positionnement.objects.filter(etape="ecarte").values_list("motif_sortie", flat=True)
    assert list(motifs) == ["TJM trop élevé", "TJM trop élevé"]

    # On a phone: one column at a time.
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    expect(page.locator("#colonne-preselectionne")).to_be_visible()
    expect(page.locator("#colonne-retenu")).to_be_hidden()
    page.get_by_role("tab", name="Retenu").click()
    expect(page.locator("#colonne-retenu")).to_be_visible()
    expect(page.locator("#colonne-preselectionne")).to_be_hidden()
