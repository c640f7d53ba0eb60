"""What the worker does for this room."""

from __future__ import annotations

import logging

from celery import shared_task

from freelances.cvs import services

journal = logging.getLogger(__name__)


@shared_task(time_limit=180)
def lire_cv(cv_id: int) -> None:
    """Read the text of one CV."""
    services.lire(cv_id)


@shared_task(time_limit=280)
def lire_cvs_en_attente() -> None:
    """Scan: read the CVs whose nudge was lost (Redis stopped, worker killed). One that fails does not stop the rest."""
    for cv_id in services.en_attente():
        try:
            services.lire(cv_id)
        except Exception:  # noqa: BLE001 - told in the log; the CV still waits
            journal.exception("Le CV %s n’a pas pu être lu : nouvel essai au prochain passage.", cv_id)
