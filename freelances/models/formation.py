"""Training (SAR-12): the catalogue, its sessions, who is linked to it, what agences ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from freelances.formations.enums import DUREES, OUVERTS, LienCandidat, NatureAction, StatutBesoinFormation
from freelances.models.freelance import Freelance
from samba.comptes.enums import Role
from samba.donnees.historique import suivre
from samba.donnees.models import Racine, RacineQuerySet

if TYPE_CHECKING:
    from samba.comptes.models import Utilisateur


def _duree_permise() -> Q:
    """The durations of source 003 for each kind of action, in months."""
    permise = Q()
    for nature, mois in DUREES.items():
        permise |= Q(nature=nature, duree_mois__in=mois)
    return permise


class ActionFormationQuerySet(RacineQuerySet):
    """The catalogue, shared by the firm."""

    def visibles_pour(self, utilisateur: Utilisateur) -> ActionFormationQuerySet:
        """Every action, for every role."""
        return self.all()


@suivre(exclude=["modifie_le"])
class ActionFormation(Racine):
    """A training action of the catalogue. `duree_mois`: months, among those of source 003 for its kind."""

    intitule = models.CharField("intitulé", max_length=160)
    nature = models.CharField("nature", max_length=16, choices=NatureAction)
    duree_mois = models.PositiveSmallIntegerField("durée (mois)", validators=[MinValueValidator(1)])
    organisme = models.CharField("organisme", max_length=160, blank=True)
    lieu = models.CharField("lieu", max_length=160, blank=True)
    description = models.TextField("présentation", blank=True)
    prerequis = models.TextField("prérequis", blank=True)
    metiers = models.ManyToManyField("referentiels.Metier", verbose_name="métiers visés", blank=True, related_name="+")

    objects = ActionFormationQuerySet.as_manager()

    class Meta:
        ordering = ["intitule"]
        verbose_name = "action de formation"
        verbose_name_plural = "actions de formation"
        constraints = [
            models.UniqueConstraint(
                Lower("intitule"),
                name="action_formation_intitule_unique",
                violation_error_message="Une action de formation porte déjà cet intitulé.",
            ),
            models.CheckConstraint(
                condition=_duree_permise(),
                name="action_formation_duree",
                violation_error_message="Cette durée ne va pas avec cette nature de formation.",
            ),
        ]

    def __str__(self) -> str:
        return self.intitule


@suivre()
class SessionFormation(models.Model):
    """A session of an action: its dates and its places."""

    action = models.ForeignKey(ActionFormation, models.CASCADE, related_name="sessions")
    debut = models.DateField("début")
    fin = models.DateField("fin", null=True, blank=True)
    places = models.PositiveSmallIntegerField("places", null=True, blank=True)

    class Meta:
        ordering = ["debut", "pk"]
        verbose_name = "session"
        verbose_name_plural = "sessions"
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gte=F("debut")),
                name="session_dates_ordonnees",
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
            models.UniqueConstraint(
                fields=["action", "debut"],
                name="session_unique",
                violation_error_message="Cette action a déjà une session qui commence ce jour-là.",
            ),
        ]

    def __str__(self) -> str:
        return f"session du {self.debut:%d/%m/%Y}"


class LienFormationQuerySet(models.QuerySet["LienFormation"]):
    """Links, shared by the firm as freelances are."""

    def visibles_pour(self, utilisateur: Utilisateur) -> LienFormationQuerySet:
        """Every link, for every role."""
        return self.select_related("freelance", "action", "session")


@suivre()
class LienFormation(models.Model):
    """Where a candidate stands with an action: interest, waiting, attending, finished (SAR-12)."""

    freelance = models.ForeignKey(Freelance, models.CASCADE, related_name="liens_formation")
    action = models.ForeignKey(
        ActionFormation, models.PROTECT, verbose_name="action de formation", related_name="liens"
    )
    lien = models.CharField("lien", max_length=10, choices=LienCandidat, default=LienCandidat.INTERET)
    depuis = models.DateField("depuis le")
    session = models.ForeignKey(
        SessionFormation, models.SET_NULL, verbose_name="session", null=True, blank=True, related_name="liens"
    )
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="par", null=True, blank=True, related_name="+"
    )

    objects = LienFormationQuerySet.as_manager()

    class Meta:
        ordering = ["-depuis", "-pk"]
        verbose_name = "lien avec une formation"
        verbose_name_plural = "liens avec des formations"
        constraints = [
            models.UniqueConstraint(
                fields=["freelance", "action"],
                name="lien_formation_unique",
                violation_error_message="Ce candidat a déjà un lien avec cette formation.",
            )
        ]
        indexes = [models.Index(fields=["action", "lien"], name="lien_formation_action")]

    def __str__(self) -> str:
        return f"{self.action} : {self.get_lien_display().lower()}"


def _de_mon_agence(utilisateur: Utilisateur) -> Q:
    """What an agence owns: read by its people, by the qualifieurs and by direction (conception §1)."""
    if utilisateur.role in {Role.DIRECTION, Role.QUALIFIEUR}:
        return Q(pk__isnull=False)
    return Q(agence__isnull=False, agence=utilisateur.agence_id)


class BesoinFormationQuerySet(RacineQuerySet):
    """Besoins de formation, by who may read them."""

    def visibles_pour(self, utilisateur: Utilisateur) -> BesoinFormationQuerySet:
        """Those of one's agence; all of them for the qualifieurs and direction."""
        lus = self.select_related("action", "metier", "agence", "auteur", "departement")
        return lus.filter(_de_mon_agence(utilisateur))

    def ouverts(self) -> BesoinFormationQuerySet:
        """Those that wait for something."""
        return self.filter(statut__in=OUVERTS)


@suivre(exclude=["modifie_le"])
class BesoinFormation(Racine):
    """What an agence asks for: people trained, and what for. Qualifieurs answer it."""

    agence = models.ForeignKey(
        "comptes.Agence", models.PROTECT, verbose_name="agence", related_name="besoins_formation"
    )
    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="soumis par", related_name="+")
    intitule = models.CharField("intitulé", max_length=160)
    action = models.ForeignKey(
        ActionFormation,
        models.PROTECT,
        verbose_name="action du catalogue",
        null=True,
        blank=True,
        related_name="besoins",
    )
    metier = models.ForeignKey(
        "referentiels.Metier", models.PROTECT, verbose_name="métier visé", null=True, blank=True, related_name="+"
    )
    competences = models.ManyToManyField(
        "referentiels.Competence", verbose_name="compétences à acquérir", blank=True, related_name="+"
    )
    nombre = models.PositiveSmallIntegerField("nombre de stagiaires", default=1, validators=[MinValueValidator(1)])
    demarrage = models.DateField("démarrage souhaité", null=True, blank=True)
    departement = models.ForeignKey(
        "referentiels.Departement", models.PROTECT, verbose_name="département", null=True, blank=True, related_name="+"
    )
    accueil_stage = models.BooleanField("stage en entreprise possible", default=True)
    description = models.TextField("le besoin", blank=True)
    statut = models.CharField(
        "statut", max_length=10, choices=StatutBesoinFormation, default=StatutBesoinFormation.SOUMIS, editable=False
    )
    reponse = models.TextField("réponse des qualifieurs", blank=True, editable=False)
    repondu_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    derives = ("statut", "reponse", "repondu_par")

    objects = BesoinFormationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "besoin de formation"
        verbose_name_plural = "besoins de formation"
        indexes = [models.Index(fields=["agence", "statut"], name="besoin_formation_agence")]
        constraints = [
            models.CheckConstraint(
                condition=Q(nombre__gte=1),
                name="besoin_formation_nombre",
                violation_error_message="Il faut au moins un stagiaire.",
            )
        ]

    def __str__(self) -> str:
        return self.intitule


@suivre()
class StagiairePropose(models.Model):
    """A candidate put forward for a besoin de formation."""

    besoin = models.ForeignKey(BesoinFormation, models.CASCADE, related_name="stagiaires")
    freelance = models.ForeignKey(Freelance, models.CASCADE, related_name="besoins_formation")
    par = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    le = models.DateTimeField("proposé le", auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = "stagiaire proposé"
        verbose_name_plural = "stagiaires proposés"
        constraints = [
            models.UniqueConstraint(
                fields=["besoin", "freelance"],
                name="stagiaire_propose_unique",
                violation_error_message="Ce candidat est déjà proposé pour ce besoin.",
            )
        ]

    def __str__(self) -> str:
        return str(self.freelance)


class DossierHorsVivierQuerySet(models.QuerySet["DossierHorsVivier"]):
    """Files of trainees from outside, by who may read them."""

    def visibles_pour(self, utilisateur: Utilisateur) -> DossierHorsVivierQuerySet:
        """Those of one's agence; all of them for the qualifieurs and direction."""
        lus = self.select_related("freelance", "agence", "propose_par", "besoin", "action")
        return lus.filter(_de_mon_agence(utilisateur))

    def a_completer(self) -> DossierHorsVivierQuerySet:
        """Still incomplete."""
        return self.filter(complet_le__isnull=True)


@suivre()
class DossierHorsVivier(models.Model):
    """A trainee proposed from outside the vivier: their file is made incomplete and finished later (SAR-12)."""

    freelance = models.OneToOneField(Freelance, models.CASCADE, related_name="hors_vivier")
    agence = models.ForeignKey("comptes.Agence", models.PROTECT, verbose_name="agence", related_name="+")
    propose_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="proposé par", related_name="+"
    )
    action = models.ForeignKey(
        ActionFormation, models.PROTECT, verbose_name="pour l’action", null=True, blank=True, related_name="+"
    )
    besoin = models.ForeignKey(
        BesoinFormation, models.SET_NULL, verbose_name="pour le besoin", null=True, blank=True, related_name="+"
    )
    motif = models.TextField("pourquoi cette personne", blank=True)
    propose_le = models.DateTimeField("proposé le", auto_now_add=True)
    complet_le = models.DateTimeField("dossier complet le", null=True, blank=True)

    objects = DossierHorsVivierQuerySet.as_manager()

    class Meta:
        ordering = ["-propose_le", "-pk"]
        verbose_name = "dossier hors vivier"
        verbose_name_plural = "dossiers hors vivier"
        indexes = [
            models.Index(fields=["agence"], name="hors_vivier_a_completer", condition=Q(complet_le__isnull=True))
        ]

    def __str__(self) -> str:
        return str(self.freelance)


@suivre(obj_field=None)
class MetierDAction(ActionFormation.metiers.through):  # type: ignore[name-defined, misc]
    """The link itself, so that it is in the history too."""

    class Meta:
        proxy = True
        verbose_name = "métier d’une action"
        verbose_name_plural = "métiers des actions"


@suivre(obj_field=None)
class CompetenceDeBesoinFormation(BesoinFormation.competences.through):  # type: ignore[name-defined, misc]
    """The link itself, so that it is in the history too."""

    class Meta:
        proxy = True
        verbose_name = "compétence d’un besoin de formation"
        verbose_name_plural = "compétences des besoins de formation"
