"""Opposition, and the information of people on the data we hold: one transaction each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from clients.coordonnees.refus import dire_opposition
from clients.enums import MoyenInformation, SourceContact
from clients.models import Contact
from samba.acces.enums import ActePrive
from samba.activite.enums import GenreEchange, Sens
from samba.activite.models import Relance
from samba.activite.notifications import notifier
from samba.activite.services import annuler_relances, journaliser
from samba.comptes.models import Utilisateur
from samba.courriels.enums import CodeModele
from samba.courriels.services import Brouillon, annuler_en_attente, deposer, rediger, signature
from samba.listes.formats import date_fr
from samba.parametres.models import parametres


def a_informer_avant(contact: Contact) -> date:
    """The last day to tell this person (RGPD, art. 14; the delay is a parameter, a month at most)."""
    return contact.collecte_le + timedelta(days=parametres().information_jours)


@transaction.atomic
def s_opposer(*, contact: Contact, par: Utilisateur, motif: str) -> Contact:
    """Write down that somebody asked to be left alone: when, why, who took it.

    What waited for them goes: e-mails of the outbox are given up, reminders cancelled (their owners are told).
    Asked twice, the first date stays.

    Raises:
        PriveRefuseError: somebody else's privé.
        ValidationError: no reason.
    """
    motif = " ".join(motif.split())
    if not motif:
        raise ValidationError({"motif": "Dites ce que la personne a demandé, ou pourquoi."})
    contact = Contact.objects.verrouiller(contact.pk)
    contact.exiger_joignable(par, ActePrive.MODIFIER)
    if contact.ne_plus_contacter:
        return contact
    champs = {
        "ne_plus_contacter": True,
        "ne_plus_contacter_le": timezone.now(),
        "ne_plus_contacter_motif": motif[:200],
        "ne_plus_contacter_par": par,
    }
    _ecrire(contact, champs)
    _note(contact, par, f"Ne plus contacter : {motif}")
    if contact.email:
        annuler_en_attente(contact.email, dire_opposition(contact))
    _annuler_les_relances(contact, par)
    return contact


@transaction.atomic
def lever_opposition(*, contact: Contact, par: Utilisateur, motif: str) -> Contact:
    """The person asked to hear from us again; a manager writes it down, with what they said.

    Raises:
        PriveRefuseError: somebody else's privé.
        PermissionDenied: not a manager.
        ValidationError: no reason.
    """
    if not par.peut("arbitrer"):
        raise PermissionDenied("Seul un manager lève une opposition.")
    motif = " ".join(motif.split())
    if not motif:
        raise ValidationError({"motif": "Dites ce que la personne a demandé, et quand."})
    contact = Contact.objects.verrouiller(contact.pk)
    contact.exiger_joignable(par, ActePrive.MODIFIER)
    if not contact.ne_plus_contacter:
        return contact
    vides = {"ne_plus_contacter_le": None, "ne_plus_contacter_motif": "", "ne_plus_contacter_par": None}
    _ecrire(contact, {"ne_plus_contacter": False, **vides})
    _note(contact, par, f"Opposition levée : {motif}")
    return contact


def _ecrire(contact: Contact, champs: dict[str, object]) -> None:
    """Write these columns of a locked contact and move its version."""
    Contact.objects.filter(pk=contact.pk).update(**champs, version=F("version") + 1)
    contact.refresh_from_db()


def _note(contact: Contact, par: Utilisateur, texte: str) -> None:
    journaliser(auteur=par, contact=contact, client=contact.client, genre=GenreEchange.NOTE, commentaire=texte)


def _annuler_les_relances(contact: Contact, par: Utilisateur) -> None:
    """Nobody has to call them any more: their reminders are cancelled, and the others' owners told."""
    ouvertes = list(Relance.objects.a_faire().filter(contact=contact).select_related("pour"))
    annuler_relances([relance.cle for relance in ouvertes])
    for pour in {relance.pour for relance in ouvertes} - {par}:
        cle = f"opposition:{contact.pk}:{contact.version}"
        notifier(pour=pour, cle=cle, texte=f"{dire_opposition(contact)} Votre relance est annulée.")


# --- Information (RGPD, art. 14) ----------------------------------------------------------------------------------
def brouillon_information(contact: Contact, auteur: Utilisateur) -> Brouillon:
    """The notice to one person: what we hold, where it comes from, what they may ask.

    Raises:
        ValidationError: nobody wrote where their coordinates come from.
    """
    if not contact.source:
        raise ValidationError("La source de ses coordonnées n’est pas connue : précisez-la d’abord sur sa fiche.")
    source = SourceContact(contact.source).label
    valeurs = {
        "civilite_nom": civilite_nom(contact),
        "firme": parametres().nom_firme,
        "source": f"{source} ({contact.source_precision})" if contact.source_precision else source,
        "collecte_le": date_fr(contact.collecte_le),
        "signature": signature(auteur),
    }
    return rediger(CodeModele.INFORMATION_DONNEES, valeurs)


def civilite_nom(contact: Contact) -> str:
    """« Mme Durand »; without civilité, first name and name."""
    return f"{contact.get_civilite_display()} {contact.nom}" if contact.civilite else str(contact)


@transaction.atomic
def informer_par_courriel(*, contact: Contact, par: Utilisateur) -> None:
    """Send the notice, once for each collection, and mark the person as informed.

    Raises:
        PriveRefuseError: somebody else's privé.
        ValidationError: no address, no source, or asked to be left alone.
    """
    contact = Contact.objects.verrouiller(contact.pk)
    contact.exiger_joignable(par, ActePrive.ECRIRE)
    if contact.ne_plus_contacter:
        raise ValidationError(dire_opposition(contact))
    if not contact.email:
        raise ValidationError(f"{contact} n’a pas d’adresse e-mail : informez-le de vive voix, puis notez-le.")
    if contact.informe_le is not None:
        return
    brouillon = brouillon_information(contact, par)
    echange = journaliser(
        auteur=par,
        contact=contact,
        client=contact.client,
        genre=GenreEchange.INFORMATION,
        sens=Sens.SORTANT,
        commentaire="Information sur l’origine de ses données et ses droits.",
    )
    deposer(
        cle_metier=f"information:{contact.pk}:{contact.collecte_le:%Y-%m-%d}",
        destinataire=contact.email,
        objet=brouillon.objet,
        corps=brouillon.corps,
        auteur=par,
        echange=echange,
    )
    _marquer(contact, MoyenInformation.COURRIEL)


@transaction.atomic
def marquer_informe(*, contact: Contact, par: Utilisateur, moyen: str) -> None:
    """Somebody told them by voice or by post.

    Raises:
        PriveRefuseError: somebody else's privé.
    """
    contact = Contact.objects.verrouiller(contact.pk)
    contact.exiger_joignable(par, ActePrive.MODIFIER)
    if contact.informe_le is not None:
        return
    _marquer(contact, moyen)
    libelle = MoyenInformation(moyen).label.lower()
    journaliser(
        auteur=par,
        contact=contact,
        client=contact.client,
        genre=GenreEchange.INFORMATION,
        commentaire=f"Informé {libelle} de l’origine de ses données et de ses droits.",
    )


def _marquer(contact: Contact, moyen: str) -> None:
    """Dates and means are no field of a form: the version does not move."""
    Contact.objects.filter(pk=contact.pk).update(informe_le=timezone.localdate(), informe_moyen=moyen)


@dataclass
class BilanInformation:
    """What came of informing several people."""

    envoyes: int = 0
    refus: list[str] = field(default_factory=list)


def informer_plusieurs(*, contacts: Iterable[Contact], par: Utilisateur) -> BilanInformation:
    """The same notice to each; one that cannot leave does not hold back the others."""
    bilan = BilanInformation()
    for contact in contacts:
        try:
            informer_par_courriel(contact=contact, par=par)
        except ValidationError as refus:
            bilan.refus.append(f"{contact} : {' '.join(refus.messages)}")
        else:
            bilan.envoyes += 1
    return bilan
