"""What a freelance knows, did, learnt and speaks. Every change bumps the freelance's version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from freelances.models.freelance import Freelance
from referentiels.enums import Langue, Maitrise, NiveauEtude, NiveauLangue
from samba.donnees.historique import suivre


@suivre()
class FreelanceCompetence(models.Model):
    """A skill with its level (débutant / opérationnel / expérimenté)."""

    # What a merge of two skills keeps (see `referentiels.competences.liens`).
    force: ClassVar[dict[str, Sequence[int]]] = {"niveau": Maitrise.values}

    freelance = models.ForeignKey(Freelance, models.CASCADE, related_name="competences")
    competence = models.ForeignKey(
        "referentiels.Competence", models.PROTECT, verbose_name="compétence", related_name="freelances"
    )
    niveau = models.PositiveSmallIntegerField("niveau", choices=Maitrise, default=Maitrise.OPERATIONNEL)

    class Meta:
        ordering = ["-niveau", "competence__nom"]
        verbose_name = "compétence"
        verbose_name_plural = "compétences"
        constraints = [
            models.UniqueConstraint(
                fields=["freelance", "competence"],
                name="freelance_competence_unique",
                violation_error_message="Cette compétence est déjà dans le profil.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.competence} ({self.get_niveau_display()})"


@suivre()
class FreelanceMetier(models.Model):
    """A métier of the référentiel that the freelance can exercise."""

    freelance = models.ForeignKey(Freelance, models.CASCADE, related_name="metiers")
    metier = models.ForeignKey("referentiels.Metier", models.PROTECT, verbose_name="métier", related_name="freelances")
    principal = models.BooleanField("principal", default=False)

    class Meta:
        ordering = ["-principal", "metier__nom"]
        verbose_name = "métier"
        verbose_name_plural = "métiers"
        constraints = [models.UniqueConstraint(fields=["freelance", "metier"], name="freelance_metier_unique")]

    def __str__(self) -> str:
        return str(self.metier)


@suivre()
class Experience(models.Model):
    """A mission or job. The employer is an Entreprise of the référentiel, whose secteur replaces it (FRE-4)."""

    freelance = models.ForeignKey(Freelance, models.CASCADE, related_name="experiences")
    entreprise = models.ForeignKey(
        "referentiels.Entreprise", models.PROTECT, verbose_name="employeur ou client", related_name="experiences"
    )
    role = models.CharField("rôle", max_length=160)
    debut = models.DateField("début")
    fin = models.DateField("fin", null=True, blank=True, help_text="Vide : toujours en cours.")
    description = models.TextField("ce qui a été fait", blank=True)
    competences = models.ManyToManyField(
        "referentiels.Competence", verbose_name="technologies", blank=True, related_name="+"
    )

    class Meta:
        ordering = [F("fin").desc(nulls_first=True), "-debut"]
        verbose_name = "expérience"
        verbose_name_plural = "expériences"
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gte=F("debut")),
                name="experience_dates_ordonnees",
                violation_error_message="La fin ne peut pas précéder le début.",
            )
        ]

    def __str__(self) -> str:
        return self.role


@suivre()
class FormationSuivie(models.Model):
    """A training or certification."""

    freelance = models.ForeignKey(Freelance, models.CASCADE, related_name="formations")
    intitule = models.CharField("intitulé", max_length=160)
    etablissement = models.CharField("établissement", max_length=160, blank=True)
    annee = models.PositiveSmallIntegerField(
        "année", null=True, blank=True, validators=[MinValueValidator(1950), MaxValueValidator(2100)]
    )
    niveau = models.CharField("niveau d’étude", max_length=20, choices=NiveauEtude, blank=True)
    certification = models.BooleanField("certification", default=False)

    class Meta:
        ordering = ["-annee", "pk"]
        verbose_name = "formation"
        verbose_name_plural = "formations"

    def __str__(self) -> str:
        return self.intitule


@suivre()
class LangueParlee(models.Model):
    """A language with its CEFR level."""

    freelance = models.ForeignKey(Freelance, models.CASCADE, related_name="langues")
    langue = models.CharField("langue", max_length=3, choices=Langue)
    niveau = models.CharField("niveau", max_length=6, choices=NiveauLangue)

    class Meta:
        ordering = ["-niveau", "langue"]
        verbose_name = "langue"
        verbose_name_plural = "langues"
        constraints = [models.UniqueConstraint(fields=["freelance", "langue"], name="freelance_langue_unique")]

    def __str__(self) -> str:
        return f"{self.get_langue_display()} ({self.get_niveau_display()})"


@suivre(obj_field=None)
class TechnologieDExperience(Experience.competences.through):  # type: ignore[name-defined, misc]
    """The link itself, so that a technology added to an experience or removed is in the history too."""

    class Meta:
        proxy = True
        verbose_name = "technologie d’une expérience"
        verbose_name_plural = "technologies des expériences"
