"""Sending what the outbox holds: claim (committed) → SMTP → tell what happened. Never two copies to a client."""

from __future__ import annotations

import logging
import smtplib
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from samba.courriels.enums import StatutCourriel
from samba.courriels.models import Courriel
from samba.courriels.refus import raison_de_refus

journal = logging.getLogger(__name__)

# Minutes before each new try after a certain failure; past the last one the message is given up, and shown.
ATTENTES_MINUTES = (1, 5, 15, 60, 240, 720)
# Longer than a task may live (CELERY_TASK_TIME_LIMIT): past it, whoever claimed the message is dead.
DELAI_RECLAME = timedelta(minutes=10)


class OctetsFiges:
    """Stands for a MIME message whose bytes were frozen when the row was written."""

    def __init__(self, octets: bytes) -> None:
        self.octets = octets

    def as_bytes(self, unixfrom: bool = False, linesep: str = "\r\n") -> bytes:
        """The very bytes of the outbox row."""
        return self.octets


class MessageFige(EmailMessage):
    """An EmailMessage that sends the outbox row as it is: same bytes, same Message-ID, one recipient."""

    def __init__(self, courriel: Courriel) -> None:
        super().__init__(
            subject=courriel.objet, body=courriel.corps, from_email=courriel.expediteur, to=[courriel.destinataire]
        )
        self.courriel = courriel

    def message(self, **options: Any) -> Any:
        return OctetsFiges(bytes(self.courriel.mime))


@transaction.atomic(durable=True)
def reclamer() -> Courriel | None:
    """Take the oldest message that is due. The claim is committed before anything is said to the server."""
    courriel = Courriel.objects.a_prendre().select_for_update(skip_locked=True).order_by("prochain_essai_le").first()
    if courriel is None:
        return None
    courriel.statut, courriel.reclame_le = StatutCourriel.RECLAME, timezone.now()
    courriel.essais += 1
    courriel.save(update_fields=["statut", "reclame_le", "essais"])
    return courriel


def envoyer(courriel: Courriel) -> str:
    """Send one claimed message and store what became of it. Returns the new statut.

    Somebody who asked to be left alone after it was written does not receive it.
    """
    if not courriel.interne and (raison := raison_de_refus(courriel.destinataire)):
        return _noter(courriel, StatutCourriel.ABANDONNE, erreur=raison[:300])
    connexion = get_connection()
    try:
        connexion.open()
    except (OSError, smtplib.SMTPException) as panne:
        return _echec(courriel, panne)
    try:
        connexion.send_messages([MessageFige(courriel)])
    except smtplib.SMTPResponseException as refus:
        return _echec(courriel, refus, definitif=refus.smtp_code >= 500)
    except smtplib.SMTPRecipientsRefused as refus:
        return _echec(courriel, refus, definitif=all(code >= 500 for code, _ in refus.recipients.values()))
    except (OSError, smtplib.SMTPException) as panne:
        return _doute(courriel, str(panne) or type(panne).__name__)
    finally:
        _fermer(connexion)
    return _noter(courriel, StatutCourriel.ENVOYE, envoye_le=timezone.now(), erreur="")


def _fermer(connexion: Any) -> None:
    try:
        connexion.close()
    except (OSError, smtplib.SMTPException) as panne:
        # The message is already taken or refused: a bad goodbye changes nothing.
        journal.info("Fin de session SMTP irrégulière : %s", panne)


def _echec(courriel: Courriel, panne: Exception | str, *, definitif: bool = False) -> str:
    """Try later, each time later than before; give up when the server said never, or after the last try."""
    erreur = (str(panne) or type(panne).__name__)[:300]
    if definitif or courriel.essais > len(ATTENTES_MINUTES):
        return _noter(courriel, StatutCourriel.ABANDONNE, erreur=erreur)
    attente = timedelta(minutes=ATTENTES_MINUTES[courriel.essais - 1])
    return _noter(courriel, StatutCourriel.A_REESSAYER, erreur=erreur, prochain_essai_le=timezone.now() + attente)


def _doute(courriel: Courriel, raison: str) -> str:
    """The server may have taken it: an internal message is sent again, a client's waits for a human."""
    if courriel.interne:
        return _echec(courriel, raison)
    return _noter(courriel, StatutCourriel.INCERTAIN, erreur=raison[:300])


def _noter(courriel: Courriel, statut: str, **champs: Any) -> str:
    """Only the claim that is still ours may be closed: somebody may have judged it in the meantime."""
    Courriel.objects.filter(pk=courriel.pk, statut=StatutCourriel.RECLAME, essais=courriel.essais).update(
        statut=statut, **champs
    )
    courriel.statut = statut
    return statut


def juger_les_reclames_perdus() -> int:
    """Messages claimed by a worker that died before saying what happened. Returns how many were judged."""
    perdus = Courriel.objects.filter(statut=StatutCourriel.RECLAME, reclame_le__lt=timezone.now() - DELAI_RECLAME)
    raison = "Le worker s’est arrêté pendant l’envoi."
    # A message that stops the worker each time is given up like any other after its last try.
    perdus.filter(interne=True, essais__gt=len(ATTENTES_MINUTES)).update(statut=StatutCourriel.ABANDONNE, erreur=raison)
    internes = perdus.filter(interne=True).update(
        statut=StatutCourriel.A_REESSAYER, erreur=raison, prochain_essai_le=timezone.now()
    )
    return internes + perdus.filter(interne=False).update(statut=StatutCourriel.INCERTAIN, erreur=raison)


def trancher(courriel: Courriel, *, parti: bool) -> bool:
    """A human decides about an uncertain or abandoned message: it left, or it must leave again.

    Returns False when somebody decided first (one conditional UPDATE).
    """
    en_attente = Courriel.objects.filter(
        pk=courriel.pk, statut__in=[StatutCourriel.INCERTAIN, StatutCourriel.ABANDONNE]
    )
    if parti:
        return en_attente.update(statut=StatutCourriel.ENVOYE, envoye_le=F("reclame_le"), erreur="") == 1
    return (
        en_attente.update(statut=StatutCourriel.A_ENVOYER, essais=0, prochain_essai_le=timezone.now(), erreur="") == 1
    )
