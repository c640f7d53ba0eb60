"""What a search asks, as plain values: pages, candidates of a besoin and API build the same object."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Criteres:
    """A search. Filters are AND; the values of one filter are OR, unless said otherwise.

    Attributes:
        texte: keywords (see `mots.analyser`).
        competences: pairs (id of a Competence, lowest level 1 to 3).
        toutes: every skill is asked for (else one is enough).
        metiers: ids of Metier.
        elargir: how far around `metiers` (`referentiels.proximite.Degre`).
        departements: codes; where they live and, with `mobiles`, where they accept to work.
        mobiles: also those whose mobility covers one of `departements`, or all of France.
        disponible_le: available on that day at the latest.
        tjm_max: € per day excl. tax; an unknown rate does not pass.
        experience_min: years; an unknown experience does not pass.
        langues: codes, all of them spoken.
        classifications: verdicts of the qualifieurs.
        archives: the archived ones too.
        requises: pairs like `competences`, every one asked for; matching adds them to the filters.
        au_moins_une: pairs like `competences`, one of which is enough; matching adds them too.
    """

    texte: str = ""
    competences: tuple[tuple[int, int], ...] = ()
    toutes: bool = True
    metiers: tuple[int, ...] = ()
    elargir: int = 0
    departements: tuple[str, ...] = ()
    mobiles: bool = False
    disponible_le: date | None = None
    tjm_max: Decimal | None = None
    experience_min: int | None = None
    langues: tuple[str, ...] = ()
    classifications: tuple[str, ...] = ()
    archives: bool = False
    requises: tuple[tuple[int, int], ...] = ()
    au_moins_une: tuple[tuple[int, int], ...] = ()

    @property
    def vides(self) -> bool:
        """Nothing is asked: the whole base answers."""
        return self == Criteres()
