"""The health page: `/sante/`, for load balancers and monitoring. No login, no details: only the names of what fails."""

import logging
import shutil
import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samba.pilotage.tasks import CLE_TEMOIN

logger = logging.getLogger(__name__)

# The worker signs every minute: past three, it or beat has stopped.
SILENCE_MAX_S = 180
ESPACE_LIBRE_MIN = 500 * 1024 * 1024


def verifier_base() -> None:
    """Ask PostgreSQL anything."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def verifier_redis() -> None:
    """Read a key of Redis."""
    caches["rapide"].get(CLE_TEMOIN)


def verifier_worker() -> None:
    """Compare the worker's last sign of life with the clock.

    Raises:
        RuntimeError: no worker signed in the last three minutes.
    """
    signed_at = caches["rapide"].get(CLE_TEMOIN)
    if signed_at is None or time.time() - signed_at > SILENCE_MAX_S:
        raise RuntimeError("no sign of life from the worker")


def verifier_disque() -> None:
    """Measure the free space where documents are kept.

    Raises:
        RuntimeError: under 500 MB are left.
    """
    if shutil.disk_usage(settings.VAR_DIR).free < ESPACE_LIBRE_MIN:
        raise RuntimeError("the disk is almost full")


VERIFICATIONS: dict[str, Callable[[], None]] = {
    "base": verifier_base,
    "redis": verifier_redis,
    "worker": verifier_worker,
    "disque": verifier_disque,
}


def en_panne(verification: Callable[[], None]) -> bool:
    """Run one check; its reason goes to the log, never to the page."""
    try:
        verification()
    except Exception as error:  # noqa: BLE001 - whatever fails, the page must answer
        logger.warning("sante : %s : %s", verification.__name__, error)
        return True
    return False


@never_cache
@require_safe
@login_not_required
def sante(request: HttpRequest) -> JsonResponse:
    """Answer `{"etat": "ok" | "degrade" | "panne", "en_panne": [names]}`.

    The status is 503 only without the database. Redis, the worker or the disk failing is said (`degrade`) with a 200:
    pages still answer and e-mails wait in PostgreSQL, so taking the site away from its users would make things worse.
    """
    failing = [name for name, verification in VERIFICATIONS.items() if en_panne(verification)]
    etat = "panne" if "base" in failing else "degrade" if failing else "ok"
    return JsonResponse({"etat": etat, "en_panne": failing}, status=503 if etat == "panne" else 200)
