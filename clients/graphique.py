"""The two small charts of the figures, as numbers for an SVG drawn by the server: the CSP needs no exception."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from samba.listes.formats import FINE, INSECABLE, nombre

ANNEES = 8
LARGEUR, HAUTEUR, BAS, HAUT = 320, 116, 22, 18


@dataclass(frozen=True)
class Barre:
    """One year. Lengths are in units of the viewBox."""

    annee: int
    valeur: str
    x: float
    y: float
    largeur: float
    hauteur: float
    milieu: float
    recente: bool


@dataclass(frozen=True)
class Graphique:
    """One series over the years, oldest first."""

    titre: str
    resume: str
    barres: list[Barre]


def graphiques(exercices: Sequence[Any]) -> list[Graphique]:
    """CA and headcount of the latest years, oldest first; nothing to draw under two years."""
    annees = sorted(exercices, key=lambda exercice: exercice.annee)[-ANNEES:]
    if len(annees) < 2:
        return []
    return [
        _graphique("Chiffre d’affaires", annees, lambda e: e.chiffre_affaires, montant_court),
        _graphique("Effectif", annees, lambda e: e.effectif, nombre),
    ]


def _graphique(
    titre: str, annees: Sequence[Any], lire: Callable[[Any], Any], ecrire: Callable[[Any], str]
) -> Graphique:
    plus_grand = max((float(lire(annee)) for annee in annees), default=0) or 1
    pas = LARGEUR / len(annees)
    largeur = min(pas * 0.58, 40)
    barres = []
    for rang, annee in enumerate(annees):
        hauteur = max(float(lire(annee)) / plus_grand * (HAUTEUR - BAS - HAUT), 1)
        milieu = pas * (rang + 0.5)
        barres.append(
            Barre(
                annee.annee,
                ecrire(lire(annee)),
                round(milieu - largeur / 2, 1),
                round(HAUTEUR - BAS - hauteur, 1),
                round(largeur, 1),
                round(hauteur, 1),
                round(milieu, 1),
                rang >= len(annees) - 2,
            )
        )
    return Graphique(titre, ", ".join(f"{b.annee} : {b.valeur}" for b in barres), barres)


def montant_court(valeur: Decimal) -> str:
    """« 12,4 M€ », « 850 k€ », « 1,2 Md€ »: for the top of a bar."""
    for seuil, unite in ((Decimal(10) ** 9, "Md€"), (Decimal(10) ** 6, "M€"), (Decimal(10) ** 3, "k€")):
        if valeur >= seuil:
            ratio = valeur / seuil
            arrondi = f"{ratio:.0f}" if ratio >= 100 else f"{ratio:.1f}".removesuffix(".0")
            return f"{arrondi.replace('.', ',')}{INSECABLE}{unite}"
    return f"{valeur:.0f}{FINE}€"
