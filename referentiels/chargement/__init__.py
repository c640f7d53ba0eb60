"""Loading of the reference files: read, check, compare with the tables, write the difference."""

from referentiels.chargement.fichiers import FICHIERS, charger
from referentiels.chargement.lecture import FichierRefuse
from referentiels.chargement.synchronisation import Bilan

__all__ = ["FICHIERS", "Bilan", "FichierRefuse", "charger"]
