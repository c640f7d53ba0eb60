"""Scheduled work of the activity."""

from __future__ import annotations

from celery import shared_task

from samba.activite.resume import envoyer_les_resumes
from samba.parametres.models import parametres


@shared_task
def resumes_du_matin() -> int:
    """Send the digests that are due and not sent yet (every quarter of an hour)."""
    return envoyer_les_resumes(parametres().resume_heure)
