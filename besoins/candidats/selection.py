"""Who is put in front of a besoin, and in which order (BES-4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from besoins.candidats.score import Vise, est_disponible, liens_au_metier, noter, score
from freelances.recherche import Criteres, chercher
from freelances.recherche.profils import Profil, profils_de
from referentiels.proximite import Lien

# Matching scores at most this many freelances, found by index over the whole base (conception §5).
CANDIDATS_MAX = 5_000


@dataclass(frozen=True)
class Candidat:
    """A freelance with what they obtain, part by part, and the sum out of 100; `lien` when their métier is near."""

    profil: Profil
    parts: dict[str, float]
    score: int
    lien: Lien | None = None


def evaluer(vise: Vise, profils: Sequence[Profil]) -> list[Candidat]:
    """These freelances, scored."""
    liens = liens_au_metier(vise, profils)
    candidats = []
    for profil in profils:
        parts = noter(vise, profil, liens.get(profil.pk))
        candidats.append(Candidat(profil, parts, score(parts), liens.get(profil.pk)))
    return candidats


@dataclass(frozen=True)
class Classement:
    """The candidates of a besoin: those of step 1, those of step 3. `complet`: nobody who answers was left out."""

    disponibles: list[Candidat]
    indisponibles: list[Candidat]
    complet: bool

    @property
    def total(self) -> int:
        return len(self.disponibles) + len(self.indisponibles)


def classer(vise: Vise, criteres: Criteres) -> Classement:
    """Find, score and order. Step 1: the best first. Step 3: the least recently solicited first (BES-4).

    Ties are settled by the newest record, which says nothing of the person.
    """
    ids, complet = trouver(vise, criteres)
    candidats = evaluer(vise, profils_de(ids))
    disponibles = [c for c in candidats if est_disponible(vise, c.profil)]
    indisponibles = [c for c in candidats if not est_disponible(vise, c.profil)]
    disponibles.sort(key=lambda c: (-c.score, -c.profil.pk))
    indisponibles.sort(key=lambda c: (_sollicitation(c), -c.score, -c.profil.pk))
    return Classement(disponibles, indisponibles, complet)


def _sollicitation(candidat: Candidat) -> float:
    """Never solicited comes before everybody."""
    le: datetime | None = candidat.profil.sollicite_le
    return le.timestamp() if le else 0.0


def trouver(vise: Vise, criteres: Criteres, maximum: int = CANDIDATS_MAX) -> tuple[list[int], bool]:
    """The freelances worth scoring, over the whole base, and whether they are all there.

    Whoever has one of the skills asked is one. When they are more than `maximum`, those who have every must come
    first (at the level asked, then at any), so that a good profile is never lost for being old.
    """
    demandees = {**vise.souhaitees, **vise.indispensables}
    une = tuple((pk, 1) for pk in demandees)
    ids = chercher(replace(criteres, au_moins_une=une), limite=maximum + 1)
    if len(ids) <= maximum:
        return ids, True
    retenus: dict[int, None] = {}
    for exigences in (vise.indispensables.items(), ((pk, 1) for pk in vise.indispensables)):
        voulus = replace(criteres, requises=tuple(exigences), au_moins_une=une)
        retenus.update(dict.fromkeys(_d_abord_disponibles(vise, voulus, maximum)))
        if len(retenus) >= maximum:
            break
    retenus.update(dict.fromkeys(ids))
    return list(retenus)[:maximum], False


def _d_abord_disponibles(vise: Vise, criteres: Criteres, maximum: int) -> list[int]:
    """All of them when they fit; else those available in time come first."""
    tous = chercher(criteres, limite=maximum + 1)
    if len(tous) <= maximum or criteres.disponible_le:
        return tous
    return chercher(replace(criteres, disponible_le=vise.echeance), limite=maximum)
