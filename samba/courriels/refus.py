"""Who may not be written to. A room that knows why says so, and the outbox asks before it writes and before it sends.

    enregistrer_refus(mon_refus)   # in AppConfig.ready; mon_refus(adresse) -> str, "" when nothing forbids it

The address decides, not the page that wrote: whatever the way in, nothing leaves for whoever asked to be left alone.
"""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied

Refus = Callable[[str], str]

_refus: list[Refus] = []


class DestinataireRefuseError(PermissionDenied):
    """Nobody may write to this address; the message says why. Left to rise out of a view it answers 403."""


def enregistrer_refus(refus: Refus) -> None:
    """Declare `refus(adresse) -> str`: why nobody may write to this address, "" when this room knows no reason."""
    if refus not in _refus:
        _refus.append(refus)


def oublier_refus(refus: Refus) -> None:
    """Withdraw one (tests)."""
    _refus.remove(refus)


def raison_de_refus(adresse: str) -> str:
    """The first reason that a room gives, "" when one may write to this address."""
    return next((raison for refus in _refus if (raison := refus(adresse))), "")


def exiger_autorise(adresse: str) -> None:
    """Refuse to write to somebody who asked to be left alone.

    Raises:
        DestinataireRefuseError: with the reason, for people.
    """
    if raison := raison_de_refus(adresse):
        raise DestinataireRefuseError(raison)
