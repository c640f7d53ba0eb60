"""A qualifieur meets a freelance, fills the five panels and publishes the profile, in Chromium (SAR-11)."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from freelances.evaluation.services import noter_situation
from referentiels.models import Competence
from samba.comptes.enums import Role
from tests.navigateur_outils import Ecran
from tests.usines import FreelanceCompetenceFactory, FreelanceFactory, UtilisateurFactory

pytestmark = pytest.mark.navigateur


def avis(ecran: Ecran, axe: str, niveau: str) -> None:
    """Choose one of the six levels of an axis."""
    ecran.page.get_by_role("group", name=f"Avis : {axe}").get_by_label(niveau, exact=True).check()


def continuer(ecran: Ecran, titre: str) -> None:
    """Save the panel; the next one opens."""
    ecran.bouton("Enregistrer et continuer")
    ecran.titre(titre)


def trait(ecran: Ecran, nom: str, sens: str) -> None:
    """Say that a trait is a strength or a weak point: its button hides a radio, as the eye sees it."""
    ecran.page.get_by_role("group", name=nom, exact=True).get_by_text(sens, exact=True).click()


def test_un_qualifieur_publie_un_profil_au_vivier(ouvrir, site):
    qualifieur = UtilisateurFactory(role=Role.QUALIFIEUR, prenom="Quitterie", nom="Essai")
    freelance = FreelanceFactory(prenom="Solène", nom="Haumont", titre="Développeuse Java")
    FreelanceCompetenceFactory(freelance=freelance, competence=Competence.objects.get(nom="Java"), niveau=2)
    noter_situation(freelance=freelance, nature="en_recherche", depuis=date(2026, 5, 4), par=None)
    ecran = ouvrir(qualifieur)

    ecran.aller(f"/freelances/{freelance.pk}/")
    ecran.bouton("Qualifier")
    ecran.titre("Compétences")
    avis(ecran, "niveau de compétences", "Vue d’ensemble approfondie")
    ecran.choisir("Métiers exercés depuis moins de 3 ans", "Concepteur dév", "Concepteur développeur")
    ligne = ecran.ajouter_ligne("Ajouter une compétence", "competences")
    ecran.choisir("Compétence", "Kafka", "Kafka", dans=ligne)
    ecran.selectionner(ligne, Niveau="Expérimenté")
    continuer(ecran, "Comportement et mobilité")

    avis(ecran, "comportement", "Intéressant")
    trait(ecran, "Rigoureux", "Atout")
    trait(ecran, "Anglais", "Point faible")
    ecran.selectionner(Région="Mission courte (quelques semaines)", **{"Accepte de déménager": "Non"})
    continuer(ecran, "Expériences")

    avis(ecran, "expérience liée à un métier du secteur", "Pratique professionnelle significative")
    ecran.selectionner(**{"Expérience dans un métier du numérique": "6 à 10 ans"})
    continuer(ecran, "Qualifications")

    avis(ecran, "niveau de qualification", "Élevé, diplômé")
    ecran.selectionner(**{"Niveau le plus élevé, diplôme validé": "Bac + 5"})
    continuer(ecran, "Projet professionnel")

    avis(ecran, "projet professionnel", "Poursuite ou évolution professionnelle dans le secteur")
    ecran.page.get_by_label("Prestation (indépendant)").check()
    continuer(ecran, "Avis et publication")

    expect(ecran.page.locator("#publication")).to_contain_text("choisissez la classification")
    expect(ecran.page.get_by_role("button", name="Publier au vivier")).to_have_count(0)
    ecran.page.get_by_label("Employable", exact=True).check()
    ecran.bouton("Enregistrer")
    expect(ecran.page.locator("#publication")).to_contain_text("Rien ne manque")
    ecran.bouton("Publier au vivier")
    ecran.voir("Solène Haumont est au vivier")

    ecran.lien("Étudier le profil")
    expect(ecran.page).to_have_url(re.compile(rf"/vivier/{freelance.pk}/$"))
    dessin = ecran.page.get_by_role("img", name=re.compile("^Employabilité"))
    expect(dessin).to_be_visible()
    expect(dessin).to_have_accessible_description(re.compile("Compétences : 5 sur 6"))
    for texte in ("Concepteur développeur", "Kafka", "Rigoureux", "Mission courte (quelques semaines)", "Bac + 5"):
        ecran.voir(texte)
    freelance.refresh_from_db()
    assert freelance.classification == "employable"
    assert freelance.publie_le is not None
