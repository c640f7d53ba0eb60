"""The scan of the outbox: every 15 s, and each time the web nudges."""

from __future__ import annotations

from celery import shared_task

from samba.courriels.envoi import envoyer, juger_les_reclames_perdus, reclamer

MAX_PAR_PASSAGE = 50


@shared_task
def envoyer_courriels() -> int:
    """Send what is due, at most `MAX_PAR_PASSAGE` messages. Returns how many were tried."""
    juger_les_reclames_perdus()
    essayes = 0
    while essayes < MAX_PAR_PASSAGE and (courriel := reclamer()):
        envoyer(courriel)
        essayes += 1
    return essayes
