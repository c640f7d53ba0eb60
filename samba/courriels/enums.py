"""States of the outbox (conception §8) and the codes of the e-mail templates."""

from django.db import models


class StatutCourriel(models.TextChoices):
    """Where a message stands. `incertain` waits for a human: the server may or may not have taken it."""

    A_ENVOYER = "a_envoyer", "À envoyer"
    RECLAME = "reclame", "En cours d’envoi"
    ENVOYE = "envoye", "Envoyé"
    A_REESSAYER = "a_reessayer", "À réessayer"
    INCERTAIN = "incertain", "Incertain"
    ABANDONNE = "abandonne", "Abandonné"


class CodeModele(models.TextChoices):
    """The e-mails that SAMBA writes."""

    RECAP_FREELANCE = "recap_freelance", "Récapitulatif au freelance après l’appel"
    ENVOI_CV = "envoi_cv", "Envoi d’un CV anonymisé au DO"
    RELANCE_CV = "relance_cv", "Relance du DO après l’envoi d’un CV"
    CONFIRMATION = "confirmation", "Demande de confirmation au freelance"
    RESUME_DU_MATIN = "resume_du_matin", "Résumé du matin"
    NON_REPONSE = "non_reponse", "Signalement d’une non-réponse au partenaire"
    AVIS = "avis", "Avis à un membre de l’équipe"
    MERCI_APPEL = "merci_appel", "Remerciement après un appel, avec la plaquette"
    INFORMATION_DONNEES = "information_donnees", "Information d’une personne sur ses données (RGPD, art. 14)"
