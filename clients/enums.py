"""Closed lists of the clients room."""

from django.db import models


class TypeClient(models.TextChoices):
    """What the company is (CLI-4 gives the fonctions of each)."""

    ESN_CONSEIL = "esn_conseil", "ESN de conseil"
    ESN_CLASSIQUE = "esn_classique", "ESN classique"
    MULTINATIONALE = "multinationale", "Client final multinational"
    NATIONALE = "nationale", "Client final national"


class FamilleFonction(models.TextChoices):
    """The three columns of CLI-4: both kinds of final client share one."""

    CONSEIL = "conseil", "ESN de conseil"
    CLASSIQUE = "classique", "ESN classique"
    FINAL = "final", "Client final"


FAMILLE_PAR_TYPE: dict[str, str] = {
    TypeClient.ESN_CONSEIL: FamilleFonction.CONSEIL,
    TypeClient.ESN_CLASSIQUE: FamilleFonction.CLASSIQUE,
    TypeClient.MULTINATIONALE: FamilleFonction.FINAL,
    TypeClient.NATIONALE: FamilleFonction.FINAL,
}


class NatureContact(models.TextChoices):
    """Whether the person may order."""

    DO = "do", "Donneur d’ordre"
    PERMANENT = "permanent", "Permanent"
    STANDARDISTE = "standardiste", "Standardiste"


class Civilite(models.TextChoices):
    """How to address somebody."""

    MADAME = "mme", "Mme"
    MONSIEUR = "m", "M."


class Verdict(models.TextChoices):
    """Whether to prospect a company (CLI-1)."""

    A_PROSPECTER = "a_prospecter", "À prospecter"
    NE_PAS_PROSPECTER = "ne_pas_prospecter", "Ne pas prospecter"
    INDETERMINE = "indetermine", "Indéterminé"
