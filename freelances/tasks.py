"""What the worker does for this room."""

from __future__ import annotations

from celery import shared_task

from freelances.cvs import services


@shared_task(time_limit=180)
def lire_cv(cv_id: int) -> None:
    """Read the text of one CV."""
    services.lire(cv_id)


@shared_task(time_limit=280)
def lire_cvs_en_attente() -> None:
    """Scan: read the CVs whose nudge was lost (Redis stopped, worker killed)."""
    for cv_id in services.en_attente():
        services.lire(cv_id)
