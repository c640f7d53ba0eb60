"""The versioned evaluation of a freelance: five axes, five panels, one verdict (SAR-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from freelances.enums import Classification
from freelances.evaluation.enums import (
    AvisCompetences,
    AvisComportement,
    AvisExperience,
    AvisProjet,
    AvisQualification,
    EtatEvaluation,
    MotifMetier,
    OccupationSansEmploi,
    SensComportement,
    TauxDisponibilite,
    TrancheSalaire,
    TrancheTjm,
    TypeContrat,
    TypeEntreprise,
)
from freelances.models.freelance import Freelance
from referentiels.enums import NiveauEtude
from samba.donnees.historique import suivre
from samba.donnees.models import Racine, RacineQuerySet

if TYPE_CHECKING:
    from samba.comptes.models import Utilisateur

AXES = ("avis_competences", "avis_comportement", "avis_experience", "avis_qualification", "avis_projet")


def _complete() -> Q:
    """What a published evaluation holds: a verdict, its date, its bassin, and the five axes."""
    complete = ~Q(classification="") & Q(publiee_le__isnull=False) & Q(bassin__isnull=False)
    for axe in AXES:
        complete &= Q(**{f"{axe}__isnull": False})
    return complete


class EvaluationQuerySet(RacineQuerySet):
    """Evaluations, by who may read them."""

    def visibles_pour(self, utilisateur: Utilisateur) -> EvaluationQuerySet:
        """What was published is read by the whole firm; a draft and what was withdrawn by the qualifieurs alone."""
        lues = self.select_related("freelance", "bassin__region", "publiee_par", "auteur")
        if utilisateur.peut("qualifier"):
            return lues
        return lues.filter(etat__in=[EtatEvaluation.PUBLIEE, EtatEvaluation.REMPLACEE])

    def publiees(self) -> EvaluationQuerySet:
        """The ones that the vivier shows."""
        return self.filter(etat=EtatEvaluation.PUBLIEE)

    def brouillons(self) -> EvaluationQuerySet:
        """Those being written."""
        return self.filter(etat=EtatEvaluation.BROUILLON)


def _avis(libelle: str, choix: Any) -> Any:
    return models.PositiveSmallIntegerField(libelle, choices=choix, null=True, blank=True)


def _tranche(libelle: str) -> Any:
    return models.ForeignKey(
        "referentiels.TrancheExperience",
        models.PROTECT,
        verbose_name=libelle,
        null=True,
        blank=True,
        related_name="+",
    )


@suivre(exclude=["modifie_le", "competences_vues"])
class Evaluation(Racine):
    """What the qualifieurs think of a freelance. A draft is edited; once published, it never changes any more.

    Publishing replaces the former one (`services.publier`), which stays readable. `competences_vues` is what the
    first panel showed that day: [{"theme": …, "nom": …, "niveau": 1 to 3}], best known first, by theme.
    """

    freelance = models.ForeignKey(Freelance, models.CASCADE, related_name="evaluations")
    numero = models.PositiveSmallIntegerField("numéro", editable=False)
    etat = models.CharField(
        "état", max_length=10, choices=EtatEvaluation, default=EtatEvaluation.BROUILLON, editable=False
    )
    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="rédigée par", related_name="+")
    publiee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="publiée par",
        null=True,
        editable=False,
        related_name="+",
    )
    publiee_le = models.DateTimeField("date de classification", null=True, editable=False)
    entretien_le = models.DateField("entretien du", null=True, blank=True)
    bassin = models.ForeignKey(
        "referentiels.Departement",
        models.PROTECT,
        verbose_name="bassin d’emploi",
        null=True,
        blank=True,
        related_name="+",
    )
    classification = models.CharField("classification", max_length=12, choices=Classification, blank=True)
    notes = models.TextField("notes", blank=True)
    motif_retrait = models.CharField("motif du retrait", max_length=200, blank=True, editable=False)

    avis_competences = _avis("niveau de compétences", AvisCompetences)
    avis_comportement = _avis("comportement", AvisComportement)
    avis_experience = _avis("expérience liée à un métier du secteur", AvisExperience)
    avis_qualification = _avis("niveau de qualification", AvisQualification)
    avis_projet = _avis("projet professionnel", AvisProjet)

    # Panel 1: the skills are the freelance's own (`FreelanceCompetence`).
    competences_vues = models.JSONField("compétences à la publication", default=list, editable=False)

    # Panel 2, with `comportements` and `mobilites`.
    demenagement = models.BooleanField("accepte de déménager", null=True, blank=True)
    demenagement_regions = models.ManyToManyField(
        "referentiels.Region", verbose_name="régions de déménagement acceptées", blank=True, related_name="+"
    )

    # Panel 3.
    experience_numerique = _tranche("expérience dans un métier du numérique")
    experience_hors_numerique = _tranche("expérience hors du numérique")
    fin_dernier_emploi = models.DateField("fin du dernier emploi", null=True, blank=True)
    duree_sans_emploi = _tranche("durée cumulée sans emploi")
    occupations = ArrayField(
        models.CharField(max_length=20, choices=OccupationSansEmploi),
        verbose_name="occupation pendant les périodes sans emploi",
        default=list,
        blank=True,
    )
    mois_stage = models.PositiveSmallIntegerField(
        "mois de stage ou d’alternance",
        null=True,
        blank=True,
        validators=[MaxValueValidator(120)],
        help_text="Pour qui n’a jamais travaillé.",
    )

    # Panel 4.
    niveau_valide = models.CharField(
        "niveau le plus élevé, diplôme validé", max_length=16, choices=NiveauEtude, blank=True
    )
    niveau_non_valide = models.CharField(
        "niveau le plus élevé, diplôme non validé", max_length=16, choices=NiveauEtude, blank=True
    )
    diplome_numerique = models.CharField("diplôme le plus élevé du numérique", max_length=160, blank=True)
    diplome_hors_numerique = models.CharField("diplôme le plus élevé hors du numérique", max_length=160, blank=True)
    habilitations = ArrayField(
        models.CharField(max_length=120),
        verbose_name="habilitations et certifications",
        default=list,
        blank=True,
        help_text="Une par ligne.",
    )

    # Panel 5.
    metiers_envisages = models.ManyToManyField(
        "referentiels.Metier", verbose_name="métiers envisagés", blank=True, related_name="+"
    )
    types_entreprise = ArrayField(
        models.CharField(max_length=24, choices=TypeEntreprise),
        verbose_name="types d’entreprise souhaités",
        default=list,
        blank=True,
    )
    contrats = ArrayField(
        models.CharField(max_length=24, choices=TypeContrat),
        verbose_name="types de contrat recherchés",
        default=list,
        blank=True,
    )
    taux_disponibilite = models.PositiveSmallIntegerField(
        "niveau de disponibilité", choices=TauxDisponibilite, null=True, blank=True
    )
    salaire_dernier = models.PositiveSmallIntegerField(
        "salaire du dernier poste", choices=TrancheSalaire, null=True, blank=True
    )
    salaire_souhaite = models.PositiveSmallIntegerField(
        "prétention salariale", choices=TrancheSalaire, null=True, blank=True
    )
    salaire_minimum = models.PositiveSmallIntegerField(
        "salaire minimum accepté", choices=TrancheSalaire, null=True, blank=True
    )
    tjm_dernier = models.PositiveSmallIntegerField(
        "TJM de la dernière mission", choices=TrancheTjm, null=True, blank=True
    )
    tjm_souhaite = models.PositiveSmallIntegerField("TJM souhaité", choices=TrancheTjm, null=True, blank=True)
    tjm_minimum = models.PositiveSmallIntegerField("TJM minimum accepté", choices=TrancheTjm, null=True, blank=True)

    derives = ("etat", "publiee_le", "publiee_par", "competences_vues", "motif_retrait")

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        ordering = ["-numero", "-pk"]
        verbose_name = "évaluation"
        verbose_name_plural = "évaluations"
        constraints = [
            models.UniqueConstraint(fields=["freelance", "numero"], name="evaluation_numero_unique"),
            models.UniqueConstraint(
                fields=["freelance"],
                condition=Q(etat=EtatEvaluation.BROUILLON),
                name="evaluation_un_seul_brouillon",
                violation_error_message="Ce freelance a déjà une évaluation en cours de rédaction.",
            ),
            models.UniqueConstraint(
                fields=["freelance"], condition=Q(etat=EtatEvaluation.PUBLIEE), name="evaluation_une_seule_publiee"
            ),
            models.CheckConstraint(
                condition=Q(etat=EtatEvaluation.BROUILLON) | _complete(),
                name="evaluation_publiee_complete",
                violation_error_message="Une évaluation se publie complète : cinq axes, un bassin, une classification.",
            ),
        ]
        indexes = [models.Index(fields=["etat", "-publiee_le"], name="evaluation_etat_date")]

    def __str__(self) -> str:
        return f"Évaluation n° {self.numero} de {self.freelance}"

    @property
    def niveau_etude(self) -> str:
        """The level of study that the vivier filters on: the validated one, else the other (SAR-10)."""
        return self.niveau_valide or self.niveau_non_valide


@suivre()
class MetierActuel(models.Model):
    """A métier that the freelance can exercise today, and why (SAR-10)."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="metiers_actuels")
    metier = models.ForeignKey("referentiels.Metier", models.PROTECT, verbose_name="métier", related_name="+")
    motif = models.CharField("parce que", max_length=8, choices=MotifMetier, default=MotifMetier.EXERCE)

    class Meta:
        ordering = ["pk"]
        verbose_name = "métier actuel"
        verbose_name_plural = "métiers actuels"
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "metier"],
                name="metier_actuel_unique",
                violation_error_message="Ce métier est déjà dans la liste.",
            )
        ]

    def __str__(self) -> str:
        return str(self.metier)


@suivre()
class ComportementNote(models.Model):
    """A trait of behaviour that stands out, as a strength or a weak point (SAR-11)."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="comportements")
    comportement = models.ForeignKey(
        "referentiels.Comportement", models.PROTECT, verbose_name="comportement", related_name="+"
    )
    sens = models.CharField("sens", max_length=12, choices=SensComportement)

    class Meta:
        ordering = ["comportement__ordre", "pk"]
        verbose_name = "comportement noté"
        verbose_name_plural = "comportements notés"
        constraints = [models.UniqueConstraint(fields=["evaluation", "comportement"], name="comportement_note_unique")]

    def __str__(self) -> str:
        return f"{self.comportement} ({self.get_sens_display().lower()})"


@suivre()
class MobiliteZone(models.Model):
    """How often the freelance works in a zone (ZoneMobilite × FrequenceMobilite)."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="mobilites")
    zone = models.ForeignKey("referentiels.ZoneMobilite", models.PROTECT, verbose_name="zone", related_name="+")
    frequence = models.ForeignKey(
        "referentiels.FrequenceMobilite", models.PROTECT, verbose_name="fréquence", related_name="+"
    )

    class Meta:
        ordering = ["zone__ordre", "pk"]
        verbose_name = "mobilité par zone"
        verbose_name_plural = "mobilités par zone"
        constraints = [models.UniqueConstraint(fields=["evaluation", "zone"], name="mobilite_zone_unique")]

    def __str__(self) -> str:
        return f"{self.zone} : {self.frequence}"


@suivre(obj_field=None)
class RegionDeDemenagement(Evaluation.demenagement_regions.through):  # type: ignore[name-defined, misc]
    """The link itself, so that a région accepted or refused is in the history too."""

    class Meta:
        proxy = True
        verbose_name = "région de déménagement"
        verbose_name_plural = "régions de déménagement"


@suivre(obj_field=None)
class MetierEnvisage(Evaluation.metiers_envisages.through):  # type: ignore[name-defined, misc]
    """The link itself, so that a wished métier added or removed is in the history too."""

    class Meta:
        proxy = True
        verbose_name = "métier envisagé"
        verbose_name_plural = "métiers envisagés"
