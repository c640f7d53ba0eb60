"""Every main page: within the width of the screen, readable by all, without a script error or a blocked resource."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from tests.navigateur_outils import Ecran
from tests.parcours.situations import Maison

pytestmark = pytest.mark.navigateur

TAILLES = {"telephone": (390, 844), "bureau": (1440, 900)}
GRAVES = {"serious", "critical"}
# Name of the route, and the part of the firm whose page it is.
PAGES = (
    ("account_login", ""),
    ("pilotage:accueil", ""),
    ("clients:liste", ""),
    ("clients:creer", ""),
    ("clients:fiche", "client"),
    ("clients:contacts", ""),
    ("clients:contact", "contact"),
    ("clients:contact_modifier", "contact"),
    ("activite:relances", ""),
    ("freelances:liste", ""),
    ("freelances:creer", ""),
    ("freelances:fiche", "freelance"),
    ("freelances:modifier", "freelance"),
    ("freelances:cv_anonyme", "freelance"),
    ("freelances:evaluations", ""),
    ("freelances:evaluation", "evaluation"),
    ("freelances:confirmation_demander", "freelance"),
    ("vivier:etude", "freelance"),
    ("vivier:liste", ""),
    ("portefeuille:liste", ""),
    ("portefeuille:depassees", ""),
    ("portefeuille:fiche", "fiche"),
    ("formations:catalogue", ""),
    ("formations:action", "action"),
    ("formations:besoins", ""),
    ("formations:hors_vivier", ""),
    ("besoins:liste", ""),
    ("besoins:creer", ""),
    ("besoins:fiche", "besoin"),
    ("besoins:modifier", "besoin"),
    ("besoins:candidats", "besoin"),
    ("besoins:positionnement", "positionnement"),
    ("besoins:appel", "positionnement"),
    ("besoins:envoyer", "positionnement"),
    ("courriels:liste", ""),
    ("comptes:equipe", ""),
    ("referentiels:accueil", ""),
    ("referentiels:metier", "metier"),
    ("referentiels:competence", "competence"),
    ("referentiels:competences", ""),
    ("referentiels:themes", ""),
    ("referentiels:technologies", ""),
    ("referentiels:profil", ""),
    ("referentiels:lieux", ""),
    ("referentiels:editions", ""),
)
# Pages named by codes: what the address is made of.
CODES = {"metier": ("informatique", "responsable-methodes-et-outils"), "competence": ("java",)}


@pytest.fixture(scope="module", params=list(TAILLES))
def ecran(request, browser: Browser, site_rempli) -> Iterator[Ecran]:
    """The screen of the commercial, on a phone then on a desk."""
    adresse, _, commercial = site_rempli
    largeur, hauteur = TAILLES[request.param]
    contexte = browser.new_context(locale="fr-FR", viewport={"width": largeur, "height": hauteur})
    contexte.set_default_timeout(30_000)
    ecran = Ecran(contexte.new_page(), adresse)
    ecran.entrer(commercial)
    yield ecran
    contexte.close()


@pytest.mark.parametrize(("route", "objet"), PAGES, ids=[route for route, _ in PAGES])
def test_la_page_tient_dans_l_ecran_et_se_lit_par_tous(ecran: Ecran, site_rempli, route, objet):
    _, maison, commercial = site_rempli
    ecran.erreurs.clear()
    if route == "account_login":
        ecran.page.context.clear_cookies()
    ecran.aller(adresse_de(maison, route, objet))
    expect(ecran.page.locator(".htmx-request, [hx-trigger=load]:empty")).to_have_count(0)
    debord, fautes, console = ecran.deborde(), fautes_graves(ecran.page), list(ecran.erreurs)
    if route == "account_login":
        ecran.entrer(commercial)
    assert (debord, fautes, console) == (0, [], [])


def adresse_de(maison: Maison, route: str, objet: str) -> str:
    """Where the page is."""
    if objet in CODES:
        return reverse(route, args=CODES[objet])
    return reverse(route, args=[getattr(maison, objet).pk] if objet else [])


def fautes_graves(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds serious or critical: the rule, and the elements that break it."""
    violations = Axe().run(page).response["violations"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"]][:4]) for v in violations if v["impact"] in GRAVES]
