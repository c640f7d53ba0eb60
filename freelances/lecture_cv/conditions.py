"""Availability and rate, when they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from freelances.enums import Disponibilite
from freelances.lecture_cv.dates import lire_date
from freelances.lecture_cv.enums import Rubrique
from freelances.lecture_cv.propositions import PROBABLE, SUR, Proposition
from freelances.lecture_cv.texte import Texte
from samba.listes.formats import date_fr, euros_jour

TJM_MIN, TJM_MAX = 100, 3000  # euros a day
_TJM = (
    re.compile(r"(?:TJM|TARIF JOURNALIER|TAUX JOURNALIER|DAILY RATE)[^\d\n]{0,25}(\d[\d ]{1,5}\d)(?!\d)"),
    re.compile(r"(?<![\d.,])(\d{3,4}|\d \d{3}) ?(?:€|EUROS?|EUR)(?: ?HT)? ?(?:/|PAR) ?J(?:OUR)?\b"),
)
_IMMEDIATE = re.compile(
    r"DISPONIB(?:LE|ILITE)\s*:?\s*(?:IMMEDIATE(?:MENT)?|DE SUITE|TOUT DE SUITE|ASAP|MAINTENANT)|IMMEDIATELY AVAILABLE|AVAILABLE IMMEDIATELY"
)
_LE = re.compile(
    r"(?:DISPONIB(?:LE|ILITE)|AVAILABLE|LIBRE)\s*:?\s*(?:A PARTIR D[UE]|A COMPTER D[UE]|DES(?: LE)?|AU|LE|EN|FROM|DEBUT|FIN)?\s*(?:LE |DEBUT |FIN )?"
    r"((?:\d{1,2}[/.\-])?\d{1,2}[/.\-]20\d\d|(?:\d{1,2}(?:ER)? )?[A-Z]{3,9}\.? 20\d\d)"
)
_PREAVIS = re.compile(r"PREAVIS\s*(?:DE)?\s*:?\s*(\d{1,2})\s*(MOIS|SEMAINES?|JOURS?)")


def proposer(texte: Texte, aujourdhui: date) -> Iterator[Proposition]:
    """The rate, then the availability: immediate, from a day, or after a notice."""
    for forme in _TJM:
        trouve = forme.search(texte.plat)
        tjm = int(trouve[1].replace(" ", "")) if trouve else 0
        if trouve and TJM_MIN <= tjm <= TJM_MAX:
            yield Proposition(
                Rubrique.CONDITIONS,
                f"{euros_jour(tjm)} HT",
                {"valeur": str(tjm)},
                SUR,
                (trouve.span(),),
                "TJM demandé",
                "tjm",
            )
            break
    yield from _disponibilite(texte, aujourdhui)


def _disponibilite(texte: Texte, aujourdhui: date) -> Iterator[Proposition]:
    if trouve := _IMMEDIATE.search(texte.plat):
        yield _dispo("Disponible", {"disponibilite": Disponibilite.IMMEDIATE}, SUR, trouve)
        return
    if trouve := _LE.search(texte.plat):
        jour = _jour(trouve[1])
        if jour is not None and jour > aujourdhui:
            valeur = {"disponibilite": Disponibilite.EN_PRESTATION, "disponible_le": jour.isoformat()}
            yield _dispo(f"Disponible le {date_fr(jour)}", valeur, SUR, trouve)
        elif jour is not None:
            # A day gone by: the CV is old, and so is what it says of today.
            yield _dispo(
                "Disponible", {"disponibilite": Disponibilite.IMMEDIATE}, 40, trouve, f"le CV disait {date_fr(jour)}"
            )
        return
    if trouve := _PREAVIS.search(texte.plat):
        jours = int(trouve[1]) * {"M": 30, "S": 7, "J": 1}[trouve[2][0]]
        apres = {"disponibilite": Disponibilite.PREAVIS_A_DONNER, "preavis_jours": jours}
        yield _dispo(f"Préavis de {jours} jours à donner", apres, PROBABLE, trouve)


def _jour(ecrit: str) -> date | None:
    jour = re.match(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](20\d\d)$", ecrit) or re.match(r"(\d{1,2})(?:ER)? ", ecrit)
    mois = lire_date(re.sub(r"^\d{1,2}(?:ER)? ", "", ecrit))
    if jour is None or mois is None:
        return mois
    try:
        return mois.replace(day=int(jour[1]))
    except ValueError:
        return None


def _dispo(
    libelle: str, valeur: Mapping[str, object], confiance: int, trouve: re.Match[str], detail: str = ""
) -> Proposition:
    precision = " · ".join(filter(None, ("disponibilité", detail)))
    return Proposition(
        Rubrique.CONDITIONS, libelle, {"valeur": dict(valeur)}, confiance, (trouve.span(),), precision, "disponibilite"
    )
