"""Rows of a draft: made, changed or removed so that the table says what the panel says, and nothing else is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from freelances.evaluation.enums import MotifMetier
from freelances.models import ComportementNote, Evaluation, MetierActuel, MobiliteZone
from referentiels.models import Metier


def ranger_metiers(evaluation: Evaluation, *, exerces: Iterable[Metier], formes: Iterable[Metier]) -> None:
    """The métiers actuels, each with why (SAR-10)."""
    voulus = {metier.pk: MotifMetier.FORME.value for metier in formes}
    voulus |= {metier.pk: MotifMetier.EXERCE.value for metier in exerces}
    _ranger(MetierActuel, evaluation, "metier_id", "motif", voulus)


def ranger_comportements(evaluation: Evaluation, voulus: Mapping[int, str]) -> None:
    """What stands out in the behaviour: sense by trait."""
    _ranger(ComportementNote, evaluation, "comportement_id", "sens", voulus)


def ranger_mobilites(evaluation: Evaluation, voulues: Mapping[int, int]) -> None:
    """Frequency by zone."""
    _ranger(MobiliteZone, evaluation, "zone_id", "frequence_id", voulues)


def _ranger(modele: Any, evaluation: Evaluation, cle: str, valeur: str, voulus: Mapping[int, Any]) -> None:
    stockes = {getattr(ligne, cle): ligne for ligne in modele._default_manager.filter(evaluation=evaluation)}
    modele._default_manager.filter(evaluation=evaluation).exclude(**{f"{cle}__in": voulus}).delete()
    for pk, voulu in voulus.items():
        ligne = stockes.get(pk) or modele(evaluation=evaluation, **{cle: pk})
        if ligne.pk is None or getattr(ligne, valeur) != voulu:
            setattr(ligne, valeur, voulu)
            ligne.save()
