"""The base of every table of SAMBA."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import django_tables2 as tables
from django.http import HttpRequest
from django.utils.safestring import SafeString

from samba.listes.pagination import PAR_PAGE, PaginateurBorne

GABARIT = "composants/tableau.html"
ATTRIBUTS = {"class": "table table-vcenter card-table table-mobile-md s-tableau"}


class Tableau(tables.Table):
    """A django-tables2 table drawn by `composants/tableau.html`: sortable headers, cards on a phone, pagination.

    Set on a subclass, when useful: `vide_titre`, `vide_texte`, `vide_icone`, `vide_url`, `vide_action` (empty state);
    `legende` (read by screen readers); `nom_ligne` and `nom_lignes` ("freelance", "freelances": the count line).
    """

    legende = "Résultats"
    nom_ligne = "résultat"
    nom_lignes = ""
    vide_titre = "Aucun résultat"
    vide_texte = "Essayez d’élargir les filtres ou de vérifier l’orthographe."
    vide_icone = "magnifying-glass"
    vide_url: Any = ""
    vide_action = ""
    # A sentence under the table, e.g. what a sort covers when there are more rows than shown.
    note = ""
    # Selector of the element that its links refresh; "" makes them plain links. Set by `configurer`.
    cible = ""
    # Whether the count line stands above the table.
    compter = True

    class Meta:
        default = "—"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Not in Meta: django-tables2 forgets the parent's Meta as soon as a subclass writes its own.
        attrs = {**ATTRIBUTS, **(self._meta.attrs or {}), **(kwargs.pop("attrs", None) or {})}
        super().__init__(*args, **{"order_by_field": "tri", "template_name": GABARIT, **kwargs}, attrs=attrs)


@dataclass(frozen=True)
class Cellule:
    """One cell ready to draw: the name of its column (shown on a phone), its attributes, its content."""

    libelle: str
    attributs: SafeString
    contenu: Any


def lignes_de(tableau: tables.Table) -> Iterator[tuple[SafeString, list[Cellule]]]:
    """The rows of the current page: (attributes of the row, cells).

    django-tables2 computes a column's attributes again for every cell, which cost more than everything else on a
    page; here they are computed once, unless one of them is a callable that looks at the record.
    """
    fixes = {c.name: None if _dependent_de_la_ligne(tableau, c) else c.attrs["td"].as_html() for c in tableau.columns}
    libelles = {colonne.name: str(colonne.header) for colonne in tableau.columns}
    for ligne in tableau.paginated_rows:
        cellules = []
        for colonne, contenu in ligne.items():
            attributs = fixes[colonne.name]
            if attributs is None:
                attributs = colonne.attrs["td"].as_html()
            cellules.append(Cellule(libelles[colonne.name], attributs, contenu))
        yield ligne.attrs.as_html(), cellules


def _dependent_de_la_ligne(tableau: tables.Table, colonne: Any) -> bool:
    attributs = {**(tableau.attrs or {}), **colonne.column.attrs}
    cellule = attributs.get("td", attributs.get("cell", {}))
    return callable(cellule) or any(callable(valeur) for valeur in cellule.values())


T = TypeVar("T", bound=Tableau)


def configurer(request: HttpRequest, tableau: T, par_page: int = PAR_PAGE, cible: str = "#resultats") -> T:
    """Sort and paginate by the request (`?tri=`, `?page=`), counting at most 1 001 rows. Returns the same table.

    Args:
        request: whose query string is read.
        tableau: the table.
        par_page: rows of a page.
        cible: what the links of the table refresh: the element that the list's partial draws. "" for plain links.

    A page that does not exist shows the nearest one; the size is ours, never the address's.
    """
    tableau.cible = cible
    tableau.per_page_field = "taille-non-offerte"
    pagination = {"paginator_class": PaginateurBorne, "per_page": par_page}
    tables.RequestConfig(request, paginate=pagination).configure(tableau)
    return tableau
