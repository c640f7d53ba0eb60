"""Who may read a document: a room that hangs it on something the user may see vouches for it.

    enregistrer_garde(mon_garde)   # in AppConfig.ready; mon_garde(utilisateur, document) -> bool

A document that no room vouches for is served to nobody (404).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samba.comptes.models import Utilisateur
    from samba.documents.models import Document

Garde = Callable[["Utilisateur", "Document"], bool]

_gardes: list[Garde] = []


def enregistrer_garde(garde: Garde) -> None:
    """Declare `garde(utilisateur, document) -> bool`: true when this room shows the document to this user."""
    if garde not in _gardes:
        _gardes.append(garde)


def oublier_garde(garde: Garde) -> None:
    """Withdraw a guard (tests)."""
    _gardes.remove(garde)


def peut_lire(utilisateur: Utilisateur, document: Document) -> bool:
    """Does any room vouch for this document before this user?"""
    return any(garde(utilisateur, document) for garde in _gardes)
