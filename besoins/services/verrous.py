"""Rows taken for the length of a transaction: the second of two clicks waits, then sees what the first one did."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone

from besoins.models import Besoin, Positionnement
from clients.models import Contact


def verrouiller_besoin(pk: int) -> Besoin:
    """The besoin, locked, with its DO."""
    besoins = Besoin.objects.select_for_update(of=("self",))
    return besoins.select_related("client__entreprise", "contact__prive_a", "departement").get(pk=pk)


def verrouiller(pk: int) -> Positionnement:
    """The positionnement, locked, with its besoin, its DO and its freelance."""
    lignes = Positionnement.objects.select_for_update(of=("self",))
    return lignes.select_related("besoin__client__entreprise", "besoin__contact__prive_a", "freelance").get(pk=pk)


def verrouiller_do(positionnement: Positionnement) -> Contact:
    """The DO of a positionnement, locked and read again: a colleague who takes them as privé comes before or after.

    Always after the besoin and the positionnement, so that two acts never wait for each other.
    """
    contact = Contact.objects.verrouiller(positionnement.besoin.contact_id)
    positionnement.besoin.contact = contact
    return contact


def bouger(racine: Besoin | Positionnement, **champs: object) -> None:
    """Write these columns and move the version on: whoever has the form open is told (409).

    To be called with the row locked. A change of stage is dated, for whoever asks how long it has lasted.
    """
    if "etape" in champs and isinstance(racine, Positionnement) and champs["etape"] != racine.etape:
        champs.setdefault("etape_depuis", timezone.now())
    for nom, valeur in champs.items():
        setattr(racine, nom, valeur)
    racine.version += 1
    type(racine)._base_manager.filter(pk=racine.pk).update(**champs, version=F("version") + 1)
