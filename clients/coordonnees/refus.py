"""The one rule of « ne plus contacter » for the outbox: whatever page wrote, nothing leaves for this address."""

from __future__ import annotations

from django.db.models.functions import Lower

from clients.models import Contact
from samba.listes.formats import date_fr


def opposition_sur(adresse: str) -> str:
    """Why nobody may write to this address, "" when its contact did not ask to be left alone (or it has none)."""
    if not adresse:
        return ""
    # By the unique index on the lower-cased address.
    connus = Contact.objects.exclude(email="").alias(adresse=Lower("email")).filter(adresse=adresse.lower())
    contact = connus.filter(ne_plus_contacter=True).first()
    return dire_opposition(contact) if contact is not None else ""


def dire_opposition(contact: Contact) -> str:
    """« Dominique Durand ne veut plus être contacté, depuis le 3 mars 2026 : ni appel, ni e-mail. »"""
    depuis = f", depuis le {date_fr(contact.ne_plus_contacter_le)}" if contact.ne_plus_contacter_le else ""
    return f"{contact} ne veut plus être contacté{depuis} : ni appel, ni e-mail."
