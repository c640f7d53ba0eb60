"""What becomes of a request for somebody's privé."""

from django.db import models


class StatutDemande(models.TextChoices):
    """Where a request stands; only `en_attente` may still be answered."""

    EN_ATTENTE = "en_attente", "En attente"
    ACCEPTEE = "acceptee", "Acceptée"
    REFUSEE = "refusee", "Refusée"
    RETIREE = "retiree", "Retirée"
    SANS_OBJET = "sans_objet", "Sans objet"


COULEURS_DEMANDE: dict[str, str] = {
    StatutDemande.EN_ATTENTE: "orange",
    StatutDemande.ACCEPTEE: "vert",
    StatutDemande.REFUSEE: "rouge",
    StatutDemande.RETIREE: "neutre",
    StatutDemande.SANS_OBJET: "neutre",
}
