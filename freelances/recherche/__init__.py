"""The search over the whole base, and the page that shows it."""

from freelances.recherche.criteres import Criteres
from freelances.recherche.moteur import LIMITE, chercher

__all__ = ["LIMITE", "Criteres", "chercher"]
