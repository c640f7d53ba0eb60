"""What changed between the texts of two versions of a CV."""

from __future__ import annotations

import difflib
from typing import NamedTuple

LIGNES_MAX = 4_000  # lines compared: beyond, a CV is a book and comparing costs its square


class Difference(NamedTuple):
    """A line: `sens` is "+" (new), "-" (gone), " " (the same) or "…" (unchanged lines left out)."""

    sens: str
    texte: str


def differences(avant: str, apres: str) -> list[Difference]:
    """The lines that changed, with two around each; empty when nothing did. Blank lines and spacing do not count."""
    anciennes, nouvelles = (
        [propre for ligne in texte.split("\n") if (propre := " ".join(ligne.split()))][:LIGNES_MAX]
        for texte in (avant, apres)
    )
    lues = []
    for ligne in list(difflib.unified_diff(anciennes, nouvelles, n=2, lineterm=""))[2:]:
        lues.append(Difference("…", "") if ligne.startswith("@@") else Difference(ligne[:1], ligne[1:]))
    return lues[1:] if lues and lues[0].sens == "…" else lues
