"""Channels, the searches made through them, and the freelances they brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from besoins.resourcing.enums import GenreCanal
from samba.donnees.historique import suivre
from samba.donnees.models import Racine, RacineQuerySet

if TYPE_CHECKING:
    from samba.comptes.models import Utilisateur


class CanalSourcingQuerySet(RacineQuerySet):
    """Channels, with what they bring."""

    def avec_rendement(self) -> CanalSourcingQuerySet:
        """Each with `recherches_n`, `apports_n` and `positionnes_n`: searches, freelances brought, put forward."""
        return self.annotate(
            recherches_n=_compte(RechercheExterne.objects.filter(canal=OuterRef("pk")), "canal"),
            apports_n=_compte(Apport.objects.filter(recherche__canal=OuterRef("pk")), "recherche__canal", "freelance"),
            positionnes_n=_compte(
                Apport.objects.filter(recherche__canal=OuterRef("pk")).positionnes(), "recherche__canal", "freelance"
            ),
        )


def _compte(lignes: models.QuerySet, groupe: str, de: str = "pk") -> Coalesce:
    return Coalesce(Subquery(lignes.order_by().values(groupe).annotate(n=Count(de, distinct=True)).values("n")), 0)


@suivre(exclude=["modifie_le"])
class CanalSourcing(Racine):
    """A place where freelances are sought: a job board, LinkedIn, somebody who recommends people."""

    nom = models.CharField("nom", max_length=120)
    genre = models.CharField("genre", max_length=12, choices=GenreCanal, default=GenreCanal.ANNONCES)
    url = models.URLField("adresse", blank=True)
    notes = models.TextField("notes", blank=True, help_text="Compte à utiliser, mots qui marchent, conditions.")

    objects = CanalSourcingQuerySet.as_manager()

    class Meta:
        ordering = ["nom"]
        verbose_name = "canal de recherche"
        verbose_name_plural = "canaux de recherche"
        constraints = [
            models.UniqueConstraint(
                fields=["nom"], name="canal_nom_unique", violation_error_message="Un canal porte déjà ce nom."
            )
        ]

    def __str__(self) -> str:
        return self.nom


class RechercheExterneQuerySet(models.QuerySet["RechercheExterne"]):
    """Searches made outside SAMBA."""

    def visibles_pour(self, utilisateur: Utilisateur) -> RechercheExterneQuerySet:
        """All: besoins are shared, and a search says nothing of the DO (CLI-5)."""
        return self.select_related("besoin__client__entreprise", "canal", "auteur")

    def faites(self) -> RechercheExterneQuerySet:
        """Not the steps that were skipped with a reason."""
        return self.exclude(source="")

    def avec_apports(self) -> RechercheExterneQuerySet:
        """Each with `apports_n`, freelances it brought, and `positionnes_n`, those put forward on its besoin."""
        apports = Apport.objects.filter(recherche=OuterRef("pk"))
        return self.annotate(
            apports_n=_compte(apports, "recherche"), positionnes_n=_compte(apports.positionnes(), "recherche")
        )


@suivre()
class RechercheExterne(models.Model):
    """Step 2 of BES-4: where else we looked for a besoin and what came of it, or why we did not.

    `source` is the place in words; with a `canal` it is its name that day.
    """

    besoin = models.ForeignKey("besoins.Besoin", models.CASCADE, related_name="recherches_externes")
    canal = models.ForeignKey(
        CanalSourcing, models.PROTECT, verbose_name="canal", null=True, blank=True, related_name="recherches"
    )
    source = models.CharField("où", max_length=120, blank=True)
    mots = models.CharField("ce qui a été cherché", max_length=200, blank=True)
    resultat = models.TextField("ce que cela a donné", blank=True)
    motif_omission = models.CharField("pourquoi l’étape est sautée", max_length=200, blank=True)
    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    cle_creation = models.UUIDField("clé de création", null=True, blank=True, unique=True, editable=False)
    le = models.DateTimeField("le", auto_now_add=True)

    objects = RechercheExterneQuerySet.as_manager()

    class Meta:
        ordering = ["-le"]
        verbose_name = "recherche externe"
        verbose_name_plural = "recherches externes"
        constraints = [
            models.CheckConstraint(
                condition=~Q(source="") | ~Q(motif_omission=""),
                name="recherche_externe_dite",
                violation_error_message="Dites où vous avez cherché, ou pourquoi vous ne l’avez pas fait.",
            )
        ]
        indexes = [models.Index(fields=["-le"], name="recherche_externe_le")]

    def __str__(self) -> str:
        return self.source or self.motif_omission


class ApportQuerySet(models.QuerySet["Apport"]):
    """Freelances brought."""

    def positionnes(self) -> ApportQuerySet:
        """Those put forward on the very besoin they were sought for."""
        return self.filter(freelance__positionnements__besoin=F("recherche__besoin"))


@suivre()
class Apport(models.Model):
    """A freelance that a search brought: created from it, or found again thanks to it."""

    recherche = models.ForeignKey(RechercheExterne, models.CASCADE, verbose_name="recherche", related_name="apports")
    freelance = models.ForeignKey(
        "freelances.Freelance", models.CASCADE, verbose_name="freelance", related_name="apports"
    )
    nouveau = models.BooleanField("nouveau dans la base", default=False)
    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    cree_le = models.DateTimeField("noté le", auto_now_add=True)

    objects = ApportQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = "freelance apporté"
        verbose_name_plural = "freelances apportés"
        constraints = [
            models.UniqueConstraint(
                fields=["recherche", "freelance"],
                name="apport_unique",
                violation_error_message="Ce freelance est déjà noté pour cette recherche.",
            )
        ]

    def __str__(self) -> str:
        return str(self.freelance)
