"""Skills, grouped by theme."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from referentiels.champs import ListeDerivee
from referentiels.models.base import Repertoriee
from referentiels.normalisation import normaliser
from referentiels.sql import SCORE_MINIMAL, ScoreNoms, cherche
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
            self.annotate(score=ScoreNoms("cles", cherche(texte)))
            .filter(score__gte=SCORE_MINIMAL)
            .order_by("-score", "nom")
        )

    def reconnaitre(self, texte: str) -> CompetenceQuerySet:
        """Keep the skills whose name or a synonym is exactly `texte`, accents and case aside."""
        return self.filter(cles__contains=[normaliser(texte)])


@suivre(exclude=["cles"])
class Competence(Repertoriee):
    """A skill that a freelance has at a level (`Maitrise`). `code` is stable."""

    theme = models.ForeignKey(Theme, models.PROTECT, related_name="competences", verbose_name="thème")
    code = models.SlugField("code", max_length=80, unique=True)
    nom = models.CharField("nom", max_length=100)
    synonymes = ArrayField(models.CharField(max_length=100), verbose_name="synonymes", default=list, blank=True)
    retiree = models.BooleanField(
        "retirée", default=False, help_text="Une compétence retirée reste sur les dossiers, mais ne se choisit plus."
    )
    cles = ListeDerivee(
        models.CharField(max_length=100),
        default=list,
        calcul=lambda c: list(dict.fromkeys(normaliser(n) for n in [c.nom, *c.synonymes])),
    )

    objects = CompetenceQuerySet.as_manager()

    class Meta:
        verbose_name = "compétence"
        verbose_name_plural = "compétences"
        ordering = ["nom"]
        indexes = [GinIndex(fields=["cles"], name="competence_cles")]

    def __str__(self) -> str:
        return self.nom
