"""A commercial's morning in Chromium: calls by keyboard alone, a privé asked for and given, a verdict that turns."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from besoins.models import Besoin
from clients.models import Client, Contact
from samba.activite.models import Brouillon, Echange
from tests.navigateur_outils import Ecran
from tests.usines import ClientFactory, ContactFactory, ExerciceFactory

pytestmark = [pytest.mark.navigateur, pytest.mark.timeout(900)]
SECONDES_PAR_APPEL = 20


@pytest.fixture
def a_appeler(site) -> list[Contact]:
    """Five DOs, the longest silence first, and one whom nobody should call (CLI-1)."""
    contacts = []
    for rang, nom in enumerate(("Abrantes", "Bellefond", "Carrouges", "Dumesnil", "Estrelle")):
        contact = ContactFactory(prenom="Dominique", nom=nom, client=ClientFactory(entreprise__nom=f"Valmory {nom}"))
        Contact.objects.filter(pk=contact.pk).update(dernier_joint_le=timezone.now() - timedelta(days=200 - rang))
        contacts.append(contact)
    a_eviter = ClientFactory(entreprise__nom="Ombrelune", publie_missions=True)
    ContactFactory(nom="Zéphirin", client=a_eviter)
    return contacts


def frapper(ecran: Ecran, *touches: str) -> None:
    """Press these keys, one after the other."""
    for touche in touches:
        ecran.page.keyboard.press(touche)


def en_ligne_avec(ecran: Ecran, nom: str) -> None:
    """The cockpit of this person is on the screen, its keys ready."""
    ecran.titre(nom)
    expect(ecran.page.locator("[data-rang]")).to_be_visible()


def test_une_matinee_de_cinq_appels_sans_souris(ouvrir, commercial, a_appeler):
    """CLI-6, CLI-7: J, Enter, a few keys, Ctrl+Enter, and the next person is there."""
    ecran = ouvrir(commercial)
    ecran.aller(reverse("clients:activite_generale"))
    expect(ecran.page.locator(".s-compte strong")).to_have_text("5 personnes à appeler")
    ecran.ne_pas_voir("Zéphirin")
    frapper(ecran, "j", "j", "k")
    expect(ecran.page.locator("tr.courante")).to_contain_text("Abrantes")
    frapper(ecran, "Enter")
    en_ligne_avec(ecran, "Abrantes")

    # 1. No answer, tried again tomorrow: three keys. 2. A message. 3. In a meeting, with a word.
    debut = time.monotonic()
    frapper(ecran, "p", "r", "Control+Enter")
    en_ligne_avec(ecran, "Bellefond")
    assert time.monotonic() - debut < SECONDES_PAR_APPEL
    frapper(ecran, "m", "r", "r", "Control+Enter")
    en_ligne_avec(ecran, "Carrouges")
    frapper(ecran, "u", "c")
    ecran.page.keyboard.type("Rappeler après 17 heures.")
    frapper(ecran, "Escape", "r", "Control+Enter")
    en_ligne_avec(ecran, "Dumesnil")

    # 4. Reached: the timer, two objections whose answers open, nothing next. What is typed survives a change of page.
    frapper(ecran, "t", "a", "3", "f", "c")
    expect(ecran.page.locator(".appel-reponse.montre")).to_have_count(2)
    ecran.page.keyboard.type("Référencement en mars.")
    expect(ecran.page.locator("#form-appel [data-brouillon-etat]")).to_have_text("Brouillon gardé")
    frapper(ecran, "Escape", "k")
    en_ligne_avec(ecran, "Carrouges")
    frapper(ecran, "j")
    en_ligne_avec(ecran, "Dumesnil")
    expect(ecran.champ("Commentaire C")).to_have_value("Référencement en mars.")
    expect(ecran.page.locator(".appel-reponse.montre")).to_have_count(2)
    frapper(ecran, "x", "Control+Enter")

    # 5. He has a need: qualified as one listens, opened after the call.
    en_ligne_avec(ecran, "Estrelle")
    frapper(ecran, "a", "q")
    expect(ecran.page.locator("#id_intitule")).to_be_focused()
    ecran.page.keyboard.type("Architecte réseau")
    expect(ecran.page.locator("#form-besoin [data-brouillon-etat]")).to_have_text("Brouillon gardé")
    frapper(ecran, "Escape", "o", "Control+Enter")
    ecran.titre("Nouveau besoin")
    expect(ecran.page.locator("#id_intitule")).to_have_value("Architecte réseau")
    ecran.page.locator("#id_intitule").press("Enter")
    ecran.titre("Architecte réseau")

    appels = list(Echange.objects.order_by("pk").values_list("contact__nom", "issue", "suite"))
    assert appels == [
        ("Abrantes", "pas_de_reponse", "relance"),
        ("Bellefond", "message", "relance"),
        ("Carrouges", "en_reunion", "relance"),
        ("Dumesnil", "joint", "rien"),
        ("Estrelle", "joint", "besoin"),
    ]
    dumesnil = Echange.objects.get(contact__nom="Dumesnil")
    assert sorted(dumesnil.objections) == ["fournisseurs", "references_seulement"]
    assert dumesnil.commentaire == "Référencement en mars."
    assert dumesnil.duree is not None
    assert commercial.relances.count() == 3
    assert Besoin.objects.get().echange_origine.contact.nom == "Estrelle"
    assert not Brouillon.objects.exists()
    # Those who were reached are no longer silent; the others are still to be called.
    ecran.aller(reverse("clients:activite_generale"))
    expect(ecran.page.locator(".s-compte strong")).to_have_text("3 personnes à appeler")


def test_un_prive_se_demande_et_se_donne_et_un_verdict_tourne(ouvrir, commercial, collegue, a_appeler):
    """CLI-5 by two screens, then CLI-1: a year added, and the company leaves the people to call."""
    contact = a_appeler[0]
    Contact.objects.filter(pk=contact.pk).update(prive_a=collegue, prive_depuis=timezone.now())
    lui, moi = ouvrir(collegue), ouvrir(commercial)
    moi.aller(reverse("clients:contact", args=[contact.pk]))
    moi.ne_pas_voir(contact.email)
    moi.lien("Demander ce privé")
    moi.remplir(**{"Pourquoi le demandez-vous ?": "J’ai le profil qu’il cherche."})
    moi.bouton("Envoyer la demande")
    moi.voir("la réponse est attendue")

    lui.aller("/")
    expect(lui.page.locator(".s-cloche-compte")).to_contain_text("1")
    lui.lien("Notifications")
    lui.page.get_by_role("button", name=re.compile("^Ouvrir")).click()
    lui.titre("Privés")
    lui.voir("J’ai le profil qu’il cherche.")
    lui.page.get_by_label(re.compile("^Réponse à")).fill("Il est à vous.")
    lui.bouton("Accepter")
    lui.voir(f"est maintenant le privé de {commercial}")

    moi.aller(reverse("notifications:liste"))
    moi.voir("Il est à vous.")
    moi.page.get_by_role("button", name=re.compile("^Ouvrir")).click()
    moi.titre(contact.nom)
    moi.voir(contact.email)
    moi.voir("Mon privé")

    client: Client = a_appeler[1].client
    ExerciceFactory(client=client, annee=2024, chiffre_affaires=1_000_000, effectif=20)
    moi.aller(reverse("clients:fiche", args=[client.pk]))
    expect(moi.page.locator("#verdict")).to_contain_text("Indéterminé")
    moi.page.goto(f"{moi.site}{reverse('clients:modifier', args=[client.pk])}")
    ligne = moi.page.locator("[data-formset=exercices] [data-formset-ligne]:visible").nth(1)
    moi.remplir(ligne, **{"Année": "2025", "Chiffre d’affaires (€)": "2000000", "Effectif": "12"})
    moi.bouton("Enregistrer le client")
    expect(moi.page.locator("#verdict")).to_contain_text("Ne pas prospecter")
    moi.aller(reverse("clients:activite_generale"))
    moi.voir("Carrouges")
    moi.ne_pas_voir("Bellefond")
