"""A proposal before it is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from freelances.lecture_cv.enums import Rubrique

Passage = tuple[int, int]
SUR, PROBABLE, A_VERIFIER = 95, 75, 50


@dataclass(frozen=True)
class Proposition:
    """See `PropositionCV`: same words, no key yet."""

    rubrique: Rubrique
    libelle: str
    valeur: dict[str, Any]
    confiance: int
    passages: tuple[Passage, ...]
    detail: str = ""
    champ: str = ""


@dataclass
class Lu:
    """What a reading gives: proposals in the order of the screen, and what must be said of the file."""

    propositions: list[Proposition] = field(default_factory=list)
    avis: list[str] = field(default_factory=list)
