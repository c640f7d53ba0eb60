"""CLI-5, §6: a DO taken as privé while a colleague logs a call with them."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from clients.services import journaliser_avec, prendre_prive
from samba.activite.models import Echange
from tests.concurrence import au_meme_instant
from tests.usines import ContactFactory, UtilisateurFactory


@pytest.mark.usefixtures("base_validee")
def test_journaliser_pendant_que_le_contact_devient_prive_est_refuse():
    """The colleague waits, then reads today's owner: a join made before the wait would still say « nobody »."""
    par, autre, contact = UtilisateurFactory(), UtilisateurFactory(), ContactFactory()

    def journaliser():
        champs = {"genre": "appel", "sens": "sortant", "issue": "joint", "suite": "rien"}
        journaliser_avec(auteur=par, cle_creation=uuid4(), client=contact.client, contact=contact, **champs)

    with pytest.raises(PermissionDenied):
        au_meme_instant(lambda: prendre_prive(contact, autre), journaliser)
    assert not Echange.objects.exists()
