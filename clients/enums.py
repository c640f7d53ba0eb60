"""Closed lists of the clients room."""

from __future__ import annotations

from django.db import models

from referentiels.enums import Civilite as Civilite  # of freelances too


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


class SourceContact(models.TextChoices):
    """Where a person's coordinates come from: said to them within a month (RGPD, art. 14)."""

    LINKEDIN = "linkedin", "LinkedIn"
    SITE = "site", "Site de l’entreprise"
    INTERNET = "internet", "Recherche sur Internet"
    SALON = "salon", "Salon ou réseau professionnel"
    COLLEGUE = "collegue", "Donné par un de ses collègues"
    RECOMMANDATION = "recommandation", "Recommandation"
    CV = "cv", "CV ou référence d’un freelance"
    FICHIER = "fichier", "Fichier acheté ou loué"
    REPRISE = "reprise", "Reprise d’un ancien fichier"
    DIRECT = "direct", "La personne elle-même"
    AUTRE = "autre", "Autre"


class MoyenInformation(models.TextChoices):
    """How a person was told that we hold their data."""

    COURRIEL = "courriel", "Par e-mail"
    ORAL = "oral", "De vive voix"
    COURRIER = "courrier", "Par courrier"


class Verdict(models.TextChoices):
    """Whether to prospect a company (CLI-1)."""

    A_PROSPECTER = "a_prospecter", "À prospecter"
    NE_PAS_PROSPECTER = "ne_pas_prospecter", "Ne pas prospecter"
    INDETERMINE = "indetermine", "Indéterminé"


class LienMere(models.TextChoices):
    """What a company is for its mother."""

    FILIALE = "filiale", "Filiale"
    DIRECTION = "direction", "Direction"


class Taille(models.TextChoices):
    """Size by headcount, in the classes of the French statistics."""

    TRES_PETITE = "tpe", "Moins de 10 personnes"
    PETITE = "petite", "10 à 49 personnes"
    MOYENNE = "moyenne", "50 à 249 personnes"
    INTERMEDIAIRE = "eti", "250 à 4 999 personnes"
    GRANDE = "grande", "5 000 personnes et plus"

    @property
    def bornes(self) -> tuple[int, int | None]:
        """Smallest and largest headcount; None when there is no largest."""
        return BORNES_TAILLE[self]

    @classmethod
    def de(cls, effectif: int | None) -> Taille | None:
        """The class of a headcount."""
        if effectif is None:
            return None
        return next(taille for taille in reversed(cls) if effectif >= taille.bornes[0])


BORNES_TAILLE: dict[str, tuple[int, int | None]] = {
    Taille.TRES_PETITE: (0, 9),
    Taille.PETITE: (10, 49),
    Taille.MOYENNE: (50, 249),
    Taille.INTERMEDIAIRE: (250, 4_999),
    Taille.GRANDE: (5_000, None),
}


class Referencement(models.TextChoices):
    """Whether the firm is a listed supplier there, and through whom."""

    DIRECT = "direct", "Référencés directement"
    SECONDE_MAIN = "seconde_main", "En seconde main"
    AUCUN = "aucun", "Pas référencés"


class NatureDocument(models.TextChoices):
    """What a document of a client is."""

    CONTRAT = "contrat", "Contrat-cadre"
    PLAQUETTE = "plaquette", "Plaquette"
    CAHIER = "cahier", "Cahier des charges"
    AUTRE = "autre", "Autre"
