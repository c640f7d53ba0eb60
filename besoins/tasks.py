"""What the worker does for this room."""

from __future__ import annotations

from celery import shared_task

from besoins.entretiens import services


@shared_task
def veiller_sur_les_entretiens() -> None:
    """Scan: the reminders of the day before, then the feedbacks of the interviews that are over."""
    services.rappeler()
    services.conclure()
