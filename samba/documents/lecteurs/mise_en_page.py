"""The text of a PDF in the order people read it: columns one after the other, rows of a timeline side by side.

Loaded by the child alone (see `lecture`): it imports nothing of SAMBA.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

GOUTTIERE = 8.0  # points of white between two columns
COLONNE_MIN = 4  # lines: under that, it is no column
TRAVERSEES_MAX = 0.34  # share of the lines of a page that may run across both columns (its header, its titles)
ALIGNEES = 2.5  # points: two lines whose feet are that close are on one row
_DATES = re.compile(
    r"^\W*(?:depuis|de|since|from|du)?\s*(?:(?:\d{1,2}[/.\-])?(?:\d{1,2}[/.\-])?(?:19|20)\d\d|\d{2}/\d{2}\b"
    r"|(?:janv|f[ée]vr|mars|avr|mai|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c|jan|feb|apr|may|jun|jul|aug|dec)[a-zéû]*\.?\s+(?:19|20)?\d\d)",
    re.IGNORECASE,
)
_COUPEE = re.compile(r"(?:[-–—]|\b(?:à|a|au|to|ce|depuis))\s*$", re.IGNORECASE)
_LETTRES_ESPACEES = re.compile(r"^\s*\w(?: \w){3,}(?: {2,}\w(?: \w)+)*\s*$")


@dataclass(frozen=True)
class Bout:
    """A piece of line: where it stands on the page (points, from the bottom left) and what it says."""

    gauche: float
    droite: float
    pied: float
    texte: str


def texte_du_pdf(octets: bytes, pages_max: int) -> str:
    """The text of the first pages, each read in its own order."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams

    pages = extract_pages(io.BytesIO(octets), maxpages=pages_max, laparams=LAParams(boxes_flow=None))
    return "\n\n".join("\n".join(lire_la_page(_bouts(page))) for page in pages)


def _bouts(conteneur) -> list[Bout]:  # type: ignore[no-untyped-def]
    """Every line of text of a page, figures included."""
    from pdfminer.layout import LTContainer, LTTextLine

    trouves: list[Bout] = []
    a_voir = [conteneur]
    while a_voir:
        element = a_voir.pop()
        if isinstance(element, LTTextLine):
            if (texte := element.get_text()).strip():
                trouves.append(Bout(element.x0, element.x1, element.y0, resserrer(texte.rstrip("\n"))))
        elif isinstance(element, LTContainer):
            a_voir.extend(element)
    return trouves


def resserrer(ligne: str) -> str:
    """« C A M I L L E   D U R A N D » → « CAMILLE DURAND »: a title spaced out letter by letter."""
    if not _LETTRES_ESPACEES.match(ligne):
        return ligne
    return " ".join(mot.replace(" ", "") for mot in re.split(r" {2,}", ligne.strip()))


def lire_la_page(bouts: list[Bout], profondeur: int = 0) -> list[str]:
    """Lines in reading order. `profondeur` bounds the columns within columns."""
    coupe = _gouttiere(bouts) if profondeur < 3 else None
    if coupe is None:
        return _par_rangees(bouts)
    lignes: list[str] = []
    for bande, traversee in _bandes(bouts, coupe):
        gauche = [b for b in bande if b.droite <= coupe]
        droite = [b for b in bande if b.droite > coupe]
        if traversee or not gauche or not droite or _est_de_dates(gauche) or _est_de_dates(droite):
            lignes += _par_rangees(bande)
        else:
            lignes += lire_la_page(gauche, profondeur + 1) + lire_la_page(droite, profondeur + 1)
    return lignes


def _gouttiere(bouts: list[Bout]) -> float | None:
    """Where a white column parts the page in two, None when nothing does."""
    if len(bouts) < 2 * COLONNE_MIN:
        return None
    bords = sorted({round(b.droite, 1) for b in bouts})
    essais = []
    for bord in bords:
        suivant = min((b.gauche for b in bouts if b.gauche >= bord), default=None)
        if suivant is None or suivant - bord < GOUTTIERE:
            continue
        coupe = (bord + suivant) / 2
        traversent = sum(b.gauche < coupe < b.droite for b in bouts)
        a_gauche = sum(b.droite <= coupe for b in bouts)
        a_droite = len(bouts) - traversent - a_gauche
        if min(a_gauche, a_droite) >= COLONNE_MIN and traversent <= TRAVERSEES_MAX * len(bouts):
            essais.append((traversent, bord - suivant, coupe))
    return min(essais)[2] if essais else None


def _bandes(bouts: list[Bout], coupe: float) -> list[tuple[list[Bout], bool]]:
    """From top to bottom: what stands between the lines that run across, and those lines."""
    bandes: list[tuple[list[Bout], bool]] = []
    for bout in sorted(bouts, key=lambda b: (-b.pied, b.gauche)):
        traverse = bout.gauche < coupe < bout.droite
        if not bandes or bandes[-1][1] != traverse:
            bandes.append(([], traverse))
        bandes[-1][0].append(bout)
    return bandes


def _est_de_dates(colonne: list[Bout]) -> bool:
    """Is this column the dates of a timeline, each beside what it dates?"""
    return sum(bool(_DATES.match(b.texte)) for b in colonne) >= 0.5 * len(colonne)


def _recoller(bouts: list[Bout]) -> list[Bout]:
    """A date that a narrow column cut in two (« 03/2022 – à ce » / « jour ») is one again."""
    entiers: list[Bout] = []
    coupees: list[int] = []  # ranks of the dates whose end is still to come
    for bout in sorted(bouts, key=lambda b: -b.pied):
        rang = next((r for r in coupees if _continue(entiers[r], bout)), None)
        if rang is not None:
            avant = entiers[rang]
            entiers[rang] = Bout(avant.gauche, avant.droite, avant.pied, f"{avant.texte.strip()} {bout.texte.strip()}")
            coupees.remove(rang)
            continue
        if _DATES.match(bout.texte) and _COUPEE.search(bout.texte):
            coupees.append(len(entiers))
        entiers.append(bout)
    return entiers


def _continue(avant: Bout, apres: Bout) -> bool:
    """Does `apres` stand just under `avant`, on the same edge?"""
    return abs(avant.gauche - apres.gauche) < 3 and 0 < avant.pied - apres.pied < 24 and len(apres.texte.strip()) < 25


def _par_rangees(bouts: list[Bout]) -> list[str]:
    """Rows from top to bottom; what stands on one row is one line."""
    rangees: list[list[Bout]] = []
    for bout in sorted(_recoller(bouts), key=lambda b: -b.pied):
        if rangees and abs(rangees[-1][0].pied - bout.pied) <= ALIGNEES:
            rangees[-1].append(bout)
        else:
            rangees.append([bout])
    return ["  ".join(b.texte.strip() for b in sorted(rangee, key=lambda b: b.gauche)) for rangee in rangees]
