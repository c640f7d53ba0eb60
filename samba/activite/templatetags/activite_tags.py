"""Tags of the activity's own templates: `{% load activite_tags %}`."""

from __future__ import annotations

from typing import Any

from django import template

from samba.activite.models import Relance
from samba.comptes.models import Utilisateur

register = template.Library()


@register.simple_tag
def numero_de(relance: Relance, utilisateur: Utilisateur) -> Any:
    """The number to call for a relance, or None when this user may not call that contact (CLI-5) or nobody may."""
    contact = relance.contact
    if contact is None or contact.ne_plus_contacter or not contact.joignable_par(utilisateur):
        return None
    return contact.mobile or contact.telephone or None
