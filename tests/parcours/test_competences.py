"""A skill that nobody knew: typed from the keyboard by a commercial, put in its place by the administrateur."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from freelances.models import Freelance
from referentiels.models import Competence
from samba.comptes.enums import Role
from tests.usines import FreelanceFactory, UtilisateurFactory

pytestmark = pytest.mark.navigateur


def test_une_competence_tapee_au_clavier_finit_a_sa_place(ouvrir, commercial):
    freelance = FreelanceFactory(facturation="a_definir", portage="")
    ecran = ouvrir(commercial)
    ecran.aller(reverse("freelances:modifier", args=[freelance.pk]))
    ecran.bouton("Ajouter une compétence")
    clavier, liste = ecran.page.keyboard, ecran.page.locator(".ts-dropdown:visible")
    # Known by a synonym, chosen before the answer came; then one that nobody knows; then one picked by its beginning.
    clavier.type("k8s")
    clavier.press("Enter")
    niveau = ecran.page.locator("[name=competences-0-niveau]")
    expect(niveau).to_be_focused()
    clavier.press("e")
    clavier.press("Enter")
    clavier.type("Kubernets maison")
    expect(liste.locator(".create.active")).to_have_text("Ajouter « Kubernets maison »")
    clavier.press("Enter")
    expect(ecran.page.locator("[name=competences-1-niveau]")).to_be_focused()
    clavier.press("d")
    clavier.press("Enter")
    clavier.type("postgr")
    expect(liste.locator(".option.active")).to_contain_text("PostgreSQL")
    clavier.press("Enter")
    expect(ecran.page.locator("[name=competences-2-niveau]")).to_be_focused()
    ecran.bouton("Enregistrer")
    ecran.voir("à ranger")
    assert {ligne.competence.nom: ligne.niveau for ligne in freelance.competences.all()} == {
        "Kubernetes": 3, "Kubernets maison": 1, "PostgreSQL": 2,
    }  # fmt: skip

    admin = ouvrir(UtilisateurFactory(role=Role.ADMINISTRATEUR))
    admin.aller("/")
    admin.lien("compétences à vérifier")
    admin.voir("1 freelance")
    admin.lien("Kubernets maison")
    admin.page.locator(".s-proposition").filter(has_text="Kubernetes").first.click()
    admin.voir("1 ligne a déjà les deux")
    admin.bouton("Réunir à Kubernetes")
    admin.bouton("Réunir à Kubernetes", admin.page.get_by_role("dialog"))
    admin.voir("Aucune compétence à vérifier")
    assert Competence.objects.get(nom="Kubernets maison").fusionnee_dans.nom == "Kubernetes"
    assert {ligne.competence.nom: ligne.niveau for ligne in Freelance.objects.get().competences.all()} == {
        "Kubernetes": 3, "PostgreSQL": 2,
    }  # fmt: skip
