"""Métiers of a référentiel, their families and their other names."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce, Greatest

from referentiels.enums import GenreAppellation, NiveauEtude, NiveauFamille
from referentiels.models.base import Repertoriee
from referentiels.sql import SCORE_MINIMAL, Normalise, ScoreNom, a_noter, cherche
from samba.donnees.historique import suivre

valider_code_rome = RegexValidator(r"^[A-N]\d{4}\Z", "Un code ROME a une lettre de A à N puis quatre chiffres.")


@suivre()
class Referentiel(Repertoriee):
    """A published list of métiers: who wrote it, which version, of what date."""

    code = models.SlugField("code", max_length=40, unique=True)
    nom = models.CharField("nom", max_length=200)
    source = models.CharField("source", max_length=200)
    version = models.CharField("version", max_length=40)
    date = models.DateField("date de la version")

    class Meta:
        verbose_name = "référentiel"
        verbose_name_plural = "référentiels"
        ordering = ["nom"]

    def __str__(self) -> str:
        return self.nom


@suivre()
class FamilleMetier(Repertoriee):
    """A family of métiers, the domaine above it or a sub-family below it. Three levels, no more."""

    referentiel = models.ForeignKey(Referentiel, models.PROTECT, related_name="familles", verbose_name="référentiel")
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="filles", null=True, blank=True, verbose_name="dans"
    )
    niveau = models.CharField("niveau", max_length=12, choices=NiveauFamille, default=NiveauFamille.FAMILLE)
    code = models.SlugField("code", max_length=200)
    nom = models.CharField("nom", max_length=120)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "famille de métiers"
        verbose_name_plural = "familles de métiers"
        ordering = ["referentiel", "ordre", "nom"]
        constraints = [
            models.UniqueConstraint(
                fields=["referentiel", "code"],
                name="famille_code_unique",
                violation_error_message="Ce référentiel a déjà une famille de ce code.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.parent.nom} / {self.nom}" if self.parent else self.nom


class MetierQuerySet(models.QuerySet["Metier"]):
    """Métiers, as people ask for them."""

    def actifs(self) -> MetierQuerySet:
        """Keep those that may still be chosen."""
        return self.filter(retire=False)

    def chercher(self, texte: str) -> MetierQuerySet:
        """Find by name or by any appellation, best first; accents and one slip of the keyboard are forgiven.

        Homonyms all answer. Each row carries `score` (see `ScoreNom`) and `nom_trouve`: the other name that
        answers better than the name itself, else None. An empty text finds nothing.
        """
        if not texte.strip():
            return self.none()
        nommes = Appellation.objects.filter(a_noter("libelle_normalise", texte)).values("metier")
        autres = (
            Appellation.objects.filter(metier=OuterRef("pk"))
            .annotate(score=ScoreNom("libelle_normalise", cherche(texte)))
            .filter(score__gte=SCORE_MINIMAL)
            .order_by("-score", "libelle")
        )
        return (
            self.filter(a_noter("nom_normalise", texte) | Q(pk__in=nommes))
            .annotate(
                score_nom=ScoreNom("nom_normalise", cherche(texte)),
                score_autres=Coalesce(Subquery(autres.values("score")[:1]), 0.0),
            )
            .annotate(
                score=Greatest("score_nom", "score_autres"),
                nom_trouve=Case(When(score_autres__gt=F("score_nom"), then=Subquery(autres.values("libelle")[:1]))),
            )
            .filter(score__gte=SCORE_MINIMAL)
            .order_by("-score", "referentiel", "nom")
        )


@suivre(exclude=["nom_normalise"])
class Metier(Repertoriee):
    """A métier (emploi-type) of a référentiel. `code` is stable: files, imports and links rely on it."""

    referentiel = models.ForeignKey(Referentiel, models.PROTECT, related_name="metiers", verbose_name="référentiel")
    famille = models.ForeignKey(
        FamilleMetier,
        models.PROTECT,
        related_name="metiers",
        verbose_name="famille",
        help_text="La sous-famille quand il y en a une, sinon la famille.",
    )
    code = models.SlugField("code", max_length=100)
    nom = models.CharField("nom", max_length=120)
    resume = models.TextField("résumé", blank=True)
    codes_rome = ArrayField(
        models.CharField(max_length=5, validators=[valider_code_rome]),
        verbose_name="codes ROME",
        default=list,
        blank=True,
    )
    niveau_min = models.CharField("niveau d’étude minimum", max_length=16, choices=NiveauEtude, blank=True)
    niveau_max = models.CharField("niveau d’étude maximum", max_length=16, choices=NiveauEtude, blank=True)
    experience_min = models.PositiveSmallIntegerField("expérience minimum (années)", null=True, blank=True)
    experience_max = models.PositiveSmallIntegerField("expérience maximum (années)", null=True, blank=True)
    formations = ArrayField(models.CharField(max_length=120), verbose_name="formations", default=list, blank=True)
    acces = models.CharField("précision sur l’accès", max_length=160, blank=True)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)
    retire = models.BooleanField(
        "retiré", default=False, help_text="Un métier retiré reste sur les dossiers, mais ne se choisit plus."
    )
    nom_normalise = models.GeneratedField(expression=Normalise("nom"), output_field=models.TextField(), db_persist=True)

    objects = MetierQuerySet.as_manager()

    class Meta:
        verbose_name = "métier"
        verbose_name_plural = "métiers"
        ordering = ["referentiel", "ordre", "nom"]
        constraints = [
            models.UniqueConstraint(
                fields=["referentiel", "code"],
                name="metier_code_unique",
                violation_error_message="Ce référentiel a déjà un métier de ce code.",
            )
        ]
        indexes = [GinIndex(fields=["nom_normalise"], opclasses=["gin_trgm_ops"], name="metier_nom_trgm")]

    def __str__(self) -> str:
        return self.nom


@suivre(exclude=["libelle_normalise"])
class Appellation(Repertoriee):
    """Another name of a métier. Homonyms are allowed: “Consultant fonctionnel” names two métiers."""

    metier = models.ForeignKey(Metier, models.CASCADE, related_name="appellations", verbose_name="métier")
    libelle = models.CharField("libellé", max_length=120)
    genre = models.CharField("genre", max_length=8, choices=GenreAppellation, default=GenreAppellation.COURANTE)
    dans_la_table = models.BooleanField(
        "dans la table de correspondance", default=False, help_text="La table du référentiel la donne pour ce métier."
    )
    libelle_normalise = models.GeneratedField(
        expression=Normalise("libelle"), output_field=models.TextField(), db_persist=True
    )

    class Meta:
        verbose_name = "appellation"
        verbose_name_plural = "appellations"
        ordering = ["libelle"]
        constraints = [
            models.UniqueConstraint(
                fields=["metier", "libelle_normalise"],
                name="appellation_unique_par_metier",
                violation_error_message="Ce métier a déjà cette appellation.",
            )
        ]
        indexes = [GinIndex(fields=["libelle_normalise"], opclasses=["gin_trgm_ops"], name="appellation_trgm")]

    def __str__(self) -> str:
        return self.libelle
