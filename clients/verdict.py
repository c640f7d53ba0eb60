"""The prospecting verdict (CLI-1…3): two arrows, a reason, the figures behind it. Pure: no query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from clients.enums import Verdict


class Chiffres(Protocol):
    """What a year of figures must offer."""

    annee: int
    chiffre_affaires: Decimal
    effectif: int


@dataclass(frozen=True)
class AvisProspection:
    """A verdict with its reason. `avant` and `apres` are the two exercices compared, when there are two."""

    verdict: Verdict
    raison: str
    avant: Chiffres | None = None
    apres: Chiffres | None = None
    sens_ca: int = 0
    sens_effectif: int = 0


RAISONS: dict[tuple[int, int], tuple[Verdict, str]] = {
    (1, 1): (Verdict.A_PROSPECTER, "Le chiffre d’affaires et l’effectif progressent : entreprise installée."),
    (1, -1): (
        Verdict.NE_PAS_PROSPECTER,
        "Le chiffre d’affaires monte quand l’effectif baisse : elle s’appuie sans doute déjà sur des freelances.",
    ),
    (-1, 1): (
        Verdict.NE_PAS_PROSPECTER,
        "Le chiffre d’affaires baisse quand l’effectif monte : start-up ou entreprise en difficulté.",
    ),
    (-1, -1): (
        Verdict.NE_PAS_PROSPECTER,
        "Le chiffre d’affaires et l’effectif baissent : start-up à ses débuts ou entreprise en difficulté.",
    ),
}


def ca_par_tete(chiffre_affaires: Decimal, effectif: int) -> Decimal | None:
    """CA per head in euros, None when nobody works there (CLI-3; source 000 calls it "salaire annuel")."""
    return (chiffre_affaires / effectif).quantize(Decimal("0.01")) if effectif else None


def _signe(difference: Decimal | int) -> int:
    return (difference > 0) - (difference < 0)


def rendre_avis(exercices: Iterable[Chiffres], publie_missions: bool | None) -> AvisProspection:
    """The verdict from the two latest exercices, which must be consecutive years (CLI-1), and CLI-2."""
    derniers = sorted(exercices, key=lambda exercice: exercice.annee, reverse=True)[:2]
    apres = derniers[0] if derniers else None
    avant = derniers[1] if len(derniers) == 2 else None
    sens_ca = _signe(apres.chiffre_affaires - avant.chiffre_affaires) if apres and avant else 0
    sens_effectif = _signe(apres.effectif - avant.effectif) if apres and avant else 0
    if publie_missions:
        raison = "Elle publie des missions freelance sur son site : elle se fournit sans nous."
        return AvisProspection(Verdict.NE_PAS_PROSPECTER, raison, avant, apres, sens_ca, sens_effectif)
    if avant is None or apres is None:
        return AvisProspection(Verdict.INDETERMINE, "Il faut deux exercices pour comparer.", avant, apres)
    if apres.annee - avant.annee != 1:
        raison = f"Les deux derniers exercices connus ({avant.annee} et {apres.annee}) ne se suivent pas."
        return AvisProspection(Verdict.INDETERMINE, raison, avant, apres)
    if not (sens_ca and sens_effectif):
        raison = "Le chiffre d’affaires ou l’effectif n’a pas bougé : pas de tendance."
        return AvisProspection(Verdict.INDETERMINE, raison, avant, apres, sens_ca, sens_effectif)
    verdict, raison = RAISONS[sens_ca, sens_effectif]
    return AvisProspection(verdict, raison, avant, apres, sens_ca, sens_effectif)
