"""Acts on a client or a contact that are not their form: put aside, move to another company, keep a document."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from clients.models import ChangementSociete, Client, Contact, DocumentClient, Fonction
from samba.activite.models import Relance
from samba.comptes.models import Utilisateur
from samba.documents.services import Examen, deposer_examen
from samba.donnees.models import Racine
from samba.listes.formats import pluriel


class GesteRefuseError(Exception):
    """Not now, and why, in words for people."""


@transaction.atomic
def dater_archive(racine: Racine, *, archive: bool) -> None:
    """Put a client or a contact aside, or bring it back. Doing it twice is harmless.

    Raises:
        ConflitVersionError: somebody saved it meanwhile.
    """
    if (racine.archive_le is not None) == archive:
        return
    racine.prendre_version(racine.version)
    racine.archive_le = timezone.now() if archive else None
    racine.save(update_fields=["archive_le", "modifie_le"])


@transaction.atomic
def archiver_client(client: Client, par: Utilisateur) -> None:
    """Put a client aside; its contacts leave the lists with it and come back with it.

    Raises:
        GesteRefuseError: it has open besoins, or a contact that is somebody else's privé: they would vanish unasked.
        ConflitVersionError: somebody saved it meanwhile.
    """
    # The room above hangs its besoins there; it is asked by name, never imported.
    ouverts = client.besoins.ouverts().count()  # type: ignore[attr-defined]
    if ouverts:
        raise GesteRefuseError(
            f"{pluriel(ouverts, 'besoin ouvert,besoins ouverts')} chez {client} : closez-les d’abord."
        )
    contacts = client.contacts.filter(archive_le__isnull=True, prive_a__isnull=False).select_related("prive_a")
    proprietaires = {c.prive_a for c in contacts if not c.joignable_par(par)}
    if proprietaires:
        noms = ", ".join(sorted(str(qui) for qui in proprietaires))
        raise GesteRefuseError(f"{client} a des contacts privés à {noms} : voyez-le ensemble avant d’archiver.")
    dater_archive(client, archive=True)


@transaction.atomic
def changer_de_societe(
    *,
    contact: Contact,
    version: int,
    vers: Client,
    fonction: Fonction | None,
    le: date,
    par: Utilisateur,
    **coordonnees: Any,
) -> ChangementSociete:
    """Move a contact to another company: the link moves, what was said and ordered at the old one stays there.

    Open relances that are about nobody's besoin follow the person.

    Args:
        contact: who moves.
        version: the version that was read.
        vers: the company they join.
        fonction: what they do there (CLI-4), None when unknown.
        le: the day they moved.
        par: who says so.
        coordonnees: e-mail and phones there; the old company's die with the move.

    Raises:
        PermissionDenied: the contact is somebody else's privé (CLI-5).
        ConflitVersionError: somebody saved this contact meanwhile.
    """
    contact = Contact.objects.verrouiller(contact.pk)
    if not contact.joignable_par(par):
        raise PermissionDenied(f"Ce contact est privé à {contact.prive_a}.")
    contact.prendre_version(version)
    changement = ChangementSociete.objects.create(
        contact=contact,
        de=contact.client,
        vers=vers,
        fonction_quittee=str(contact.fonction or ""),
        le=le,
        auteur=par,
    )
    contact.client, contact.fonction = vers, fonction
    for champ, valeur in coordonnees.items():
        setattr(contact, champ, valeur)
    contact.save(update_fields=["client", "fonction", "modifie_le", *coordonnees])
    Relance.objects.a_faire().filter(contact=contact, besoin__isnull=True).update(client=vers)
    return changement


@transaction.atomic
def garder_document(*, client: Client, examen: Examen, nature: str, par: Utilisateur) -> DocumentClient:
    """Keep a file on a client. The same file again (a double click) is the one kept the first time."""
    Client.objects.select_for_update(no_key=True).get(pk=client.pk)
    deja = client.documents.filter(retire_le__isnull=True, document__empreinte=examen.empreinte).first()
    if deja is not None:
        return deja
    return DocumentClient.objects.create(client=client, document=deposer_examen(examen, par), nature=nature)


def retirer_document(document: DocumentClient) -> None:
    """Take a file off the page. Nothing is deleted: the eraser does that."""
    DocumentClient.objects.filter(pk=document.pk, retire_le__isnull=True).update(retire_le=timezone.now())
