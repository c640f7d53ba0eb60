"""What the five panels of an evaluation hold, in words (SAR-11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from freelances.evaluation.completude import Manque
from freelances.evaluation.enums import OccupationSansEmploi, TypeContrat, TypeEntreprise
from freelances.evaluation.services import competences_du_jour
from freelances.evaluation.visuel import visuel
from freelances.evaluation.volets import Volet, bassin_en_mots
from freelances.models import Evaluation
from freelances.models.evaluation import AXES
from referentiels.competences.presentation import points_seuls
from referentiels.enums import Maitrise
from samba.listes.formats import date_fr


# --- The panels, in words ------------------------------------------------------------------
@dataclass(frozen=True)
class CompetenceVue:
    """A skill of the first panel: `points` draws its level."""

    nom: str
    niveau: str
    points: str


@dataclass(frozen=True)
class Rubrique:
    """A line of a panel: its label, and what it holds (a text, or a list)."""

    nom: str
    valeur: str = ""
    liste: tuple[str, ...] = ()


def competences_vues(evaluation: Evaluation) -> list[tuple[str, list[CompetenceVue]]]:
    """The skills by theme: those of the day of publication, else today's."""
    lues: Sequence[dict[str, Any]] = evaluation.competences_vues
    if evaluation.publiee_le is None:
        lues = competences_du_jour(evaluation.freelance)
    return [
        (theme, [_vue(lue) for lue in groupe]) for theme, groupe in groupby(lues, key=lambda lue: str(lue["theme"]))
    ]


def _vue(lue: dict[str, Any]) -> CompetenceVue:
    niveau = int(lue["niveau"])
    return CompetenceVue(str(lue["nom"]), str(Maitrise(niveau).label), points_seuls(niveau))


def detail(evaluation: Evaluation) -> dict[str, Any]:
    """What the five panels hold. A fixed number of queries, whatever they hold."""
    axes = dict(zip(AXES, visuel(evaluation).axes, strict=True))
    return {
        "metiers_actuels": list(evaluation.metiers_actuels.select_related("metier__famille")),
        "themes": competences_vues(evaluation),
        "comportements": list(evaluation.comportements.select_related("comportement")),
        "mobilites": list(evaluation.mobilites.select_related("zone", "frequence")),
        "regions": list(evaluation.demenagement_regions.all()),
        "axes": axes,
        "experiences": _experiences(evaluation),
        "qualifications": _qualifications(evaluation),
        "projet": _projet(evaluation),
        "bassin": bassin_en_mots(evaluation.bassin) if evaluation.bassin else "",
    }


def _experiences(evaluation: Evaluation) -> list[Rubrique]:
    occupations = _libelles(OccupationSansEmploi, evaluation.occupations)
    stage = evaluation.mois_stage
    return _remplies(
        Rubrique("Dans un métier du numérique", _texte(evaluation.experience_numerique)),
        Rubrique("Hors du numérique", _texte(evaluation.experience_hors_numerique)),
        Rubrique(
            "Fin du dernier emploi", date_fr(evaluation.fin_dernier_emploi) if evaluation.fin_dernier_emploi else ""
        ),
        Rubrique("Durée cumulée sans emploi", _texte(evaluation.duree_sans_emploi)),
        Rubrique("Occupation pendant ce temps", liste=occupations),
        Rubrique("Stage ou alternance", f"{stage}\u00a0mois" if stage is not None else ""),
    )


def _qualifications(evaluation: Evaluation) -> list[Rubrique]:
    return _remplies(
        Rubrique("Niveau le plus élevé, validé", evaluation.get_niveau_valide_display()),
        Rubrique("Niveau le plus élevé, non validé", evaluation.get_niveau_non_valide_display()),
        Rubrique("Diplôme du numérique", evaluation.diplome_numerique),
        Rubrique("Diplôme hors du numérique", evaluation.diplome_hors_numerique),
        Rubrique("Habilitations et certifications", liste=tuple(evaluation.habilitations)),
    )


def _projet(evaluation: Evaluation) -> list[Rubrique]:
    return _remplies(
        Rubrique("Métiers envisagés", liste=tuple(str(metier) for metier in evaluation.metiers_envisages.all())),
        Rubrique("Types d’entreprise", liste=_libelles(TypeEntreprise, evaluation.types_entreprise)),
        Rubrique("Contrats recherchés", liste=_libelles(TypeContrat, evaluation.contrats)),
        Rubrique("Niveau de disponibilité", _choisi(evaluation, "taux_disponibilite")),
        Rubrique("Salaire : dernier poste", _choisi(evaluation, "salaire_dernier")),
        Rubrique("Salaire : prétention", _choisi(evaluation, "salaire_souhaite")),
        Rubrique("Salaire : minimum accepté", _choisi(evaluation, "salaire_minimum")),
        Rubrique("TJM : dernière mission", _choisi(evaluation, "tjm_dernier")),
        Rubrique("TJM : souhaité", _choisi(evaluation, "tjm_souhaite")),
        Rubrique("TJM : minimum accepté", _choisi(evaluation, "tjm_minimum")),
    )


def _remplies(*rubriques: Rubrique) -> list[Rubrique]:
    return [rubrique for rubrique in rubriques if rubrique.valeur or rubrique.liste]


def _texte(valeur: object) -> str:
    return str(valeur) if valeur is not None else ""


def _choisi(evaluation: Evaluation, nom: str) -> str:
    return str(getattr(evaluation, f"get_{nom}_display")()) if getattr(evaluation, nom) is not None else ""


def _libelles(choix: Any, codes: Sequence[str]) -> tuple[str, ...]:
    connus = dict(choix.choices)
    return tuple(str(connus.get(code, code)) for code in codes)


def etat_du_volet(evaluation: Evaluation, volet: type[Volet], absents: Sequence[Manque]) -> str:
    """`manque` when something of it keeps the draft from being published, `fait` otherwise, for the list of panels."""
    return "manque" if any(manque.volet == volet.code for manque in absents) else "fait"
