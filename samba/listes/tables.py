"""The base of every table of SAMBA."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

import django_tables2 as tables
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django_tables2.utils import Accessor, signature

from samba.comptes.models import Utilisateur
from samba.listes.colonnes import Outils, outils_de
from samba.listes.pagination import PAR_PAGE, PaginateurBorne

GABARIT = "composants/tableau.html"
ATTRIBUTS = {"class": "table table-vcenter card-table table-mobile-md s-tableau"}


class Tableau(tables.Table):
    """A django-tables2 table drawn by `composants/tableau.html`: sortable headers, cards on a phone, pagination.

    Set on a subclass, when useful: `vide_titre`, `vide_texte`, `vide_icone`, `vide_url`, `vide_action` (empty state);
    `legende` (read by screen readers); `nom_ligne` and `nom_lignes` ("freelance", "freelances": the count line).

    A list that people shape, keep and take out also sets `liste`, its code in `samba.listes.registre`, and
    `secondaires`, the columns that stand only once chosen; the view passes `colonnes=colonnes_de(request, TheTable)`.
    What a file says of a record is `value_<column>(self, record)`, else the plain value: never HTML.
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
    liste = ""
    secondaires: frozenset[str] = frozenset()
    # The columns that its page can draw, when it draws its own rows; all of them otherwise.
    ecran: tuple[str, ...] = ()
    # The buttons of the list (columns, saved searches, export). Set by `configurer`.
    outils: Outils | None = None

    class Meta:
        default = "—"

    def __init__(
        self,
        *args: Any,
        colonnes: Sequence[str] | None = None,
        utilisateur: Utilisateur | None = None,
        **kwargs: Any,
    ) -> None:
        self.utilisateur = utilisateur
        self.montrees = tuple(colonnes) if colonnes is not None else self.colonnes_initiales()
        cachees = tuple(nom for nom in self.noms_colonnes() if nom not in self.montrees)
        kwargs = {"exclude": cachees, **kwargs}
        # Not in Meta: django-tables2 forgets the parent's Meta as soon as a subclass writes its own.
        attrs = {**ATTRIBUTS, **(self._meta.attrs or {}), **(kwargs.pop("attrs", None) or {})}
        super().__init__(*args, **{"order_by_field": "tri", "template_name": GABARIT, **kwargs}, attrs=attrs)

    @classmethod
    def noms_colonnes(cls) -> tuple[str, ...]:
        """Every column, in the order of the list."""
        return tuple(cls._meta.fields or cls.base_columns)

    @classmethod
    def colonnes_initiales(cls) -> tuple[str, ...]:
        """Those that stand before anybody chooses."""
        return tuple(nom for nom in cls.noms_colonnes() if nom not in cls.secondaires)

    @classmethod
    def libelles_colonnes(cls) -> list[tuple[str, str]]:
        """(name, header) of every column."""
        return [(nom, cls._libelle(nom)) for nom in cls.noms_colonnes()]

    @classmethod
    def _libelle(cls, nom: str) -> str:
        dit = cls.base_columns[nom].verbose_name
        return str(dit or capfirst(cls._meta.model._meta.get_field(nom).verbose_name))


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


def corps_de(tableau: tables.Table) -> SafeString:
    """The rows drawn: a template's loop over two hundred cells costs as much as reading them."""
    morceaux = []
    for attributs, cellules in lignes_de(tableau):
        morceaux.append(f"<tr {attributs}>")
        morceaux += [f"<td {attributs}>{_ecrit(contenu)}</td>" for attributs, contenu in cellules]
        morceaux.append("</tr>")
    return mark_safe("".join(morceaux))  # attributes are django-tables2's own, contents are escaped


def _ecrit(contenu: Any) -> str:
    """As a template writes it: escaped, numbers and dates in French."""
    return conditional_escape(contenu if isinstance(contenu, str) else localize(contenu))


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
    if tableau.liste:
        tableau.outils = outils_de(request, type(tableau))
    tableau.per_page_field = "taille-non-offerte"
    pagination = {"paginator_class": PaginateurBorne, "per_page": par_page}
    tables.RequestConfig(request, paginate=pagination).configure(tableau)
    return tableau
