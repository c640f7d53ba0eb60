"""Freelances, what they know and did, their CVs, what the qualifieurs say, and the narrow row that searches read."""

from freelances.models.confirmation import DemandeConfirmation
from freelances.models.cv import CV, CVAnonyme
from freelances.models.evaluation import ComportementNote, Evaluation, MetierActuel, MobiliteZone
from freelances.models.formation import (
    ActionFormation,
    BesoinFormation,
    DossierHorsVivier,
    LienFormation,
    SessionFormation,
    StagiairePropose,
)
from freelances.models.freelance import Freelance, Reference
from freelances.models.profil import (
    Experience,
    FormationSuivie,
    FreelanceCompetence,
    FreelanceMetier,
    LangueParlee,
)
from freelances.models.recherche import ProfilRecherche
from freelances.models.situation import Partenaire, PieceDossier, Situation

__all__ = [
    "CV",
    "ActionFormation",
    "BesoinFormation",
    "CVAnonyme",
    "ComportementNote",
    "DemandeConfirmation",
    "DossierHorsVivier",
    "Evaluation",
    "Experience",
    "FormationSuivie",
    "Freelance",
    "FreelanceCompetence",
    "FreelanceMetier",
    "LangueParlee",
    "LienFormation",
    "MetierActuel",
    "MobiliteZone",
    "Partenaire",
    "PieceDossier",
    "ProfilRecherche",
    "Reference",
    "SessionFormation",
    "Situation",
    "StagiairePropose",
]
