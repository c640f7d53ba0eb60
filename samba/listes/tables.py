"""The base of every table of SAMBA."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar

import django_tables2 as tables
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_tables2.utils import Accessor, signature

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


Cellule = tuple[SafeString, Any]


def lignes_de(tableau: tables.Table) -> Iterator[tuple[SafeString, list[Cellule]]]:
    """The rows of the current page: (attributes of the row, cells), each cell being (attributes, content).

    django-tables2 computes a column's attributes and reads the signature of its `render` again for every cell, which
    cost more than everything else on a page; here both are done once, unless an attribute looks at the record.
    """
    colonnes = [(c, _fixes(tableau, c), _dessin(c), _lecture(tableau, c)) for c in tableau.columns]
    for ligne in tableau.paginated_rows:
        cellules = []
        for colonne, attributs, dessiner, lire in colonnes:
            if lire is None:
                contenu = ligne._get_and_render_with(colonne, partial(dessiner, ligne), colonne.default)
            else:
                valeur = lire(ligne.record)
                vide = valeur in colonne.column.empty_values
                contenu = colonne.default if vide else dessiner(ligne, colonne, valeur)
            if attributs is None:
                colonne.current_record, colonne.current_value = ligne.record, contenu
            cellules.append((attributs or _attributs(colonne), contenu))
        yield ligne.attrs.as_html(), cellules


def _attributs(colonne: Any) -> SafeString:
    """Those of the column, and its name, shown beside the cell on a phone."""
    return format_html('{} data-label="{}"', colonne.attrs["td"].as_html(), colonne.header)


def _fixes(tableau: tables.Table, colonne: Any) -> SafeString | None:
    """The attributes of every cell of a column, or None when one of them is a callable that looks at the record."""
    declares = {**(tableau.attrs or {}), **colonne.column.attrs}
    cellule = declares.get("td", declares.get("cell", {}))
    if callable(cellule) or any(callable(valeur) for valeur in cellule.values()):
        return None
    return _attributs(colonne)


def _dessin(colonne: Any) -> Callable[..., Any]:
    """What `BoundRow._call_render` does for this column, with its arguments found once."""
    arguments, tous = signature(colonne.render)

    def dessiner(ligne: Any, _colonne: Any, valeur: Any = None) -> Any:
        offerts = ligne._optional_cell_arguments(colonne, valeur)
        contenu = colonne.render(**(offerts if tous else {nom: offerts[nom] for nom in arguments}))
        return colonne.link(contenu, **offerts) if colonne.link else contenu

    return dessiner


def _lecture(tableau: tables.Table, colonne: Any) -> Callable[[Any], Any] | None:
    """What `BoundRow._get_and_render_with` reads of a record of the table's model, found out once; None elsewhere.

    A column reads attributes one after the other, or the words of a field with choices; what is missing reads None.
    """
    modele = tableau._meta.model
    simple = type(colonne.column) in (tables.Column, tables.TemplateColumn)
    if not (simple and modele and isinstance(tableau.data.data, QuerySet)):
        return None
    *chemin, dernier = Accessor(colonne.accessor).bits
    try:
        a_choix = bool(Accessor(colonne.accessor).get_field(modele).choices)
    except (AttributeError, FieldDoesNotExist):
        a_choix = False
    attributs = [*chemin, f"get_{dernier}_display" if a_choix else dernier]

    def lire(objet: Any) -> Any:
        try:
            for attribut in attributs:
                objet = getattr(objet, attribut)
        except (AttributeError, ObjectDoesNotExist):
            return None
        return objet() if callable(objet) else objet

    return lire


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
