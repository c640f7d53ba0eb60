"""The employability as one visual: five axes, six ordered levels each (SAR-11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from freelances.models import Evaluation
from freelances.models.evaluation import AXES

NIVEAUX = 6
NOMS_COURTS = {
    "avis_competences": "Compétences",
    "avis_comportement": "Comportement",
    "avis_experience": "Expérience",
    "avis_qualification": "Qualification",
    "avis_projet": "Projet professionnel",
}
# Geometry of the drawing, in units of its viewBox: one unit is about a pixel on a phone, so its text stays readable.
LARGEUR, HAUTEUR_AXE, CASE, ECART, EPAISSEUR = 320, 56, 50, 4, 11
TONS = {1: "bas", 2: "bas", 3: "moyen", 4: "moyen", 5: "haut", 6: "haut"}


@dataclass(frozen=True)
class Case:
    """One of the six boxes of an axis: where it stands, and whether the level reaches it."""

    x: int
    pleine: bool


@dataclass(frozen=True)
class Axe:
    """One axis as the visual draws it. `niveau` is 0 while nobody has said."""

    nom: str
    niveau: int
    libelle: str
    ton: str
    y: int
    y_cases: int
    y_libelle: int
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Visuel:
    """The five axes together, the same in words for who does not see them, and the whole scale."""

    axes: tuple[Axe, ...]
    texte: str
    largeur: int = LARGEUR
    hauteur: int = HAUTEUR_AXE * len(AXES)
    case: int = CASE
    epaisseur: int = EPAISSEUR

    @property
    def echelle(self) -> list[tuple[Axe, list[tuple[int, str]]]]:
        """Each axis with its six levels in words."""
        champs: list[Any] = [Evaluation._meta.get_field(nom) for nom in AXES]
        choix = [champ.choices for champ in champs]
        return [
            (axe, [(int(n), str(mots)) for n, mots in niveaux]) for axe, niveaux in zip(self.axes, choix, strict=True)
        ]


def visuel(evaluation: Evaluation) -> Visuel:
    """The employability in one drawing. No query."""
    axes = tuple(_axe(evaluation, nom, rang) for rang, nom in enumerate(AXES))
    texte = "\u202f; ".join(f"{axe.nom} : {_en_mots(axe)}" for axe in axes)
    return Visuel(axes, texte)


def _en_mots(axe: Axe) -> str:
    return f"{axe.niveau} sur {NIVEAUX}, {axe.libelle[:1].lower()}{axe.libelle[1:]}" if axe.niveau else "non noté"


def _axe(evaluation: Evaluation, nom: str, rang: int) -> Axe:
    niveau = getattr(evaluation, nom) or 0
    libelle = getattr(evaluation, f"get_{nom}_display")() if niveau else "Non noté"
    haut = rang * HAUTEUR_AXE
    cases = tuple(Case(numero * (CASE + ECART), numero < niveau) for numero in range(NIVEAUX))
    ton = TONS.get(niveau, "nul")
    return Axe(NOMS_COURTS[nom], niveau, str(libelle), ton, haut + 12, haut + 18, haut + 42, cases)
