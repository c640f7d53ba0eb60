"""Whatever stands in an address, a page answers: never an error 500."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from besoins.positionnements.formulaires import RelanceForm
from samba.donnees.validateurs import cle_lue
from tests.usines import BesoinFactory, ContactFactory, FreelanceFactory

pytestmark = pytest.mark.django_db

# « ² » passes str.isdigit and int refuses it; Python reads no integer of more than 4 300 digits.
NUMEROS = ["²", "٣", "-1", "9" * 20, "9" * 4400, "\0", "abc"]


@pytest.mark.parametrize("numero", NUMEROS)
def test_un_numero_impossible_ne_casse_aucune_page(commercial, connecter, numero):
    web, contact = connecter(commercial), ContactFactory()
    pages = [
        (reverse("clients:contacts"), "client"),
        (reverse("clients:contact_creer"), "client"),
        (reverse("clients:fonctions"), "client"),
        (reverse("clients:echange", args=[contact.pk]), "relance"),
        (reverse("besoins:creer"), "contact"),
        (reverse("besoins:creer"), "echange"),
        (reverse("besoins:liste"), "departement"),
        (reverse("besoins:donneurs_json"), "q"),
        (reverse("freelances:freelances_json"), "q"),
        (reverse("freelances:evaluations"), "auteur"),
        (reverse("freelances:partenaires"), "q"),
        (reverse("formations:catalogue"), "duree_mois"),
        (reverse("formations:besoins"), "action"),
        (reverse("formations:besoin_creer"), "action"),
        (reverse("formations:hors_vivier_creer"), "besoin"),
    ]
    for adresse, nom in pages:
        autre = {"contact": contact.pk} if nom == "echange" else {}
        assert web.get(adresse, {nom: numero, **autre}).status_code == 200, adresse
    positionner = reverse("besoins:positionner", args=[BesoinFactory().pk])
    assert web.post(positionner, {"freelance": numero}).status_code == 302
    assert web.post(f"{reverse('besoins:manques')}?besoin={numero}").status_code == 200


@pytest.mark.parametrize("numero", NUMEROS)
def test_ce_qui_n_est_pas_une_cle_n_en_donne_aucune(numero):
    assert cle_lue(numero) is None


def test_une_cle_est_lue():
    assert (cle_lue("42"), cle_lue(42), cle_lue(None), cle_lue("")) == (42, 42, None, None)


@pytest.mark.parametrize(
    "nom",
    ["besoins:liste", "comptes:equipe", "freelances:evaluations", "freelances:partenaires", "formations:catalogue"],
)
def test_une_recherche_de_deux_mille_mots_reste_une_petite_question(commercial, connecter, nom):
    """Each word is a condition: an address full of them held a thread of the site for half a minute."""
    with CaptureQueriesContext(connection) as requetes:
        assert connecter(commercial).get(reverse(nom), {"q": "a " * 1_900}).status_code == 200
    assert max(len(requete["sql"]) for requete in requetes) < 20_000


def test_le_rang_d_une_relance_tient_dans_sa_cle():
    formulaire = RelanceForm({"rang": "9" * 200, "objet": "Objet", "corps": "Corps"}, freelance=FreelanceFactory())
    assert "rang" in formulaire.errors
