"""CLI-5 for templates: `{% load clients_tags %}`. The rule itself is in `samba.acces.regles`."""

from __future__ import annotations

from django import template

from clients.models import Contact
from samba.comptes.models import Utilisateur

register = template.Library()


@register.simple_tag
def lisible(contact: Contact, utilisateur: Utilisateur) -> bool:
    """May this user read the hidden fields?"""
    return contact.lisible_par(utilisateur)


@register.simple_tag
def joignable(contact: Contact, utilisateur: Utilisateur) -> bool:
    """May this user call, write, log?"""
    return contact.joignable_par(utilisateur)
