"""Closed lists of training (SAR-12, source 003)."""

from __future__ import annotations

from django.db import models


class NatureAction(models.TextChoices):
    """Kinds of training actions of source 003."""

    INTENSIVE = "intensive", "Formation intensive spécialisée"
    PREALABLE = "prealable", "Formation préalable aux bases du métier"
    GENERALISTE = "generaliste", "Formation généraliste"
    INDIVIDUELLE = "individuelle", "Formation individuelle pré-recrutement (POEI, AFPR…)"


# Durations of source 003, in months. « Préalable » lasts six at most; an individual one is not set by it.
DUREES: dict[str, tuple[int, ...]] = {
    NatureAction.INTENSIVE: (3, 6),
    NatureAction.PREALABLE: (1, 2, 3, 4, 5, 6),
    NatureAction.GENERALISTE: (6, 9, 12, 24),
    NatureAction.INDIVIDUELLE: tuple(range(1, 13)),
}


class LienCandidat(models.TextChoices):
    """The four links between a candidate and an action."""

    INTERET = "interet", "A déclaré un intérêt"
    ATTENTE = "attente", "Attend le démarrage, cherche un stage en entreprise"
    EN_COURS = "en_cours", "Suit la formation, cherche un stage en entreprise"
    ISSUE = "issue", "Cherche un emploi à l’issue de la formation"


# One digit a link in the search row: `action_id * 10 + RANGS_LIENS[lien]`.
RANGS_LIENS: dict[str, int] = {
    LienCandidat.INTERET: 1,
    LienCandidat.ATTENTE: 2,
    LienCandidat.EN_COURS: 3,
    LienCandidat.ISSUE: 4,
}


class StatutBesoinFormation(models.TextChoices):
    """What becomes of a besoin de formation."""

    SOUMIS = "soumis", "Soumis"
    A_L_ETUDE = "a_l_etude", "À l’étude"
    RETENU = "retenu", "Retenu"
    REFUSE = "refuse", "Refusé"
    POURVU = "pourvu", "Pourvu"
    ANNULE = "annule", "Annulé"


OUVERTS: tuple[str, ...] = (StatutBesoinFormation.SOUMIS, StatutBesoinFormation.A_L_ETUDE, StatutBesoinFormation.RETENU)
