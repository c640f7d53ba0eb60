"""Freelances, what they know and did, their CVs, and the narrow row that searches read."""

from freelances.models.cv import CV, CVAnonyme
from freelances.models.freelance import Freelance, Reference
from freelances.models.profil import (
    Experience,
    FormationSuivie,
    FreelanceCompetence,
    FreelanceMetier,
    LangueParlee,
)
from freelances.models.recherche import ProfilRecherche

__all__ = [
    "CV",
    "CVAnonyme",
    "Experience",
    "FormationSuivie",
    "Freelance",
    "FreelanceCompetence",
    "FreelanceMetier",
    "LangueParlee",
    "ProfilRecherche",
    "Reference",
]
