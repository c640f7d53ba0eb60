"""The admin is support: it moves versions like the pages, and deletes no root."""

from __future__ import annotations

import pytest
from django.urls import reverse

from samba.comptes.enums import Role
from tests.usines import (
    BesoinFactory,
    ClientFactory,
    ContactFactory,
    EntrepriseFactory,
    FreelanceFactory,
    PositionnementFactory,
    UtilisateurFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(connecter):
    return connecter(UtilisateurFactory(role=Role.ADMINISTRATEUR))


def test_une_modification_dans_l_admin_fait_avancer_la_version(admin):
    """Somebody who has the form open is told (409) instead of overwriting the administrateur."""
    client = ClientFactory(entreprise=EntrepriseFactory(nom="Helvoria"))
    page = reverse("admin:clients_client_change", args=[client.pk])
    saisie = {
        "entreprise": client.entreprise_id,
        "type": client.type,
        "notes": "Vu par le support",
        "publie_missions": "unknown",
        "exercices-TOTAL_FORMS": 0,
        "exercices-INITIAL_FORMS": 0,
    }
    assert admin.post(page, saisie).status_code == 302
    avant, client_lu = client.version, type(client).objects.get(pk=client.pk)
    assert (client_lu.notes, client_lu.version) == ("Vu par le support", avant + 1)


@pytest.mark.parametrize(
    "usine", [ClientFactory, ContactFactory, FreelanceFactory, BesoinFactory, PositionnementFactory]
)
def test_une_racine_ne_se_supprime_pas_dans_l_admin(admin, usine):
    """Deletions: archive by default; real erasure only by the RGPD eraser (conception §8)."""
    objet = usine()
    nom = f"admin:{objet._meta.app_label}_{objet._meta.model_name}"
    assert admin.post(reverse(f"{nom}_delete", args=[objet.pk]), {"post": "yes"}).status_code == 403
    choisi = {"action": "delete_selected", "_selected_action": [objet.pk], "post": "yes"}
    admin.post(reverse(f"{nom}_changelist"), choisi)
    objet.refresh_from_db()
