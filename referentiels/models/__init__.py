"""The référentiels: métiers, skills, places, companies, and the closed lists of a profile."""

from referentiels.models.competences import ClasseTechnologie, Competence, Theme
from referentiels.models.contenus import Contenu, Passerelle
from referentiels.models.editions import Edition
from referentiels.models.metiers import Appellation, FamilleMetier, Metier, Referentiel
from referentiels.models.profil import Comportement, FrequenceMobilite, TrancheExperience, ZoneMobilite
from referentiels.models.societes import Entreprise, SecteurActivite
from referentiels.models.territoires import Commune, Departement, Region

__all__ = [
    "Appellation",
    "ClasseTechnologie",
    "Commune",
    "Competence",
    "Comportement",
    "Contenu",
    "Departement",
    "Edition",
    "Entreprise",
    "FamilleMetier",
    "FrequenceMobilite",
    "Metier",
    "Passerelle",
    "Referentiel",
    "Region",
    "SecteurActivite",
    "Theme",
    "TrancheExperience",
    "ZoneMobilite",
]
