"""Writing the activity: log an échange, set, do or cancel a relance. Called by every room above."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from samba.activite.enums import GenreEchange, GenreRelance, StatutRelance
from samba.activite.models import CIBLES, Echange, Relance
from samba.comptes.models import Utilisateur


@transaction.atomic
def journaliser(*, auteur: Utilisateur | None, cle_creation: UUID | None = None, **champs: Any) -> Echange:
    """Write an échange and keep the derived dates of its contact and freelance, in one transaction (CLI-6, CLI-7).

    Args:
        auteur: who logs; None when SAMBA itself does.
        cle_creation: idempotency key of the form; a second call with the same key returns the first échange.
        champs: fields of `Echange`, at least one target among client, contact, freelance, besoin, positionnement.

    Raises:
        PermissionDenied: the contact is somebody else's privé (CLI-5).
    """
    contact = champs.get("contact")
    if contact is not None and auteur is not None and not contact.joignable_par(auteur):
        raise PermissionDenied(f"Ce contact est privé à {contact.prive_a}.")
    if contact is not None and champs.get("client") is None:
        champs["client"] = contact.client
    try:
        with transaction.atomic():
            echange = Echange.objects.create(auteur=auteur, cle_creation=cle_creation, **champs)
    except IntegrityError:
        deja = Echange.objects.filter(cle_creation=cle_creation).first() if cle_creation else None
        if deja is None:
            raise
        return deja
    if contact is not None:
        contact.noter_echange(echange)
    freelance = champs.get("freelance")
    if freelance is not None and echange.genre != GenreEchange.NOTE:
        freelance.noter_echange(echange)
    return echange


def creer_relance(
    *,
    pour: Utilisateur,
    echeance: date,
    libelle: str,
    cle: str = "",
    genre: str = GenreRelance.RAPPEL,
    origine: Echange | None = None,
    **cibles: Any,
) -> Relance:
    """Set a relance, once per (person, key): asking again for the same key returns the one that exists.

    The targets left out are taken from `origine`.
    """
    if origine is not None:
        cibles = {cible: getattr(origine, cible) for cible in CIBLES} | cibles
    relance, _ = Relance.objects.get_or_create(
        pour=pour,
        cle=cle or f"manuelle:{uuid4()}",
        defaults={"echeance": echeance, "libelle": libelle, "genre": genre, "origine": origine, **cibles},
    )
    return relance


def _clore(relances: QuerySet[Relance], statut: str) -> int:
    return relances.filter(statut=StatutRelance.A_FAIRE).update(statut=statut, terminee_le=timezone.now())


def terminer_relance(relance: Relance) -> bool:
    """Mark as done; False when somebody already closed it (one conditional UPDATE)."""
    return _clore(Relance.objects.filter(pk=relance.pk), StatutRelance.FAITE) == 1


def annuler_relances(cles: Iterable[str]) -> int:
    """Cancel every open relance with one of these keys (BES-5: the DO's answer cancels it). Returns how many."""
    return _clore(Relance.objects.filter(cle__in=list(cles)), StatutRelance.ANNULEE)
