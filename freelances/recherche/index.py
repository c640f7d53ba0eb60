"""Keeping the search row during an import, and proving that it is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from django.db import connection, transaction

from freelances.models import Freelance

LOT = 4_000
# `*` on both sides: a column that somebody forgets in one of them is a difference too.
DIFFERENCES = """
SELECT coalesce(attendue.freelance_id, rangee.freelance_id)
FROM public.recherche_attendue(%s::bigint[]) AS attendue
FULL JOIN (SELECT * FROM public.freelances_profilrecherche WHERE freelance_id = ANY(%s::bigint[])) AS rangee
    USING (freelance_id)
WHERE attendue.* IS DISTINCT FROM rangee.*
"""
ORPHELINES = """
SELECT r.freelance_id FROM public.freelances_profilrecherche r
WHERE NOT EXISTS (SELECT 1 FROM public.freelances_freelance f WHERE f.id = r.freelance_id)
"""


@contextmanager
def recherche_differee() -> Iterator[None]:
    """A transaction whose writes leave the search row alone. The caller then calls `rafraichir` once a batch.

        with recherche_differee():
            Freelance.objects.bulk_create(…)
            FreelanceCompetence.objects.bulk_create(…)
            rafraichir(ids)

    Forgetting `rafraichir` leaves people out of the search: `verifier_recherche` tells.
    """
    with transaction.atomic(), connection.cursor() as curseur:
        curseur.execute("SET LOCAL samba.recherche_differee = on")
        yield
        # The setting dies with the transaction, but it may be the caller's.
        curseur.execute("SET LOCAL samba.recherche_differee = off")


def rafraichir(ids: Iterable[int]) -> int:
    """Compute the search rows of these freelances again, by batches; returns how many."""
    total = 0
    with connection.cursor() as curseur:
        for lot in _lots(ids):
            curseur.execute("SELECT public.recherche_rafraichir(%s::bigint[])", [lot])
            total += len(lot)
    return total


def differences() -> Iterator[int]:
    """The ids whose search row is missing, wrong or without freelance. Reads the whole base by batches."""
    with connection.cursor() as curseur:
        for lot in _lots(Freelance.objects.order_by("pk").values_list("pk", flat=True).iterator(LOT)):
            curseur.execute(DIFFERENCES, [lot, lot])
            yield from [pk for (pk,) in curseur.fetchall()]
        curseur.execute(ORPHELINES)
        yield from [pk for (pk,) in curseur.fetchall()]


def _lots(ids: Iterable[int]) -> Iterator[list[int]]:
    reste = iter(ids)
    while lot := list(islice(reste, LOT)):
        yield lot
