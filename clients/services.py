"""Acts on clients and contacts: the company's identity, the privé, the échange with its next step."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from clients.models import Client, Contact
from clients.prives.services import suivre_proprietaire
from referentiels.models import Entreprise, SecteurActivite
from referentiels.normalisation import normaliser_societe
from samba.acces.enums import ActePrive
from samba.activite.models import Echange, Relance
from samba.activite.services import conclure, terminer_relance
from samba.comptes.models import Utilisateur


def entreprise_nommee(nom: str, siren: str = "") -> Entreprise | None:
    """The company a person means by a name and, when given, a SIREN: the SIREN wins; a homonym has another one."""
    if siren:
        connue = Entreprise.objects.filter(siren=siren).first()
        if connue is not None:
            return connue
    trouvee = Entreprise.objects.retrouver(nom)
    if trouvee is not None and siren and trouvee.siren and trouvee.siren != siren:
        return None
    return trouvee


@transaction.atomic
def identifier(
    *, nom: str, siren: str, secteur: SecteurActivite | None, actuelle: Entreprise | None = None
) -> Entreprise:
    """The Entreprise of a client form: found, created or, for the client's own (`actuelle`), renamed.

    A company that somebody verified keeps its name. Its SIREN is filled when missing; its secteur follows the form.
    """
    entreprise = entreprise_nommee(nom, siren)
    if entreprise is None and actuelle is not None and not actuelle.verifiee:
        entreprise = actuelle
        entreprise.nom = " ".join(nom.split())
    if entreprise is None and siren:
        entreprise = Entreprise(nom=" ".join(nom.split()))
    if entreprise is None:
        entreprise = Entreprise.objects.retrouver_ou_creer(nom, secteur)
    if actuelle is not None and entreprise.pk == actuelle.pk and not entreprise.verifiee:
        entreprise.nom = " ".join(nom.split())
    if siren and not entreprise.siren:
        entreprise.siren = siren
    if secteur is not None:
        entreprise.secteur = secteur
    entreprise.save()
    return entreprise


def nom_possible(nom: str) -> bool:
    """Does it hold a letter or a digit?"""
    return bool(normaliser_societe(nom))


def prendre_prive(contact: Contact, par: Utilisateur) -> bool:
    """Reserve a free contact to oneself (CLI-5); one conditional UPDATE: of two at once, one wins.

    Returns True when `par` owns it afterwards (taking twice is harmless); `contact` then tells today's owner.
    """
    libre = Contact.objects.filter(pk=contact.pk, prive_a__isnull=True)
    libre.update(prive_a=par, prive_depuis=timezone.now(), version=F("version") + 1)
    contact.refresh_from_db()
    return contact.prive_a_id == par.pk


def liberer_prive(contact: Contact, par: Utilisateur) -> bool:
    """Give a privé back to everybody; its owner or the manager of their agence. False when it changed hands meanwhile.

    Raises:
        PriveRefuseError: neither of them.
    """
    if contact.prive_a is None:
        return True
    contact.exiger_joignable(par, ActePrive.LIBERER)
    tenu = Contact.objects.filter(pk=contact.pk, prive_a=contact.prive_a)
    with transaction.atomic():
        rendu = tenu.update(prive_a=None, prive_depuis=None, version=F("version") + 1) == 1
        contact.refresh_from_db()
        if rendu:
            suivre_proprietaire(contact)
    return rendu


@transaction.atomic
def journaliser_avec(
    *,
    auteur: Utilisateur,
    cle_creation: UUID,
    client: Client,
    contact: Contact | None = None,
    relances: Iterable[Relance] = (),
    relance_le: date | None = None,
    demande_pour: Utilisateur | None = None,
    **champs: Any,
) -> Echange:
    """Log an échange with a contact, or with nobody in particular at a client, and its next step (CLI-7).

    The contact is locked while we write: a colleague who takes it as privé at that moment comes before or after, never
    in between. `relances` are the tasks that this échange does: they are closed.

    Raises:
        PriveRefuseError: the contact is somebody else's privé (CLI-5).
    """
    if contact is not None:
        contact = Contact.objects.verrouiller(contact.pk)
    echange = conclure(
        auteur=auteur,
        cle_creation=cle_creation,
        client=client,
        contact=contact,
        relance_le=relance_le,
        demande_pour=demande_pour,
        **champs,
    )
    for relance in relances:
        terminer_relance(relance)
    return echange
