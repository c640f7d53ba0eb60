"""The lists that people may shape, keep and take out. Each room declares its own in `AppConfig.ready`.

enregistrer_liste(
    Liste("clients", "Clients", {"clients:liste": ""}, ClientTable, extraire=extraire_clients)
)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django_tables2 import RequestConfig

if TYPE_CHECKING:
    from samba.listes.tables import Tableau


class Extrait(NamedTuple):
    """What an export holds: the keys in the order of the list, one more than the limit when there are more; and a
    function that reads some of them, in the order given, in a number of queries that does not grow with them."""

    cles: list[int]
    lire: Callable[[list[int]], list[Any]]


Extraction = Callable[[HttpRequest, int], Extrait]


@dataclass(frozen=True)
class Liste:
    """One list of SAMBA.

    Args:
        code: how preferences, saved searches and the log of exports name it. Never changed.
        titre: « Clients ».
        pages: the URL names that show it, the first one being its own, each with the query string that makes the first
            one show the same (`{"besoins:liste": "", "besoins:mes": "vue=mes"}`).
        table: its columns: how each is called, which ones stand at first, and what the file says of a record.
        extraire: `(request, limite)` gives the rows that this user may take out, filtered and sorted as the query
            string says. Hidden fields never pass here: see `lisibles_pour` (CLI-5). May raise `PermissionDenied`.
    """

    code: str
    titre: str
    pages: Mapping[str, str]
    table: type[Tableau]
    extraire: Extraction

    @property
    def adresse(self) -> str:
        """Its own page."""
        return reverse(next(iter(self.pages)))


_registre: dict[str, Liste] = {}


def enregistrer_liste(liste: Liste) -> None:
    """Declare a list. The same code again replaces the first."""
    _registre[liste.code] = liste


def oublier_liste(code: str) -> None:
    """Withdraw a list (tests)."""
    _registre.pop(code, None)


def liste_de(code: str) -> Liste | None:
    """The list of this code, None when nobody declared it."""
    return _registre.get(code)


def listes() -> list[Liste]:
    """Every declared list."""
    return list(_registre.values())


def extrait_de(lignes: QuerySet[Any], limite: int) -> Extrait:
    """The `Extrait` of a queryset that is filtered, sorted, and carries what its columns read."""

    def lire(cles: list[int]) -> list[Any]:
        lus = {objet.pk: objet for objet in lignes.order_by().filter(pk__in=cles)}
        return [lus[cle] for cle in cles if cle in lus]

    return Extrait(list(lignes.values_list("pk", flat=True)[: limite + 1]), lire)


def extrait_du_tableau(request: HttpRequest, tableau: Tableau, limite: int) -> Extrait:
    """The `Extrait` of a table over a queryset, sorted as the address says (`?tri=`)."""
    RequestConfig(request, paginate=False).configure(tableau)
    return extrait_de(tableau.data.data, limite)
