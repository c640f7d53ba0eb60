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


class ActionAnonymat(models.TextChoices):
    """What a person asks of words that the anonymiser did not see as they do (FRE-4)."""

    RETIRER = "retirer", "Retirer"
    GARDER = "garder", "Laisser"


class Precision(models.TextChoices):
    """What tells apart two employers of one secteur."""

    INTERNATIONAL = "groupe_international", "groupe international"
    NATIONAL = "groupe_national", "groupe national"
    REGIONAL = "acteur_regional", "acteur régional"
    FILIALE = "filiale", "filiale spécialisée"
    PUBLIC = "organisme_public", "organisme public"
    JEUNE = "jeune_entreprise", "jeune entreprise"


class ModeleCV(models.TextChoices):
    """How an anonymised CV is laid out."""

    COMPLET = "complet", "Complet"
    UNE_PAGE = "une_page", "Une page"
    COMPETENCES = "competences", "Compétences d’abord"


class LangueCV(models.TextChoices):
    """The language of its headings."""

    FR = "fr", "Français"
    EN = "en", "Anglais"
