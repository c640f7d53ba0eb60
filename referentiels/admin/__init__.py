"""The référentiels in the Django admin: edited by the administrateur, found by any name, with counts of use."""

from referentiels.admin import competences, lieux, metiers, profil, societes

__all__ = ["competences", "lieux", "metiers", "profil", "societes"]
