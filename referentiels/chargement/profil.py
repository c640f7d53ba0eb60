"""Loading of the closed lists of a freelance's profile."""

from __future__ import annotations

from referentiels.chargement.lecture import Fichier
from referentiels.chargement.outils import par, ranger
from referentiels.chargement.synchronisation import Bilan, Voulu, synchroniser
from referentiels.models import Comportement, FrequenceMobilite, TrancheExperience, ZoneMobilite


def comportements(fichier: Fichier) -> list[Bilan]:
    """Load the traits of behaviour, by group."""
    return ranger(Comportement, fichier, "groupe")


def zones(fichier: Fichier) -> list[Bilan]:
    """Load the zones of mobility."""
    return ranger(ZoneMobilite, fichier)


def frequences(fichier: Fichier) -> list[Bilan]:
    """Load how often a zone is accepted."""
    return ranger(FrequenceMobilite, fichier)


def tranches(fichier: Fichier) -> list[Bilan]:
    """Load the bands of experience, in years."""
    voulus = (
        Voulu(
            ligne,
            ligne["code"],
            {
                "code": ligne["code"],
                "nom": ligne["nom"],
                "minimum": ligne.entier("minimum"),
                "maximum": ligne.entier("maximum") if ligne["maximum"] else None,
                "ordre": rang,
            },
        )
        for rang, ligne in enumerate(fichier.lignes, 1)
    )
    return [synchroniser(TrancheExperience, par(TrancheExperience, "code"), voulus)]
