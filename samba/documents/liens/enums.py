"""What happens on a signed link."""

from django.db import models


class GestePassage(models.TextChoices):
    """One line of the log of a link."""

    OUVERT = "ouvert", "Ouvert"
    UTILISE = "utilise", "Utilisé"
    REFUSE = "refuse", "Refusé (expiré, révoqué ou déjà utilisé)"
