"""Closed lists of the interviews."""

from django.db import models


class ModeEntretien(models.TextChoices):
    """How people meet (BES-6)."""

    TELEPHONE = "telephone", "Téléphone"
    VISIO = "visio", "Visio"
    PHYSIQUE = "physique", "Physique"


class LieuEntretien(models.TextChoices):
    """Where a physical interview is held: BES-6 depends on it."""

    ESN = "esn", "Dans les locaux de l’ESN"
    CLIENT_FINAL = "client_final", "Chez le client final"
    AILLEURS = "ailleurs", "Ailleurs"


class StatutEntretien(models.TextChoices):
    """Where an interview stands."""

    PROPOSE = "propose", "Proposé"
    CONFIRME = "confirme", "Confirmé"
    SANS_CRENEAU = "sans_creneau", "Aucun créneau commun"
    TENU = "tenu", "Tenu"
    ANNULE = "annule", "Annulé"


STATUTS_OUVERTS = (StatutEntretien.PROPOSE, StatutEntretien.CONFIRME)
COULEURS = {
    StatutEntretien.PROPOSE: "orange",
    StatutEntretien.CONFIRME: "vert",
    StatutEntretien.SANS_CRENEAU: "rouge",
    StatutEntretien.TENU: "bleu",
    StatutEntretien.ANNULE: "neutre",
}


class Cote(models.TextChoices):
    """The two sides."""

    DO = "do", "Donneur d’ordre"
    FREELANCE = "freelance", "Freelance"


class Avis(models.TextChoices):
    """What a side says afterwards."""

    OUI = "oui", "Oui, on continue"
    RESERVE = "reserve", "À rediscuter"
    NON = "non", "Non"
