"""Taking a list out of SAMBA: CSV and XLSX, safe from formulas, in batches, up to the firm's bound, and logged."""

from __future__ import annotations

import csv
import datetime
import tempfile
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import IO, Any

from django.db.models import Model
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django_tables2.utils import Accessor
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from samba.acces.vues import utilisateur_de
from samba.listes.colonnes import colonnes_de
from samba.listes.formats import nombre
from samba.listes.models import Export, FormatExport
from samba.listes.registre import Extrait, Liste
from samba.parametres.models import parametres

LOT = 500
# Kept in memory up to that size, then on disk.
MEMOIRE_MAX = 4 * 1024 * 1024
# What a spreadsheet takes for the beginning of a formula, full-width forms included; spaces before do not protect.
DANGEREUX = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MIME = {
    FormatExport.CSV: "text/csv; charset=utf-8",
    FormatExport.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def exporter(request: HttpRequest, liste: Liste, format_voulu: FormatExport, *, toutes: bool) -> HttpResponseBase:
    """The file of a list as its address filters and sorts it, logged before its first byte leaves.

    Args:
        request: whose query string is the state of the list.
        liste: which list.
        format_voulu: CSV or XLSX.
        toutes: every column rather than those shown.

    Raises:
        PermissionDenied: the list is closed to this user.
    """
    limite = parametres().export_lignes_max
    table = liste.table
    colonnes = table.noms_colonnes() if toutes else colonnes_de(request, table)
    extrait = liste.extraire(request, limite)
    coupe = len(extrait.cles) > limite
    cles = extrait.cles[:limite]
    Export.objects.create(
        utilisateur=utilisateur_de(request),
        liste=liste.code,
        format=format_voulu,
        lignes=len(cles),
        coupe=coupe,
        colonnes=list(colonnes),
    )
    lignes = _lignes(request, liste, colonnes, extrait._replace(cles=cles), limite if coupe else None)
    nom = f"{liste.code}-{timezone.localdate():%Y-%m-%d}.{format_voulu}"
    reponse = _csv(lignes) if format_voulu == FormatExport.CSV else _xlsx(lignes, liste.titre)
    reponse["Content-Type"] = MIME[format_voulu]
    reponse["Content-Disposition"] = f'attachment; filename="{nom}"'
    reponse["Cache-Control"] = "private, no-store"
    return reponse


def _lignes(
    request: HttpRequest, liste: Liste, colonnes: Sequence[str], extrait: Extrait, coupe_a: int | None
) -> Iterator[list[Any]]:
    """The header, the rows, and when the bound cut them, a last line that says so."""
    libelles = dict(liste.table.libelles_colonnes())
    yield [libelles[nom] for nom in colonnes]
    tableau = liste.table([], utilisateur=utilisateur_de(request))
    lecteurs = [_lecteur(tableau, nom) for nom in colonnes]
    for debut in range(0, len(extrait.cles), LOT):
        for objet in extrait.lire(extrait.cles[debut : debut + LOT]):
            yield [lire(objet) for lire in lecteurs]
    if coupe_a is not None:
        yield [f"Export arrêté à {nombre(coupe_a)} lignes : affinez la recherche pour avoir les autres."]


def _lecteur(tableau: Any, nom: str) -> Callable[[Any], Any]:
    """What a column says of a record in a file: `value_<name>`, else the plain value, a choice by its label."""
    propre = getattr(tableau, f"value_{nom}", None)
    if propre is not None:
        return propre
    accesseur = tableau.base_columns[nom].accessor or Accessor(nom)

    def lire(objet: Any) -> Any:
        libelle = getattr(objet, f"get_{accesseur}_display", None)
        return libelle() if libelle else accesseur.resolve(objet, quiet=True)

    return lire


def neutraliser(texte: str) -> str:
    """A text that no spreadsheet reads as a formula: an apostrophe in front of what would begin one."""
    return f"'{texte}" if texte.lstrip(" \u00a0\u202f").startswith(DANGEREUX) or texte.startswith(DANGEREUX) else texte


def _simple(valeur: Any) -> Any:
    """A number, a date or a text."""
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "Oui" if valeur else "Non"
    if isinstance(valeur, datetime.datetime):
        return timezone.localtime(valeur).replace(tzinfo=None) if timezone.is_aware(valeur) else valeur
    if isinstance(valeur, int | float | Decimal | datetime.date):
        return valeur
    if isinstance(valeur, Model) or not isinstance(valeur, str):
        return str(valeur)
    return valeur


class _Echo:
    """A file that gives back what is written to it, so that rows leave one by one."""

    def write(self, valeur: str) -> str:
        return valeur


def _csv(lignes: Iterator[list[Any]]) -> StreamingHttpResponse:
    """As French spreadsheets open it: UTF-8 with its mark, semicolons, decimal commas, French dates."""
    ecrire = csv.writer(_Echo(), delimiter=";").writerow

    def flux() -> Iterator[str]:
        yield "\ufeff"
        for ligne in lignes:
            yield ecrire([_texte_csv(valeur) for valeur in ligne])

    return StreamingHttpResponse(flux())


def _texte_csv(valeur: Any) -> str:
    simple = _simple(valeur)
    if isinstance(simple, datetime.datetime):
        return f"{simple:%d/%m/%Y %H:%M}"
    if isinstance(simple, datetime.date):
        return f"{simple:%d/%m/%Y}"
    if isinstance(simple, int | float | Decimal):
        return f"{simple:f}".replace(".", ",") if isinstance(simple, Decimal) else str(simple).replace(".", ",")
    return neutraliser(simple)


def _xlsx(lignes: Iterator[list[Any]], titre: str) -> FileResponse:
    """One sheet, its header in bold and frozen. A text is written as a text, never as a formula."""
    classeur = Workbook(write_only=True)
    feuille = classeur.create_sheet(titre[:31])
    feuille.freeze_panes = "A2"
    gras = Font(bold=True)
    for rang, ligne in enumerate(lignes):
        cellules = [_cellule(feuille, valeur) for valeur in ligne]
        if not rang:
            for cellule in cellules:
                cellule.font = gras
        feuille.append(cellules)
    fichier: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=MEMOIRE_MAX)  # noqa: SIM115 - closed by the response
    classeur.save(fichier)
    fichier.seek(0)
    return FileResponse(fichier)


# What XML cannot hold.
_ILLISIBLES = {code: None for code in range(32) if code not in (9, 10, 13)}


def _cellule(feuille: Any, valeur: Any) -> Any:
    simple = _simple(valeur)
    if not isinstance(simple, str):
        return WriteOnlyCell(feuille, simple)
    cellule = WriteOnlyCell(feuille, "")
    cellule.value = simple.translate(_ILLISIBLES)[:32_767]
    cellule.data_type = "s"
    # Stays a text when somebody edits the cell.
    cellule.quotePrefix = simple.startswith(DANGEREUX)
    return cellule


__all__ = ["exporter", "neutraliser"]
