"""The référentiels: métiers, skills, places, companies."""

from referentiels.models.competences import Competence, Theme
from referentiels.models.metiers import Appellation, FamilleMetier, Metier, Referentiel
from referentiels.models.societes import Entreprise, SecteurActivite
from referentiels.models.territoires import Commune, Departement, Region

__all__ = [
    "Appellation",
    "Commune",
    "Competence",
    "Departement",
    "Entreprise",
    "FamilleMetier",
    "Metier",
    "Referentiel",
    "Region",
    "SecteurActivite",
    "Theme",
]
