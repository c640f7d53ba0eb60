"""Write an e-mail and drop it in the outbox. Sending is the worker's business (`envoi`)."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import formataddr, make_msgid, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from kombu.exceptions import OperationalError

from samba.activite.models import Echange
from samba.comptes.models import Utilisateur
from samba.courriels.enums import StatutCourriel
from samba.courriels.models import Courriel, ModeleCourriel
from samba.courriels.refus import exiger_autorise
from samba.courriels.textes import PLACE, TEXTES
from samba.documents.models import Document
from samba.parametres.models import parametres

journal = logging.getLogger(__name__)
EXPEDITEUR_MAX: int = Courriel._meta.get_field("expediteur").max_length or 0


@dataclass(frozen=True)
class Brouillon:
    """A subject and a body ready for a human to read and change."""

    objet: str
    corps: str


def rediger(code: str, valeurs: Mapping[str, str]) -> Brouillon:
    """Fill the text of `code` (`CodeModele`) with values for its placeholders.

    Raises:
        KeyError: a placeholder of the text has no value.
    """
    modele = ModeleCourriel.objects.filter(code=code).first()
    initial = TEXTES[code]
    objet, corps = (modele.objet, modele.corps) if modele else (initial.objet, initial.corps)
    return Brouillon(_remplir(objet, valeurs).replace("\n", " "), _remplir(corps, valeurs))


def _remplir(texte: str, valeurs: Mapping[str, str]) -> str:
    return PLACE.sub(lambda trouve: str(valeurs[trouve[1]]), texte)


def signature(auteur: Utilisateur) -> str:
    """The end of an e-mail: who writes, their phone, the firm."""
    firme = parametres()
    return "\n".join(filter(None, [str(auteur), auteur.telephone, firme.nom_firme, firme.signature_courriel]))


def deposer(
    *,
    cle_metier: str,
    destinataire: str,
    objet: str,
    corps: str,
    auteur: Utilisateur | None = None,
    echange: Echange | None = None,
    interne: bool = False,
    pieces: Sequence[Document] = (),
) -> Courriel:
    """Write the outbox row in the caller's transaction; it leaves after the commit.

    Args:
        cle_metier: what makes this message the same message; the same key returns the row that exists.
        echange: what it hangs on, so that it shows on several files; required for a third party.
        interne: to somebody of the firm: sent again when in doubt. A client's waits for a human instead.

    Raises:
        DestinataireRefuseError: this person asked to be left alone (`courriels.refus`).
    """
    existant = Courriel.objects.filter(cle_metier=cle_metier).first()
    if existant is not None:
        return existant
    if not interne:
        exiger_autorise(destinataire)
    message_id = make_msgid(domain=parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "samba.invalid")
    message = _composer(destinataire, objet, corps, auteur, message_id, pieces)
    with transaction.atomic():
        courriel, nouveau = Courriel.objects.get_or_create(
            cle_metier=cle_metier,
            defaults={
                "expediteur": message.from_email,
                "destinataire": destinataire,
                "repondre_a": auteur.email if auteur else "",
                "objet": objet,
                "corps": corps,
                "mime": message.message().as_bytes(linesep="\r\n"),  # type: ignore[call-arg]
                "message_id": message_id,
                "interne": interne,
                "auteur": auteur,
                "echange": echange,
            },
        )
        if nouveau:
            courriel.pieces.set(pieces)
            transaction.on_commit(reveiller_le_worker)
    return courriel


def annuler_en_attente(adresse: str, raison: str) -> int:
    """Give up what waits in the outbox for this address, the reason beside it. Returns how many.

    What a worker has claimed already may be on its way: nothing calls it back.
    """
    en_attente = Courriel.objects.filter(
        destinataire__iexact=adresse,
        interne=False,
        statut__in=[StatutCourriel.A_ENVOYER, StatutCourriel.A_REESSAYER, StatutCourriel.INCERTAIN],
    )
    return en_attente.update(statut=StatutCourriel.ABANDONNE, erreur=raison[:300])


def _composer(
    destinataire: str,
    objet: str,
    corps: str,
    auteur: Utilisateur | None,
    message_id: str,
    pieces: Sequence[Document],
) -> EmailMessage:
    adresse = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    expediteur = settings.DEFAULT_FROM_EMAIL
    if auteur:
        # One line, and no longer than its column once encoded: a name is typed by its bearer.
        nom = " ".join(f"{auteur} ({parametres().nom_firme})".split())
        candidats = (formataddr((nom, adresse)), formataddr((nom[:40], adresse)))
        expediteur = next((c for c in candidats if len(c) <= EXPEDITEUR_MAX), expediteur)
    message = EmailMessage(
        subject=objet,
        body=corps,
        from_email=expediteur,
        to=[destinataire],
        reply_to=[auteur.email] if auteur else None,
        headers={"Message-ID": message_id},
    )
    for piece in pieces:
        with piece.fichier.open("rb") as fichier:
            message.attach(piece.nom, fichier.read(), piece.type_mime)
    return message


def reveiller_le_worker() -> None:
    """Nudge the worker. With Redis down nothing is lost: the scan finds the row within 15 s of its return."""
    from samba.courriels.tasks import envoyer_courriels

    try:
        envoyer_courriels.delay()
    except (OperationalError, OSError) as panne:
        journal.warning("Le worker n’a pas pu être réveillé (%s) : le courriel partira au prochain passage.", panne)
