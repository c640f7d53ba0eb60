"""Roles of a user (conception §1) and what each may do."""

from django.db import models


class Role(models.TextChoices):
    """What a person does in the firm."""

    COMMERCIAL = "commercial", "Commercial"
    QUALIFIEUR = "qualifieur", "Qualifieur"
    MANAGER = "manager", "Manager"
    GESTION = "gestion", "Gestion"
    DIRECTION = "direction", "Direction"
    ADMINISTRATEUR = "administrateur", "Administrateur"


class Capacite(models.TextChoices):
    """An act that a role may or may not do. Reading is ruled by `visibles_pour`, not here."""

    PROSPECTER = "prospecter", "Écrire chez les clients, appeler, journaliser"
    GERER_BESOINS = "gerer_besoins", "Ouvrir et qualifier des besoins, positionner, envoyer"
    GERER_FREELANCES = "gerer_freelances", "Créer et modifier des freelances"
    QUALIFIER = "qualifier", "Évaluer les freelances, publier au vivier, tenir le catalogue des formations"
    SUIVRE = "suivre", "Décider au vivier, tenir les fiches de suivi de son agence"
    ARBITRER = "arbitrer", "Arbitrer les privés de son agence"
    GERER_REFERENTIELS = "gerer_referentiels", "Ranger, réunir et refuser ce qui est tapé hors des référentiels"
    EDITER_SCRIPTS = "editer_scripts", "Écrire les scripts d’appel et leurs réponses"


CAPACITES_PAR_ROLE: dict[str, frozenset[str]] = {
    Role.COMMERCIAL: frozenset(
        {Capacite.PROSPECTER, Capacite.GERER_BESOINS, Capacite.GERER_FREELANCES, Capacite.SUIVRE}
    ),
    Role.QUALIFIEUR: frozenset({Capacite.GERER_FREELANCES, Capacite.QUALIFIER}),
    Role.MANAGER: frozenset(
        {
            Capacite.PROSPECTER,
            Capacite.GERER_BESOINS,
            Capacite.GERER_FREELANCES,
            Capacite.SUIVRE,
            Capacite.ARBITRER,
            Capacite.GERER_REFERENTIELS,
            Capacite.EDITER_SCRIPTS,
        }
    ),
    Role.GESTION: frozenset(),
    Role.DIRECTION: frozenset(),
    Role.ADMINISTRATEUR: frozenset({Capacite.GERER_REFERENTIELS}),
}
