"""« Données et consentement » on the page of a contact: where they come from, whether they know, what they asked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from clients.coordonnees.formulaires import MoyenForm
from clients.coordonnees.services import a_informer_avant
from clients.enums import SourceContact
from clients.models import Contact
from samba.acces.vues import utilisateur_de


def donnees_du_contact(request: HttpRequest, contact: Contact) -> dict[str, Any] | None:
    """Shown to whoever reads the contact; the acts, to whoever may do them."""
    utilisateur = utilisateur_de(request)
    if not contact.lisible_par(utilisateur):
        return None
    due = contact.informe_le is None and not contact.ne_plus_contacter and contact.source != SourceContact.DIRECT
    avant = a_informer_avant(contact) if due else None
    return {
        "contact": contact,
        "avant": avant,
        "en_retard": avant is not None and avant < timezone.localdate(),
        "peut_agir": contact.joignable_par(utilisateur),
        "peut_lever": contact.ne_plus_contacter and utilisateur.peut("arbitrer"),
        "moyens": MoyenForm.base_fields["moyen"].choices,  # type: ignore[attr-defined]
    }
