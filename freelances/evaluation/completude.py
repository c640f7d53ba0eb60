"""What a draft still lacks before it can be published, panel by panel (SAR-11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from freelances.models import Evaluation
from freelances.models.evaluation import AXES

# The panel that notes each axis.
VOLETS_DES_AXES = dict(
    zip(AXES, ("competences", "comportement", "experiences", "qualifications", "projet"), strict=True)
)


@dataclass(frozen=True)
class Manque:
    """A lack: what fills it (the code of a panel, `situation` or `dossier`), and its words."""

    volet: str
    message: str


def manques(evaluation: Evaluation) -> list[Manque]:
    """What must be known for the vivier's strict filters and for the summary, in the order of the panels.

    Métiers actuels may stay empty: somebody adaptable may never have worked.
    """
    freelance = evaluation.freelance
    absents = []
    if not freelance.competences.exists():
        absents.append(Manque("competences", "Compétences : aucune n’est saisie."))
    if evaluation.experience_numerique_id is None:
        absents.append(Manque("experiences", "Expériences : choisissez la tranche d’expérience dans le numérique."))
    if not evaluation.niveau_etude:
        absents.append(Manque("qualifications", "Qualifications : choisissez le niveau d’étude."))
    absents += [
        Manque(volet, f"Avis : l’axe « {_nom(axe)} » n’est pas noté.")
        for axe, volet in VOLETS_DES_AXES.items()
        if getattr(evaluation, axe) is None
    ]
    if evaluation.bassin_id is None:
        absents.append(Manque("avis", "Avis : choisissez le bassin d’emploi."))
    if not evaluation.classification:
        absents.append(Manque("avis", "Avis : choisissez la classification, employable ou adaptable."))
    if not freelance.situations.exists():
        absents.append(Manque("situation", "Situation : indiquez la situation actuelle et sa date d’effet."))
    dossier = getattr(freelance, "hors_vivier", None)
    if dossier is not None and dossier.complet_le is None:
        absents.append(Manque("dossier", "Dossier : proposé hors vivier, il n’est pas encore complet."))
    return absents


def _nom(axe: str) -> str:
    champ: Any = Evaluation._meta.get_field(axe)
    return str(champ.verbose_name)
