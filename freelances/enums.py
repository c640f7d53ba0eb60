"""Closed lists of the freelances room."""

from django.db import models


class Disponibilite(models.TextChoices):
    """What the freelance says of their time (FRE-2)."""

    IMMEDIATE = "immediate", "Immédiate"
    EN_PRESTATION = "en_prestation", "En prestation jusqu’à une date"
    PREAVIS_A_DONNER = "preavis_a_donner", "Préavis à donner"
    PREAVIS_DONNE = "preavis_donne", "Préavis déjà donné"
    INDISPONIBLE = "indisponible", "Indisponible"


class Facturation(models.TextChoices):
    """How the freelance invoices (BES-8)."""

    SIRET = "siret", "Sa société (SIRET)"
    PORTAGE = "portage", "Portage salarial"
    A_DEFINIR = "a_definir", "À définir"


class Teletravail(models.TextChoices):
    """What the freelance accepts, or what a mission offers."""

    NON = "non", "Sur site"
    PARTIEL = "partiel", "Partiel"
    TOTAL = "total", "Total"


class Classification(models.TextChoices):
    """Verdict of the qualifieurs; empty while nobody has qualified the profile (SAR-11)."""

    EMPLOYABLE = "employable", "Employable"
    ADAPTABLE = "adaptable", "Adaptable"


class EtatLecture(models.TextChoices):
    """What became of the reading of a CV."""

    A_LIRE = "a_lire", "Lecture en cours"
    LU = "lu", "Lu"
    SANS_TEXTE = "sans_texte", "Sans texte (document numérisé)"
    ECHEC = "echec", "Illisible"
