"""A CV dropped by somebody who does not know the person yet, and what becomes of it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from freelances.cvs.services import lire
from freelances.models import CV, Freelance
from tests.freelances.lecture_cv.exemples import COMPLET, creer_referentiel

pytestmark = pytest.mark.navigateur


def test_un_cv_depose_devient_un_profil_relu(ouvrir, commercial, tmp_path):
    """Drop it, see its words light up, accept a section and one skill, make the freelance, read the profile."""
    chemin = tmp_path / "CV Camille.txt"
    chemin.write_text(COMPLET, encoding="utf-8")
    ecran = ouvrir(commercial)
    creer_referentiel()
    ecran.aller(reverse("freelances:cvs_recus"))
    ecran.page.locator("input[type=file]").set_input_files(chemin)
    ecran.bouton("Déposer")
    ecran.voir("Le CV est déposé")
    lire(CV.objects.get().pk)
    ecran.aller(reverse("freelances:cv_lecture", args=[CV.objects.get().pk]))
    java = ecran.page.locator(".s-proposition", has_text="Java").filter(has_text="niveau écrit dans le CV")
    java.get_by_role("link", name="Voir dans le texte").click()
    expect(ecran.page.locator("mark.s-vise").first).to_have_text("Java")
    java.get_by_role("button", name="Accepter Java").click()
    expect(ecran.page.locator(".s-proposition-acceptee")).to_have_count(1)
    ecran.page.locator("section", has=ecran.page.get_by_role("heading", name="Expériences")).get_by_role(
        "button", name="Accepter les 3"
    ).click()
    expect(ecran.page.locator(".s-proposition-acceptee")).to_have_count(4)
    assert not Freelance.objects.exists()
    ecran.bouton("Créer ce freelance")
    ecran.voir("Camille Durand-Morel est créé")
    ecran.aller(reverse("freelances:fiche", args=[Freelance.objects.get().pk]))
    ecran.voir("Banque des Tests")
    assert [str(lien) for lien in Freelance.objects.get().competences.all()] == ["Java (Expérimenté)"]
