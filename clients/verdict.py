"""The prospecting verdict (CLI-1…3): two arrows, a reason, the figures behind it. Pure: no query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from django.db.models import Q

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


PUBLIE = "Elle publie des missions freelance sur son site\u202f: elle se fournit sans nous."
PAS_DEUX = "Il faut deux exercices qui se suivent pour comparer."
STABLE = "Le chiffre d’affaires ou l’effectif n’a pas bougé\u202f: pas de tendance."


def _juger(sens_ca: int | None, sens_effectif: int | None, publie_missions: bool | None) -> tuple[Verdict, str]:
    """The rule itself (CLI-1, CLI-2), from which way both figures went since the year before; None: unknown."""
    if publie_missions:
        return Verdict.NE_PAS_PROSPECTER, PUBLIE
    if sens_ca is None or sens_effectif is None:
        return Verdict.INDETERMINE, PAS_DEUX
    if not (sens_ca and sens_effectif):
        return Verdict.INDETERMINE, STABLE
    return RAISONS[sens_ca, sens_effectif]


def rendre_avis(exercices: Iterable[Chiffres], publie_missions: bool | None) -> AvisProspection:
    """The verdict from the two latest exercices, which must be consecutive years (CLI-1), and CLI-2."""
    derniers = sorted(exercices, key=lambda exercice: exercice.annee, reverse=True)[:2]
    apres = derniers[0] if derniers else None
    avant = derniers[1] if len(derniers) == 2 else None
    sens_ca = _signe(apres.chiffre_affaires - avant.chiffre_affaires) if apres and avant else 0
    sens_effectif = _signe(apres.effectif - avant.effectif) if apres and avant else 0
    suivis = apres is not None and avant is not None and apres.annee - avant.annee == 1
    verdict, raison = _juger(sens_ca if suivis else None, sens_effectif if suivis else None, publie_missions)
    if raison == PAS_DEUX and apres and avant:
        raison = f"Les deux derniers exercices connus ({avant.annee} et {apres.annee}) ne se suivent pas."
    return AvisProspection(verdict, raison, avant, apres, sens_ca, sens_effectif)


def avis_en_bref(sens_ca: int | None, sens_effectif: int | None, publie_missions: bool | None) -> AvisProspection:
    """The same verdict from the directions that the base keeps, for lists."""
    verdict, raison = _juger(sens_ca, sens_effectif, publie_missions)
    return AvisProspection(verdict, raison, sens_ca=sens_ca or 0, sens_effectif=sens_effectif or 0)


def q_verdict(verdict: Verdict) -> Q:
    """The clients that `_juger` gives this verdict, as a filter on the columns that the base keeps."""
    voulus = [sens for sens, (rendu, _) in RAISONS.items() if rendu == verdict]
    muette = Q(publie_missions__isnull=True) | Q(publie_missions=False)
    connus = Q(sens_ca__isnull=False, sens_effectif__isnull=False) & ~Q(sens_ca=0) & ~Q(sens_effectif=0)
    if verdict == Verdict.INDETERMINE:
        return muette & ~connus
    quadrants = Q(pk__in=[])
    for sens_ca, sens_effectif in voulus:
        quadrants |= Q(sens_ca=sens_ca, sens_effectif=sens_effectif)
    return Q(publie_missions=True) | quadrants if verdict == Verdict.NE_PAS_PROSPECTER else muette & quadrants


def q_permis(chemin: str = "") -> Q:
    """The clients that may be prospected: any verdict but « ne pas prospecter ». `chemin`: path from the row to them.

    Written without NOT, which PostgreSQL would answer by reading every client: unknown or level figures, or quadrants.
    """
    permis = Q()
    for nom in ("sens_ca", "sens_effectif"):
        permis |= Q(**{f"{chemin}{nom}__isnull": True}) | Q(**{f"{chemin}{nom}": 0})
    for (sens_ca, sens_effectif), (rendu, _) in RAISONS.items():
        if rendu != Verdict.NE_PAS_PROSPECTER:
            permis |= Q(**{f"{chemin}sens_ca": sens_ca, f"{chemin}sens_effectif": sens_effectif})
    publie = f"{chemin}publie_missions"
    return permis & (Q(**{f"{publie}__isnull": True}) | Q(**{publie: False}))


def ce_qui_changerait(avis: AvisProspection, publie_missions: bool | None, annee: int) -> str:
    """What would turn the verdict, in a sentence. `annee` is the current year, whose exercice is not closed yet."""
    if publie_missions:
        return "Qu’elle cesse de publier des missions freelance\u202f: ses chiffres décideraient de nouveau."
    manquante = _annee_manquante(avis, annee)
    if manquante is not None:
        return f"Le chiffre d’affaires et l’effectif de {manquante}\u202f: saisissez-les dès que vous les trouvez."
    suivante = avis.apres.annee + 1 if avis.apres else annee - 1
    if avis.verdict == Verdict.A_PROSPECTER:
        return f"Un exercice {suivante} où le chiffre d’affaires ou l’effectif recule."
    return f"Un exercice {suivante} où le chiffre d’affaires et l’effectif progressent tous deux."


def _annee_manquante(avis: AvisProspection, annee: int) -> str | None:
    """The year or years without which nothing can be compared."""
    if avis.apres is None:
        return f"{annee - 2} et {annee - 1}"
    suivis = avis.avant is not None and avis.apres.annee - avis.avant.annee == 1
    return None if suivis else str(avis.apres.annee - 1)
