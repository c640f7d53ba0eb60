"""Closed lists of the proposals."""

from __future__ import annotations

from django.db import models


class Rubrique(models.TextChoices):
    """What a proposal is about, in the order of the screen."""

    IDENTITE = "identite", "Identité et coordonnées"
    PROFIL = "profil", "Profil"
    CONDITIONS = "conditions", "Disponibilité et TJM"
    METIER = "metier", "Métiers"
    COMPETENCE = "competence", "Compétences"
    EXPERIENCE = "experience", "Expériences"
    FORMATION = "formation", "Formations et certifications"
    LANGUE = "langue", "Langues"


class EtatProposition(models.TextChoices):
    """What a person decided of a proposal."""

    PROPOSEE = "proposee", "À décider"
    ACCEPTEE = "acceptee", "Acceptée"
    ECARTEE = "ecartee", "Écartée"
