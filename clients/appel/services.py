"""Ending a call: the échange, its next step, the reminders it does, the thanks e-mail. One transaction."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F

from clients.coordonnees.services import civilite_nom
from clients.models import Contact
from clients.services import journaliser_avec
from samba.activite.brouillons import oublier
from samba.activite.enums import GenreBrouillon, GenreEchange, Sens
from samba.activite.models import Echange, Relance
from samba.activite.services import journaliser
from samba.comptes.models import Utilisateur
from samba.courriels.enums import CodeModele
from samba.courriels.models import Courriel
from samba.courriels.services import Brouillon, deposer, rediger, signature
from samba.parametres.models import parametres


def brouillon_merci(contact: Contact, auteur: Utilisateur) -> Brouillon:
    """The thanks e-mail, ready to be read and changed (source 000: coordinates and brochure after the call)."""
    valeurs = {
        "civilite_nom": civilite_nom(contact),
        "entreprise": contact.client.nom,
        "plaquette": " et notre plaquette" if parametres().plaquette_id else "",
        "signature": signature(auteur),
    }
    return rediger(CodeModele.MERCI_APPEL, valeurs)


@transaction.atomic
def conclure_appel(
    *,
    auteur: Utilisateur,
    contact: Contact,
    cle_creation: UUID,
    merci: Brouillon | None = None,
    destinataire: str = "",
    relances: list[Relance] | None = None,
    **champs: Any,
) -> Echange:
    """Log a call from the cockpit with all that follows it: everything is written or nothing, once for a double click.

    Args:
        auteur: who called.
        contact: whom.
        cle_creation: idempotency key of the form.
        merci: the thanks e-mail, None when none is sent; the firm's brochure goes with it.
        destinataire: the address learnt on the phone, kept on the contact when they had none.
        relances: reminders that this call does.
        champs: see `clients.services.journaliser_avec`.

    Raises:
        PriveRefuseError: somebody else's privé.
        DestinataireRefuseError: the contact asked to be left alone.
    """
    echange = journaliser_avec(
        auteur=auteur,
        cle_creation=cle_creation,
        client=contact.client,
        contact=contact,
        relances=relances or [],
        **champs,
    )
    if merci is not None:
        _retenir_adresse(contact, destinataire)
        _remercier(echange, contact, auteur, merci)
    oublier(auteur, GenreBrouillon.APPEL, contact=contact)
    return echange


def _retenir_adresse(contact: Contact, adresse: str) -> None:
    """An address given on the phone is theirs from now on."""
    if contact.email or not adresse:
        return
    Contact.objects.filter(pk=contact.pk, email="").update(email=adresse, version=F("version") + 1)
    contact.email = adresse


def _remercier(appel: Echange, contact: Contact, auteur: Utilisateur, merci: Brouillon) -> Courriel:
    """The e-mail hangs on an échange of its own, as every e-mail does; once per call."""
    cle = appel.cle_creation
    assert cle is not None  # the cockpit's form always carries one
    plaquette = parametres().plaquette
    echange = journaliser(
        auteur=auteur,
        cle_creation=uuid5(cle, "merci"),
        contact=contact,
        client=contact.client,
        genre=GenreEchange.COURRIEL,
        sens=Sens.SORTANT,
        commentaire=f"Remerciement après l’appel : {merci.objet}",
    )
    return deposer(
        cle_metier=f"merci:{appel.pk}",
        destinataire=contact.email,
        objet=merci.objet,
        corps=merci.corps,
        auteur=auteur,
        echange=echange,
        pieces=[plaquette] if plaquette else [],
    )
