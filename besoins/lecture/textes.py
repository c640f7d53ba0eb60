"""Reading French prose: the same text without accents, word for word, so that what is found keeps its place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

TEXTE_MAX = 20_000  # characters read: an e-mail with its thread


@dataclass(frozen=True)
class Lu:
    """One value read: for which field of the form, and the words it was read from."""

    champ: str
    valeur: Any
    mots: str


@dataclass
class Texte:
    """A text, and the same in capitals without accents: both have the same length."""

    brut: str
    plie: str = field(init=False)

    def __post_init__(self) -> None:
        self.brut = self.brut[:TEXTE_MAX].replace("\r\n", "\n").replace("\r", "\n").replace("\0", " ")
        self.plie = "".join(map(_plier, self.brut))

    def chercher(self, motif: str) -> re.Match[str] | None:
        """The first place that answers a pattern of capitals without accents."""
        return re.search(motif, self.plie)

    def mots(self, debut: int, fin: int) -> str:
        """The words as they were written, on one line."""
        return " ".join(self.brut[debut:fin].split()).strip(" :;,.-–•*")

    def phrase(self, position: int) -> tuple[int, int]:
        """The line or the sentence around a place."""
        debut = max(self.plie.rfind(signe, 0, position) for signe in ("\n", ". ", " ; "))
        fins = [lieu for signe in ("\n", ". ", " ; ") if (lieu := self.plie.find(signe, position)) >= 0]
        return debut + 1, min(fins, default=len(self.plie))


def _plier(caractere: str) -> str:
    """One character for one: É → E, ’ → ', no-break spaces → space."""
    if caractere in "’‘ʼ":
        return "'"
    if caractere in "\u00a0\u202f\t":
        return " "
    base = unicodedata.normalize("NFD", caractere)[0].upper()
    return base if len(base) == 1 else caractere
