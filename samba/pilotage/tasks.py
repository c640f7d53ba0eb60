"""The worker's sign of life, read by the health page."""

import time
from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.core.cache import caches

CLE_TEMOIN = "temoin-du-worker"


@shared_task(name="samba.pilotage.tasks.temoigner")
def temoigner() -> None:
    """Write the time (seconds since the epoch) in the fast cache: beat asked, and a worker answered."""
    caches["rapide"].set(CLE_TEMOIN, time.time(), timeout=None)


@worker_ready.connect
def temoigner_au_demarrage(**_: Any) -> None:
    """Do not wait a minute for beat's first tick: a worker that is ready says so."""
    temoigner()
