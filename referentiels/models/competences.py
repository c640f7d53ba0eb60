"""Skills, grouped by theme."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q

from referentiels.champs import ListeDerivee
from referentiels.models.base import Repertoriee
from referentiels.normalisation import normaliser
from referentiels.sql import SCORE_MINIMAL, NomsANoter, NomsJoints, ScoreNoms, cherche
from samba.donnees.historique import suivre


@suivre()
class Theme(Repertoriee):
    """A theme of skills (27 of them): the vivier filters on it (`SAR-10`)."""

    code = models.SlugField("code", max_length=60, unique=True)
    nom = models.CharField("nom", max_length=80)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "thème de compétences"
        verbose_name_plural = "thèmes de compétences"
        ordering = ["ordre", "nom"]

    def __str__(self) -> str:
        return self.nom


class CompetenceQuerySet(models.QuerySet["Competence"]):
    """Skills, as people ask for them."""

    def actives(self) -> CompetenceQuerySet:
        """Keep those that may still be chosen."""
        return self.filter(retiree=False)

    def chercher(self, texte: str) -> CompetenceQuerySet:
        """Find by name or synonym ("k8s", "dotnet"), best first; each row carries `score`. Empty text: nothing."""
        if not texte.strip():
            return self.none()
        return (
            self.filter(NomsANoter("cles", cherche(texte)))
            .annotate(score=ScoreNoms("cles", cherche(texte)))
            .filter(score__gte=SCORE_MINIMAL)
            .order_by("-score", "nom")
        )

    def reconnaitre(self, texte: str) -> CompetenceQuerySet:
        """Keep the skills whose name or a synonym is exactly `texte`, accents and case aside."""
        return self.filter(cles__contains=[normaliser(texte)])


@suivre(exclude=["cles"])
class Competence(Repertoriee):
    """A skill that a freelance has at a level (`Maitrise`). `code` is stable."""

    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="competences", null=True, blank=True, verbose_name="thème"
    )
    code = models.SlugField("code", max_length=80, unique=True)
    nom = models.CharField("nom", max_length=100)
    synonymes = ArrayField(models.CharField(max_length=100), verbose_name="synonymes", default=list, blank=True)
    noms_ambigus = ArrayField(
        models.CharField(max_length=100),
        verbose_name="noms ambigus",
        default=list,
        blank=True,
        help_text="Ceux de ses noms qui disent aussi autre chose (Go, R, Access).",
    )
    contexte = ArrayField(
        models.CharField(max_length=60),
        verbose_name="contexte",
        default=list,
        blank=True,
        help_text="Les mots qui, à côté d’un nom ambigu, disent que c’est elle.",
    )
    verifiee = models.BooleanField(
        "vérifiée", default=True, help_text="Décochée : tapée par une personne, à ranger ou à réunir à une autre."
    )
    fusionnee_dans = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="fusionnees",
        editable=False,
        verbose_name="réunie à",
    )
    retiree = models.BooleanField(
        "retirée", default=False, help_text="Une compétence retirée reste sur les dossiers, mais ne se choisit plus."
    )
    cles = ListeDerivee(
        models.CharField(max_length=100),
        default=list,
        calcul=lambda c: list(dict.fromkeys(normaliser(n) for n in [c.nom, *c.synonymes])),
    )

    # Where a skill waits that a person typed and nobody has put away yet.
    SANS_THEME = "À ranger"

    objects = CompetenceQuerySet.as_manager()

    class Meta:
        verbose_name = "compétence"
        verbose_name_plural = "compétences"
        ordering = ["nom"]
        indexes = [
            GinIndex(fields=["cles"], name="competence_cles"),
            GinIndex(OpClass(NomsJoints("cles"), name="gin_trgm_ops"), name="competence_noms_trgm"),
        ]
        constraints = [
            models.CheckConstraint(
                name="competence_verifiee_a_un_theme",
                condition=Q(verifiee=False) | Q(theme__isnull=False),
                violation_error_message="Une compétence vérifiée a un thème.",
            ),
            models.CheckConstraint(
                name="competence_fusionnee_est_retiree",
                condition=Q(fusionnee_dans__isnull=True) | Q(retiree=True),
                violation_error_message="Une compétence réunie à une autre est retirée.",
            ),
        ]

    def __str__(self) -> str:
        return self.nom

    @property
    def nom_theme(self) -> str:
        """The theme, or where a skill without one waits."""
        return self.theme.nom if self.theme else self.SANS_THEME

    @property
    def rang_theme(self) -> int:
        """The place of its theme among the others; the last without one."""
        return self.theme.ordre if self.theme else 32_767


@suivre()
class ClasseTechnologie(Repertoriee):
    """A class of the technologies that people work on, with the roles that go with it (source 000). A tree."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="filles", verbose_name="dans"
    )
    code = models.SlugField("code", max_length=80, unique=True)
    nom = models.CharField("nom", max_length=120)
    roles = ArrayField(models.CharField(max_length=120), verbose_name="rôles", default=list, blank=True)
    competences = models.ManyToManyField(Competence, blank=True, related_name="classes", verbose_name="compétences")
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "classe de technologies"
        verbose_name_plural = "classes de technologies"
        ordering = ["ordre", "nom"]

    def __str__(self) -> str:
        return self.nom


@suivre(obj_field=None)
class TechnologieDeClasse(ClasseTechnologie.competences.through):  # type: ignore[name-defined, misc]
    """A skill of a class: a proxy, so that these links are in the history."""

    class Meta:
        proxy = True
        verbose_name = "compétence d’une classe"
        verbose_name_plural = "compétences d’une classe"

    def __str__(self) -> str:
        return f"{self.classetechnologie} : {self.competence}"
