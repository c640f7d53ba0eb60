"""Closed lists of the besoins room and their transitions."""

from django.db import models


class StatutBesoin(models.TextChoices):
    """Where a besoin stands."""

    A_QUALIFIER = "a_qualifier", "À qualifier"
    QUALIFIE = "qualifie", "Qualifié"
    EN_RECHERCHE = "en_recherche", "En recherche"
    EN_PRESENTATION = "en_presentation", "En présentation"
    POURVU = "pourvu", "Pourvu"
    PERDU = "perdu", "Perdu"
    ABANDONNE = "abandonne", "Abandonné"


STATUTS_OUVERTS = (
    StatutBesoin.A_QUALIFIER,
    StatutBesoin.QUALIFIE,
    StatutBesoin.EN_RECHERCHE,
    StatutBesoin.EN_PRESENTATION,
)
# BES-1: freelances may be put forward only from here on.
STATUTS_POSITIONNABLES = (StatutBesoin.QUALIFIE, StatutBesoin.EN_RECHERCHE, StatutBesoin.EN_PRESENTATION)
STATUTS_CLOS = (StatutBesoin.POURVU, StatutBesoin.PERDU, StatutBesoin.ABANDONNE)


class ModeIntervention(models.TextChoices):
    """How the mission is sold."""

    REGIE = "regie", "Régie"
    FORFAIT = "forfait", "Forfait"
    TMA = "tma", "TMA"
    INFOGERANCE = "infogerance", "Infogérance"


class DisponibiliteAttendue(models.TextChoices):
    """When the DO wants the consultant."""

    IMMEDIATE = "immediate", "Immédiate"
    SOUS_15_JOURS = "15_jours", "Sous 15 jours"
    SOUS_1_MOIS = "1_mois", "Sous un mois"
    A_LA_DATE = "a_la_date", "À la date de démarrage"


class Etape(models.TextChoices):
    """Stages of a positionnement, in their order, then the exits."""

    PRESELECTIONNE = "preselectionne", "Présélectionné"
    CONTACTE = "contacte", "Contacté"
    DISPONIBLE = "disponible", "Disponibilité confirmée"
    CV_ENVOYE = "cv_envoye", "CV envoyé"
    ENTRETIEN = "entretien", "Entretien"
    RETENU = "retenu", "Retenu"
    CONTRACTUALISE = "contractualise", "Contractualisé"
    ECARTE = "ecarte", "Écarté"


ETAPES_EN_COURS = (
    Etape.PRESELECTIONNE,
    Etape.CONTACTE,
    Etape.DISPONIBLE,
    Etape.CV_ENVOYE,
    Etape.ENTRETIEN,
    Etape.RETENU,
    Etape.CONTRACTUALISE,
)


ETAPES_CHEZ_LE_DO = (Etape.CV_ENVOYE, Etape.ENTRETIEN, Etape.RETENU, Etape.CONTRACTUALISE)

# Those that fill a post.
ETAPES_POURVUES = (Etape.RETENU, Etape.CONTRACTUALISE)

COULEURS_STATUT: dict[str, str] = {
    StatutBesoin.A_QUALIFIER: "orange",
    StatutBesoin.QUALIFIE: "bleu",
    StatutBesoin.EN_RECHERCHE: "bleu",
    StatutBesoin.EN_PRESENTATION: "violet",
    StatutBesoin.POURVU: "vert",
    StatutBesoin.PERDU: "rouge",
    StatutBesoin.ABANDONNE: "neutre",
}
COULEURS_ETAPE: dict[str, str] = {
    Etape.PRESELECTIONNE: "neutre",
    Etape.CONTACTE: "bleu",
    Etape.DISPONIBLE: "bleu",
    Etape.CV_ENVOYE: "violet",
    Etape.ENTRETIEN: "marque",
    Etape.RETENU: "vert",
    Etape.CONTRACTUALISE: "vert",
    Etape.ECARTE: "rouge",
}


class OrigineFreelance(models.TextChoices):
    """Who came to whom (FRE-2)."""

    CANDIDATURE = "candidature", "Il a postulé"
    APPROCHE = "approche", "Nous l’avons approché"


class ReponseDO(models.TextChoices):
    """What the DO said of a CV that was sent."""

    INTERESSE = "interesse", "Intéressé"
    REFUS = "refus", "Refus"
    A_SUIVRE = "a_suivre", "Réponse différée"


# Reasons of an exit that come back; offered, never imposed.
MOTIFS_SORTIE = (
    "Refus du donneur d’ordre",
    "TJM trop élevé",
    "Plus disponible",
    "Mission déclinée par le freelance",
    "Compétences insuffisantes",
    "Lieu ou télétravail incompatible",
    "Un autre profil est retenu",
)
