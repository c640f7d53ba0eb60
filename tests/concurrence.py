"""Two acts at the same instant, without a sleep: the second starts while the first is not committed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection, transaction


def au_meme_instant(premier: Callable[[], Any], second: Callable[[], Any]) -> Any:
    """Commit `premier` once `second`, in another session, waits for it (or is over); what `second` returns or raises.

    To be used with `base_validee`: commits are real.
    """
    seance: list[int] = []

    def agir() -> Any:
        try:
            with connection.cursor() as curseur:
                curseur.execute("SELECT pg_backend_pid()")
                seance.append(curseur.fetchone()[0])
            return second()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as fil:
        with transaction.atomic():
            premier()
            futur = fil.submit(agir)
            while not futur.done() and not (seance and _attend(seance[0])):
                pass
        return futur.result(timeout=30)


def _attend(seance: int) -> bool:
    """Does that session wait for another one?"""
    with connection.cursor() as curseur:
        curseur.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [seance])
        return bool(curseur.fetchone()[0])
