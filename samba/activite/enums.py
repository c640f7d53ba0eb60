"""Closed lists of the activity (CLI-7) and what each value means for the rules."""

from django.db import models


class GenreEchange(models.TextChoices):
    """How people spoke."""

    APPEL = "appel", "Appel"
    COURRIEL = "courriel", "E-mail"
    RENDEZ_VOUS = "rendez_vous", "Rendez-vous"
    NOTE = "note", "Note"
    INFORMATION = "information", "Information légale"


# Written for the record: neither an attempt nor a contact (CLI-6). `information` is the notice of RGPD art. 14.
GENRES_SANS_APPROCHE = (GenreEchange.NOTE, GenreEchange.INFORMATION)


class GenreBrouillon(models.TextChoices):
    """What a person has begun to type and not sent yet."""

    APPEL = "appel", "Compte rendu d’appel"
    PREPARATION = "preparation", "Préparation d’appel"
    BESOIN = "besoin", "Besoin en cours de qualification"


class Sens(models.TextChoices):
    """Who started."""

    SORTANT = "sortant", "Sortant"
    ENTRANT = "entrant", "Entrant"


class Issue(models.TextChoices):
    """How a call ended (CLI-7)."""

    JOINT = "joint", "Joint"
    MESSAGE = "message", "Message laissé"
    PAS_DE_REPONSE = "pas_de_reponse", "Pas de réponse"
    EN_REUNION = "en_reunion", "En réunion"
    BARRAGE = "barrage", "Barrage"
    NUMERO_INVALIDE = "numero_invalide", "Numéro invalide"


class Objection(models.TextChoices):
    """Objections heard: the 8 of source 000, then three met in its call scripts (CLI-7)."""

    BARRAGE_STANDARD = "barrage_standard", "Barrage du standard ou simple permanent"
    INJOIGNABLE = "injoignable", "Ne répond pas ou en réunion"
    FOURNISSEURS = "fournisseurs", "A déjà des fournisseurs ou partenaires"
    INTERNES = "internes", "A déjà un intégrateur ou des consultants internes"
    PAS_DE_BESOIN = "pas_de_besoin", "Pas de besoin actuellement"
    EXPLOITATION_SIMPLE = "exploitation_simple", "Phase d’exploitation simple (start-up)"
    SIEGE_ETRANGER = "siege_etranger", "Projet géré depuis un siège à l’étranger"
    TROP_CHER = "trop_cher", "Les freelances sont chers"
    PAS_INTERESSE = "pas_interesse", "Pas intéressé"
    ORIENTE_AILLEURS = "oriente_ailleurs", "Oriente vers une autre personne"
    REFERENCES_SEULEMENT = "references_seulement", "Ne travaille qu’avec des référencés"


class Suite(models.TextChoices):
    """The next step said at the end of a call (CLI-7): never left implicit."""

    RELANCE = "relance", "Relancer à une date"
    BESOIN = "besoin", "Ouvrir un besoin"
    RIEN = "rien", "Rien, explicitement"


class GenreRelance(models.TextChoices):
    """Why a relance exists."""

    RAPPEL = "rappel", "Rappel"
    CV_ENVOYE = "cv_envoye", "Réponse attendue sur un CV"
    DEMANDE_ENTRANTE = "demande_entrante", "Demande entrante pour un absent"
    AUTRE = "autre", "Autre"


class StatutRelance(models.TextChoices):
    """What became of it. "Overdue" is not stored: it is `à faire` with a past date."""

    A_FAIRE = "a_faire", "À faire"
    FAITE = "faite", "Faite"
    ANNULEE = "annulee", "Annulée"
