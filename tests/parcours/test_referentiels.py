"""Somebody looks a word up in the référentiels, and walks from a métier to another by its passerelles."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.navigateur


def test_un_mot_mene_a_un_metier_puis_de_passerelle_en_passerelle(ouvrir, commercial):
    ecran = ouvrir(commercial)
    page = ecran.page
    ecran.aller("/referentiels/")
    # The key « / » reaches the box; the hits come while typing, and say by which name.
    page.keyboard.press("/")
    page.keyboard.type("efficiency manager")
    resultats = page.locator("#resultats")
    expect(resultats).to_contain_text("par l’appellation anglaise « Efficiency manager »")
    expect(page).to_have_url(re.compile(r"/referentiels/\?q=efficiency(\+|%20)manager$"))
    ecran.lien("Responsable méthodes et outils", resultats)
    ecran.titre("Responsable méthodes et outils")
    # By the keyboard: a box of the graph is a link.
    graphe = page.get_by_role("group", name="Passerelles de Responsable méthodes et outils")
    expect(graphe).to_have_count(1)
    evolution = graphe.get_by_role("link", name="Consultant métier : évolution, dite par les deux fiches")
    evolution.focus()
    page.keyboard.press("Enter")
    ecran.titre("Consultant métier")
    # Seen from there, the same move is an origin.
    origine = page.get_by_role("link", name="Responsable méthodes et outils : origine, dite par les deux fiches")
    expect(origine).to_have_count(1)
    page.get_by_text("Les mêmes passerelles, en liste").click()
    liste = page.get_by_role("list").filter(has_text="dite par les deux fiches")
    expect(liste.get_by_role("link", name="Responsable méthodes et outils", exact=True)).to_be_visible()
    page.go_back()
    page.go_back()
    expect(resultats).to_contain_text("Efficiency manager")


def test_sur_un_telephone_le_dessin_se_met_debout(ouvrir, commercial):
    ecran = ouvrir(commercial, viewport={"width": 390, "height": 844})
    ecran.aller("/referentiels/metiers/informatique/responsable-methodes-et-outils/")
    graphe = ecran.page.get_by_role("group", name="Passerelles de Responsable méthodes et outils")
    expect(graphe).to_have_count(1)
    centre = graphe.locator(".s-noeud-centre").bounding_box()
    origine = graphe.get_by_role("link", name="Consultant en processus de test").bounding_box()
    evolution = graphe.get_by_role("link", name="Consultant métier").bounding_box()
    assert origine["y"] < centre["y"] < evolution["y"]
    assert ecran.deborde() == 0
