"""Loading of the reference files: read, check, compare with the tables, write the difference."""

from referentiels.chargement.fichiers import Chargeur, charger, chargeur_de, chargeurs
from referentiels.chargement.lecture import FichierRefuse
from referentiels.chargement.synchronisation import Bilan

__all__ = ["Bilan", "Chargeur", "FichierRefuse", "charger", "chargeur_de", "chargeurs"]
