"""What people try to do with a contact: the acts that CLI-5 keeps for the owner of a privé."""

from django.db import models


class ActePrive(models.TextChoices):
    """An act refused on somebody else's privé, as the manager reads it (CLI-5)."""

    APPELER = "appeler", "Appeler"
    JOURNALISER = "journaliser", "Journaliser un échange"
    ECRIRE = "ecrire", "Écrire un e-mail"
    MODIFIER = "modifier", "Modifier la fiche"
    PRENDRE = "prendre", "Prendre en privé"
    LIBERER = "liberer", "Libérer"
    BESOIN = "besoin", "Ouvrir ou suivre un besoin"
    POSITIONNER = "positionner", "Suivre un positionnement"
    IMPORTER = "importer", "Importer par-dessus"
    FUSIONNER = "fusionner", "Fusionner"
    EXPORTER = "exporter", "Exporter"
    CAMPAGNE = "campagne", "Mettre en campagne"
