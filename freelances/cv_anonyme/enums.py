"""Closed lists of the anonymised CV."""

from django.db import models


class Genre(models.TextChoices):
    """What identifies somebody (FRE-4)."""

    NOM = "nom", "Nom ou prénom"
    PERSONNE = "personne", "Personne citée"
    COURRIEL = "courriel", "Adresse e-mail"
    TELEPHONE = "telephone", "Téléphone"
    LIEN = "lien", "Lien ou compte en ligne"
    NAISSANCE = "naissance", "Naissance ou âge"
    ETAT_CIVIL = "etat_civil", "Nationalité ou situation de famille"
    ADRESSE = "adresse", "Adresse ou ville"
    SIRET = "siret", "SIRET"
    EMPLOYEUR = "employeur", "Employeur nommé"
    SOCIETE = "societe", "Société inconnue"
    RETRAIT = "retrait", "Retrait demandé"
    SANS_SECTEUR = "sans_secteur", "Employeur sans secteur"
