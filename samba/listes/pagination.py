"""Pages of lists that stop counting at 1 001 (conception §5)."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

BORNE = 1000
PAR_PAGE = 25


class PaginateurBorne(Paginator):
    """Counts at most `BORNE` + 1 rows and offers the pages of the first `BORNE`.

    `count` is exact up to `BORNE`; beyond, it is `BORNE` + 1 and `plus_de_mille` is true. Takes a QuerySet, a list, or
    the rows of a django-tables2 table over either.
    """

    @cached_property
    def count(self) -> int:  # type: ignore[override]
        donnees = _donnees(self.object_list)
        if isinstance(donnees, QuerySet):
            # The order is dropped, so that the planner may stop at any 1 001 rows instead of sorting them all; the
            # columns too, which it would otherwise compute for each of them.
            total = donnees.order_by().values("pk")[: BORNE + 1].count()
        else:
            total = min(len(donnees), BORNE + 1)
        # django-tables2 would count a second time, without limit, when it measures the slice.
        tableau_donnees = getattr(self.object_list, "data", None)
        if tableau_donnees is not None and hasattr(tableau_donnees, "set_table"):
            tableau_donnees._length = total
        return total

    @cached_property
    def num_pages(self) -> int:  # type: ignore[override]
        if self.count == 0 and not self.allow_empty_first_page:
            return 0
        return -(-max(1, self.nombre_montre) // self.per_page)

    @property
    def plus_de_mille(self) -> bool:
        """There are more rows than the list shows."""
        return self.count > BORNE

    @property
    def nombre_montre(self) -> int:
        """How many rows the pages hold together."""
        return min(self.count, BORNE)


def _donnees(lignes: Any) -> Any:
    """The QuerySet or list under the rows of a table, or `lignes` itself."""
    donnees = getattr(getattr(lignes, "data", None), "data", None)
    return lignes if donnees is None else donnees
