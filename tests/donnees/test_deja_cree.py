"""A creation form posted again: the same words give the record of the first post, other words are not dropped."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from besoins.models import Besoin
from clients.models import Client, Contact
from freelances.models import Freelance
from referentiels.models import SecteurActivite
from samba.activite.models import Echange
from tests.besoins.test_pages import saisie_complete as besoin
from tests.clients.test_clients import exercices
from tests.clients.test_clients import saisie as client
from tests.clients.test_contacts import saisie as contact
from tests.freelances.formulaires import donnees as freelance
from tests.freelances.formulaires import lignes
from tests.usines import ClientFactory, CompetenceFactory, ContactFactory, DepartementFactory, EntrepriseFactory

pytestmark = pytest.mark.django_db


def _client(par):
    """A company that the référentiel knows under another name, with its SIREN."""
    EntrepriseFactory(nom="Boréale", siren="732829320", aliases=["Société Boréale"], verifiee=True)
    chiffres = exercices((2024, "1 000 000,50", 10), (2025, "1200000", 12))
    return client(telephone="01 23 45 67 89", site="www.boreale.test", suivi_par=par.pk, notes="Un\r\nDeux", **chiffres)


def _contact(par):
    technologies = [CompetenceFactory().pk, CompetenceFactory().pk]
    return contact(ClientFactory(), technologies=technologies, notes="Un\r\nDeux")


def _besoin(par):
    return besoin(ContactFactory(), par, taches="Un\r\nDeux", tjm_vente="612,5", client_final="Société Nouvelle")


def _freelance(par):
    DepartementFactory()
    secteur = SecteurActivite.objects.create(code="banque-test", nom="Banque de test").pk
    experience = {
        "entreprise": "Tessal",
        "secteur": secteur,
        "role": "Lead",
        "debut": "2020-01",
        "fin": "2021-03",
        "description": "x\r\ny",
    }
    langue = {"langue": "en", "niveau": "B2"}
    reference = {"nom": "Anselme Quirinal", "telephone": "06 12 34 56 78"}
    return freelance(
        tjm="500", telephone="06 10 20 30 40", resume="Un\r\nDeux", code_postal="75011", ville="Paris",
        **lignes("experiences", experience), **lignes("langues", langue), **lignes("references", reference),
    )  # fmt: skip


CAS = {
    "client": (_client, "clients:creer", "clients:fiche", Client, {"notes": "Tout autre chose"}),
    "exercices": (_client, "clients:creer", "clients:fiche", Client, exercices((2025, "7", 12))),
    "contact": (_contact, "clients:contact_creer", "clients:contact", Contact, {"prenom": "Tout autre chose"}),
    "besoin": (_besoin, "besoins:creer", "besoins:fiche", Besoin, {"intitule": "Tout autre chose"}),
    "freelance": (_freelance, "freelances:creer", "freelances:fiche", Freelance, {"titre": "Tout autre chose"}),
}


@pytest.mark.parametrize(("faire", "creer", "fiche", "modele", "autre"), CAS.values(), ids=CAS.keys())
def test_le_meme_formulaire_reposte_rend_la_fiche_et_un_autre_contenu_est_dit(
    faire, creer, fiche, modele, autre, commercial, connecter
):
    """§4, §6: a double click leads to the record; « Back », other words and again is told (409), nothing is lost."""
    nav, postees = connecter(commercial), faire(commercial)
    for _ in range(2):
        reponse = nav.post(reverse(creer), postees)
        assert reponse.status_code == 302, reponse.content.decode()[-20_000:]
        assert reponse.url == reverse(fiche, args=[modele.objects.get().pk])
    objet = modele.objects.get()
    reponse = nav.post(reverse(creer), postees | autre)
    texte = reponse.content.decode()
    assert reponse.status_code == 409
    assert "déjà été enregistré" in texte
    assert f'href="{reverse(fiche, args=[objet.pk])}"' in texte
    for valeur in autre.values():
        assert str(valeur) in texte
    assert modele.objects.get().version == objet.version


@pytest.mark.parametrize("entetes", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize("autre", [{"commentaire": "Tout autre chose"}, {"relance_le": "2031-05-06"}])
def test_un_echange_reposte_avec_d_autres_mots_est_dit(autre, entetes, commercial, connecter):
    """CLI-7: what one had to say is not dropped under « journalisé »."""
    nav, adresse = connecter(commercial), reverse("clients:echange", args=[ContactFactory().pk])
    postees = {
        "genre": "appel",
        "sens": "sortant",
        "issue": "joint",
        "commentaire": "Un\r\nDeux",
        "objections": ["trop_cher"],
        "suite": "relance",
        "relance_le": "2031-01-02",
        "cle_creation": str(uuid4()),
    }
    for _ in range(2):
        assert nav.post(adresse, postees).status_code == 302
    reponse = nav.post(adresse, postees | autre, headers=entetes)
    assert reponse.status_code == 409
    assert "déjà été journalisé" in reponse.content.decode()
    for valeur in autre.values():
        assert valeur in reponse.content.decode()
    assert Echange.objects.get().suites.get().echeance.isoformat() == "2031-01-02"
