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

from samba.acces.enums import ActePrive
from samba.activite.enums import GenreRelance, StatutRelance, Suite
from samba.activite.models import CIBLES, Echange, Relance
from samba.comptes.models import Utilisateur

# A company's name alone may fill the column.
LIBELLE_MAX: int = Relance._meta.get_field("libelle").max_length or 0


@transaction.atomic
def journaliser(*, auteur: Utilisateur | None, cle_creation: UUID | None = None, **champs: Any) -> Echange:
    """Write an échange and keep the derived dates of its contact and freelance, in one transaction (CLI-6, CLI-7).

    Args:
        auteur: who logs; None when SAMBA itself does.
        cle_creation: idempotency key of the form; a second call with the same key returns the first échange, when it
            is the same act: the key of somebody else's échange neither shows it nor hangs anything on it.
        champs: fields of `Echange`, at least one target among client, contact, freelance, besoin, positionnement.

    Raises:
        PriveRefuseError: the contact is somebody else's privé (CLI-5).
        PermissionDenied: the role may not act on contacts, or the key has served for another échange.
    """
    contact = champs.get("contact")
    if contact is not None and auteur is not None:
        contact.exiger_joignable(auteur, ActePrive.JOURNALISER)
    if contact is not None and champs.get("client") is None:
        champs["client"] = contact.client
    try:
        with transaction.atomic():
            echange = Echange.objects.create(auteur=auteur, cle_creation=cle_creation, **champs)
    except IntegrityError:
        deja = Echange.objects.filter(cle_creation=cle_creation).first() if cle_creation else None
        if deja is None:
            raise
        _exiger_le_meme(deja, auteur, champs)
        return deja
    if contact is not None:
        contact.noter_echange(echange)
    freelance = champs.get("freelance")
    if freelance is not None and echange.est_une_approche:
        freelance.noter_echange(echange)
    return echange


def deja_note(*, auteur: Utilisateur, cle_creation: UUID) -> Echange | None:
    """The échange of this person that a form with this key already made."""
    return Echange.objects.filter(auteur=auteur, cle_creation=cle_creation).first()


def _exiger_le_meme(deja: Echange, auteur: Utilisateur | None, champs: dict[str, Any]) -> None:
    """Refuse a key that already belongs to another author or to other targets: it was typed in, not clicked twice."""
    cibles = all(getattr(deja, f"{nom}_id") == getattr(champs.get(nom), "pk", None) for nom in CIBLES)
    if not cibles or deja.auteur_id != getattr(auteur, "pk", None):
        raise PermissionDenied("Ce formulaire a déjà servi pour un autre échange : rechargez la page.")


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
        defaults={"echeance": echeance, "libelle": libelle[:LIBELLE_MAX], "genre": genre, "origine": origine, **cibles},
    )
    return relance


@transaction.atomic
def conclure(
    *,
    auteur: Utilisateur,
    cle_creation: UUID,
    relance_le: date | None = None,
    demande_pour: Utilisateur | None = None,
    **champs: Any,
) -> Echange:
    """Log an échange and its next step together (CLI-7): both are written or neither, and once for a double click.

    Args:
        auteur: who logs.
        cle_creation: idempotency key of the form.
        relance_le: day of the relance, when `suite` says so.
        demande_pour: the absent colleague that an incoming request was for; their manager gets a relance for today.
        champs: see `journaliser`.

    Raises:
        PermissionDenied: the contact is somebody else's privé (CLI-5).
    """
    echange = journaliser(auteur=auteur, cle_creation=cle_creation, **champs)
    qui = str(echange.contact or echange.client or echange.freelance or echange.besoin)
    if echange.suite == Suite.RELANCE and relance_le is not None:
        creer_relance(
            pour=auteur, echeance=relance_le, libelle=f"Rappeler {qui}", cle=f"echange:{echange.pk}", origine=echange
        )
    if demande_pour is not None:
        creer_relance(
            pour=responsable_de(demande_pour),
            echeance=timezone.localdate(),
            libelle=f"{qui} a demandé {demande_pour}, absent : à rappeler",
            cle=f"demande:{echange.pk}",
            genre=GenreRelance.DEMANDE_ENTRANTE,
            origine=echange,
        )
    return echange


def responsable_de(collegue: Utilisateur) -> Utilisateur:
    """Who takes the requests of an absent colleague: a manager of their agence, or the colleague when it has none."""
    return Utilisateur.objects.managers_de(collegue.agence_id).exclude(pk=collegue.pk).first() or collegue


def reporter_relance(relance: Relance, echeance: date) -> bool:
    """Move a relance to another day; False when it was closed in between (one conditional UPDATE)."""
    a_faire = Relance.objects.filter(pk=relance.pk, statut=StatutRelance.A_FAIRE)
    return a_faire.update(echeance=echeance) == 1


def _clore(relances: QuerySet[Relance], statut: str) -> int:
    return relances.filter(statut=StatutRelance.A_FAIRE).update(statut=statut, terminee_le=timezone.now())


def terminer_relance(relance: Relance) -> bool:
    """Mark as done; False when somebody already closed it (one conditional UPDATE)."""
    return _clore(Relance.objects.filter(pk=relance.pk), StatutRelance.FAITE) == 1


def annuler_relances(cles: Iterable[str]) -> int:
    """Cancel every open relance with one of these keys (BES-5: the DO's answer cancels it). Returns how many."""
    return _clore(Relance.objects.filter(cle__in=list(cles)), StatutRelance.ANNULEE)
