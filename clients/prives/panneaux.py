"""The privé on the page of a contact: who asks for it, and the manager's arbitration."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from clients.models import Contact
from clients.prives.formulaires import AttributionForm
from clients.prives.models import DemandePrive
from samba.acces.vues import utilisateur_de


def prive_du_contact(request: HttpRequest, contact: Contact) -> dict[str, Any] | None:
    """Requests that wait for me, and to whom I may give it. Hidden when there is neither."""
    utilisateur = utilisateur_de(request)
    if not contact.joignable_par(utilisateur):
        return None
    demandes = list(DemandePrive.objects.a_decider_par(utilisateur).filter(contact=contact).avec_personnes())
    arbitre = utilisateur.peut("arbitrer")
    if not demandes and not arbitre:
        return None
    form = AttributionForm(par=utilisateur, initial={"a": contact.prive_a_id}) if arbitre else None
    return {"demandes": demandes, "form_attribution": form, "contact": contact, "compte": len(demandes)}
