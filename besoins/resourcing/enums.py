"""Kinds of places where freelances are sought."""

from django.db import models


class GenreCanal(models.TextChoices):
    """What a channel is."""

    ANNONCES = "annonces", "Site d’annonces"
    RESEAU = "reseau", "Réseau professionnel"
    REFERENT = "referent", "Référent"
    PARTENAIRE = "partenaire", "Partenaire"
    ECOLE = "ecole", "Salon ou école"
    AUTRE = "autre", "Autre"
