"""Scheduled work of the clients room."""

from __future__ import annotations

from celery import shared_task

from clients.prives.services import liberer_silencieux
from samba.activite.brouillons import oublier_les_anciens
from samba.parametres.models import parametres


@shared_task
def liberer_prives_silencieux() -> int:
    """CLI-5: privés that lapse, when the firm wants them to (off by default). Late by two days, it frees the same."""
    return liberer_silencieux(parametres().prive_caducite_jours)


@shared_task
def purger_brouillons() -> int:
    """Drafts that nobody took up again."""
    return oublier_les_anciens()
