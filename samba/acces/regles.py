"""The one privé rule (CLI-5). Every queryset that reads through a Contact goes through here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from samba.comptes.enums import Role

if TYPE_CHECKING:
    from samba.comptes.models import Utilisateur


def q_lisible(utilisateur: Utilisateur, chemin: str = "contact__prive_a") -> Q:
    """The rows whose hidden fields this user may read, by *today's* owner of the privé.

    Args:
        utilisateur: who reads.
        chemin: path from the row to the owner of the privé (`prive_a` on a Contact itself).

    Readable: no privé at all, one's own, those of one's agence for a manager, everything for direction. Everybody
    else (gestion and, outside the Django admin, the administrateur) is an "other".
    """
    if utilisateur.role == Role.DIRECTION:
        return Q(pk__isnull=False)  # everything, said: an empty Q vanishes from « mine | Q() », which then means mine
    lisible = Q(**{f"{chemin}__isnull": True}) | Q(**{chemin: utilisateur})
    if utilisateur.role == Role.MANAGER and utilisateur.agence_id:
        lisible |= Q(**{f"{chemin}__agence_id": utilisateur.agence_id})
    return lisible


def peut_lire_prive(utilisateur: Utilisateur, proprietaire: Utilisateur | None) -> bool:
    """The same rule for one object already loaded: may this user read what belongs to `proprietaire`'s privé?"""
    if proprietaire is None or utilisateur.role == Role.DIRECTION or proprietaire.pk == utilisateur.pk:
        return True
    return (
        utilisateur.role == Role.MANAGER
        and utilisateur.agence_id is not None
        and proprietaire.agence_id == utilisateur.agence_id
    )


def peut_agir_sur_prive(utilisateur: Utilisateur, proprietaire: Utilisateur | None) -> bool:
    """May this user log, call, write to or edit that contact? The owner alone, or the manager of their agence."""
    if not utilisateur.peut("prospecter"):
        return False
    return peut_lire_prive(utilisateur, proprietaire)


class PriveRefuseError(PermissionDenied):
    """An act on somebody else's privé, refused (CLI-5). Carries the contact, its owner and the act.

    Left to rise out of a view it answers 403, and the attempt is counted for the manager once everything that the view
    began is undone.
    """

    def __init__(self, contact: Any, acte: str, message: str = "") -> None:
        self.contact, self.acte, self.proprietaire = contact, acte, contact.prive_a
        super().__init__(message or f"Ce contact est privé à {contact.prive_a}.")


def exiger_droit_sur_prive(utilisateur: Utilisateur, contact: Any, acte: str, message: str = "") -> None:
    """Refuse an act on a contact that this user may not do (CLI-5). `acte`: see `acces.enums.ActePrive`.

    Raises:
        PriveRefuseError: it is somebody else's privé.
        PermissionDenied: the role does not act on contacts at all.
    """
    if peut_agir_sur_prive(utilisateur, contact.prive_a):
        return
    if contact.prive_a is None or not utilisateur.peut("prospecter"):
        raise PermissionDenied("Votre rôle ne permet pas cette action.")
    raise PriveRefuseError(contact, acte, message)
