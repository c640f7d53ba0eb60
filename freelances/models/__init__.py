"""Freelances, what they did, their CVs, what qualifieurs and agences say of them, and the row that searches read."""

from freelances.models.confirmation import DemandeConfirmation
from freelances.models.cv import CV, CVAnonyme, DecisionAnonymat, PrecisionEmployeur
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
from freelances.models.proposition import PropositionCV
from freelances.models.recherche import ProfilRecherche
from freelances.models.situation import Partenaire, PieceDossier, Situation
from freelances.models.suivi import ActionFiche, DelaiStatut, Fiche, MotSensible, PassageVivier, RegleStatut

__all__ = [
    "CV",
    "ActionFiche",
    "ActionFormation",
    "BesoinFormation",
    "CVAnonyme",
    "ComportementNote",
    "DecisionAnonymat",
    "DelaiStatut",
    "DemandeConfirmation",
    "DossierHorsVivier",
    "Evaluation",
    "Experience",
    "Fiche",
    "FormationSuivie",
    "Freelance",
    "FreelanceCompetence",
    "FreelanceMetier",
    "LangueParlee",
    "LienFormation",
    "MetierActuel",
    "MobiliteZone",
    "MotSensible",
    "Partenaire",
    "PassageVivier",
    "PieceDossier",
    "PrecisionEmployeur",
    "ProfilRecherche",
    "PropositionCV",
    "Reference",
    "RegleStatut",
    "SessionFormation",
    "Situation",
    "StagiairePropose",
]
