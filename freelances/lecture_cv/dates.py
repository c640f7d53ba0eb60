"""Dates as CVs write them: « 01/2019 – à ce jour », « mars 2020 à juin 2021 », « depuis 2018 », « 2015-2017 »."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

ANNEE_MIN = 1960
_MOIS = {
    "JAN": 1, "FEV": 2, "FEB": 2, "MAR": 3, "AVR": 4, "APR": 4, "MAI": 5, "MAY": 5, "JUIN": 6, "JUN": 6, "JUIL": 7, "JUL": 7,
    "AOU": 8, "AUG": 8, "SEP": 9, "OCT": 10, "NOV": 11, "DEC": 12,
}  # fmt: skip
_NOM_MOIS = (
    r"(?:JANV(?:IER)?|JAN(?:UARY)?|FEV(?:R(?:IER)?)?|FEB(?:RUARY)?|MARS|MARCH|MAR|AVR(?:IL)?|APR(?:IL)?|MAI|MAY|JUIN|JUNE|JUN|"
    r"JUIL(?:LET)?|JULY?|AOUT|AUG(?:UST)?|SEPT?(?:EMBRE|EMBER)?|OCT(?:OBRE|OBER)?|NOV(?:EMBRE|EMBER)?|DEC(?:EMBRE|EMBER)?)\.?"
)
_AN = r"(?:19[6-9]\d|20\d\d)"
_DATE = rf"(?:(?:\d{{1,2}}[/.\-])?\d{{1,2}}\s?[/.\-]\s?{_AN}|(?:\d{{1,2}} )?{_NOM_MOIS}\s?-?{_AN}|{_AN})"
_CE_JOUR = (
    r"(?:A |JUSQU'A )?(?:CE JOUR|AUJOURD'?HUI|PRESENT|NOW|TODAY|MAINTENANT|ACTUEL(?:LEMENT)?|EN COURS|EN POSTE|CURRENT|ONGOING|"
    r"TO DATE)"
)
_ENTRE = r"\s*(?:-|>|→|/|\bA\b|\bAU\b|\bTO\b|\bET\b|JUSQU'(?:A|EN)|\bUNTIL\b|:)+\s*"
_PERIODE = re.compile(
    rf"(?<![\w/])(?:DE |DU |FROM |ENTRE )?(?P<debut>{_DATE}|{_NOM_MOIS}){_ENTRE}(?P<fin>{_DATE}|{_CE_JOUR})(?![\w/])"
    rf"|(?:DEPUIS(?: LE| DEBUT| FIN)?|SINCE)\s*:?\s*(?P<depuis>{_DATE})(?![\w/])"
    rf"|(?<![\w/])(?P<seul>{_DATE})\s*(?:-|→|>)\s*(?P<ouvert>\.{{3}}|…|$)"
)
_ANNEE_SEULE = re.compile(rf"^\W*(?P<an>{_AN})(?!\w|\s*[-/]\s*\d)")


@dataclass(frozen=True)
class Periode:
    """From `debut` to `fin` (None: still going on), read at [place, place + longueur] of a line."""

    debut: date
    fin: date | None
    place: int
    longueur: int
    annees_seules: bool = False

    def mois(self, aujourdhui: date) -> set[int]:
        """The months covered, as numbers since year 0."""
        fin = self.fin or aujourdhui
        return set(range(self.debut.year * 12 + self.debut.month, fin.year * 12 + fin.month + 1))


def periodes(plat: str, aujourdhui: date) -> Iterator[Periode]:
    """The periods of a line (aplatie). One whose end comes before its start, or that is to come, is none."""
    for trouve in _PERIODE.finditer(plat):
        debut_ecrit = trouve["debut"] or trouve["depuis"] or trouve["seul"]
        fin_ecrite = trouve["fin"] or ""
        ouverte = bool(trouve["depuis"] or trouve["seul"]) or re.fullmatch(_CE_JOUR, fin_ecrite) is not None
        fin = None if ouverte else lire_date(fin_ecrite, fin=True)
        debut = lire_date(debut_ecrit) or (_meme_annee(debut_ecrit, fin) if fin else None)
        if debut is None or (fin is None and not ouverte) or not _plausible(debut, fin, aujourdhui):
            continue
        seules = re.fullmatch(_AN, debut_ecrit) is not None
        yield Periode(debut, fin, trouve.start(), len(trouve.group()), seules)


def annee_en_tete(plat: str, aujourdhui: date) -> Periode | None:
    """« 2019 : Développeur » : a whole year, when a line begins so."""
    trouve = _ANNEE_SEULE.match(plat)
    if trouve is None or not ANNEE_MIN <= int(trouve["an"]) <= aujourdhui.year:
        return None
    an = int(trouve["an"])
    fin = min(date(an, 12, 31), aujourdhui)
    return Periode(date(an, 1, 1), fin, trouve.start("an"), 4, True)


def _plausible(debut: date, fin: date | None, aujourdhui: date) -> bool:
    if debut.year < ANNEE_MIN or debut > aujourdhui:
        return False
    return fin is None or (debut <= fin and fin.year <= aujourdhui.year + 1)


def _meme_annee(mois: str, fin: date) -> date | None:
    """« mars à juin 2020 » : the first month takes the year of the second."""
    numero = _numero(mois)
    return date(fin.year, numero, 1) if numero else None


def _numero(ecrit: str) -> int:
    lettres = re.sub(r"[^A-Z]", "", ecrit)
    return _MOIS.get(lettres[:4]) or _MOIS.get(lettres[:3]) or 0


def lire_date(ecrit: str, *, fin: bool = False) -> date | None:
    """The first day meant, or the last with `fin`. None when it is no date (month 13)."""
    annee = re.search(rf"{_AN}$", ecrit.strip())
    if annee is None:
        return None
    an, avant = int(annee.group()), ecrit.strip()[: -len(annee.group())]
    mois = _numero(avant)
    chiffres = re.findall(r"\d{1,2}", avant)
    if not mois and chiffres:
        mois = int(chiffres[-1])
    elif not mois:
        mois = 12 if fin else 1
    if not 1 <= mois <= 12:
        return None
    return date(an, mois, monthrange(an, mois)[1] if fin else 1)


def total_mois(plages: Iterable[Periode], aujourdhui: date) -> int:
    """Months covered by at least one of these periods."""
    return len(set().union(*(plage.mois(aujourdhui) for plage in plages)))
