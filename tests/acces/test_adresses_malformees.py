"""Whatever stands in an address, a page answers: never an error 500."""

from __future__ import annotations

import pytest
from django.urls import reverse

from samba.donnees.validateurs import cle_lue
from tests.usines import ContactFactory

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
    ]
    for adresse, nom in pages:
        autre = {"contact": contact.pk} if nom == "echange" else {}
        assert web.get(adresse, {nom: numero, **autre}).status_code == 200, adresse
    assert web.post(f"{reverse('besoins:manques')}?besoin={numero}").status_code == 200


@pytest.mark.parametrize("numero", NUMEROS)
def test_ce_qui_n_est_pas_une_cle_n_en_donne_aucune(numero):
    assert cle_lue(numero) is None


def test_une_cle_est_lue():
    assert (cle_lue("42"), cle_lue(42), cle_lue(None), cle_lue("")) == (42, 42, None, None)
