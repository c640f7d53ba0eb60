"""What people keep of their lists: searches with a name, chosen columns; and the log of what was exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from samba.comptes.enums import Role
from samba.donnees.historique import suivre

if TYPE_CHECKING:
    from samba.comptes.models import Utilisateur


class RechercheEnregistreeQuerySet(models.QuerySet["RechercheEnregistree"]):
    """Saved searches, by who may open them."""

    def visibles_pour(self, utilisateur: Utilisateur) -> RechercheEnregistreeQuerySet:
        """One's own, and those that one's agence shares; direction has every agence."""
        partagees = Q(partagee=True)
        if utilisateur.role != Role.DIRECTION:
            partagees &= Q(utilisateur__agence__isnull=False, utilisateur__agence=utilisateur.agence_id)
        return self.filter(Q(utilisateur=utilisateur) | partagees).select_related("utilisateur")

    def de(self, utilisateur: Utilisateur) -> RechercheEnregistreeQuerySet:
        """One's own."""
        return self.filter(utilisateur=utilisateur)


@suivre()
class RechercheEnregistree(models.Model):
    """The state of a list (filters, sort, columns) under a name. `requete` is its query string.

    Opening it runs the list again as who opens it: it never holds rows, so it shows nobody more than they may see.
    """

    utilisateur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="utilisateur", related_name="recherches"
    )
    liste = models.SlugField("liste", max_length=40)
    nom = models.CharField("nom", max_length=80, validators=[MinLengthValidator(1)])
    requete = models.CharField("recherche", max_length=2000, blank=True)
    partagee = models.BooleanField("partagée avec mon agence", default=False)
    cree_le = models.DateTimeField("enregistrée le", auto_now_add=True)

    objects = RechercheEnregistreeQuerySet.as_manager()

    class Meta:
        ordering = [Lower("nom"), "pk"]
        verbose_name = "recherche enregistrée"
        verbose_name_plural = "recherches enregistrées"
        constraints = [
            models.UniqueConstraint(
                "utilisateur",
                "liste",
                Lower("nom"),
                name="recherche_nom_unique",
                violation_error_message="Vous avez déjà une recherche de ce nom.",
            )
        ]

    def __str__(self) -> str:
        return self.nom


class ColonnesChoisies(models.Model):
    """The columns that one person shows in one list, in their order. A preference: no history is kept."""

    utilisateur = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    liste = models.SlugField("liste", max_length=40)
    colonnes = ArrayField(models.CharField(max_length=40), verbose_name="colonnes", default=list)

    class Meta:
        verbose_name = "colonnes choisies"
        verbose_name_plural = "colonnes choisies"
        constraints = [
            models.UniqueConstraint(fields=["utilisateur", "liste"], name="colonnes_une_fois_par_liste"),
        ]

    def __str__(self) -> str:
        return f"{self.liste} : {', '.join(self.colonnes)}"


class FormatExport(models.TextChoices):
    """File formats."""

    CSV = "csv", "CSV"
    XLSX = "xlsx", "Excel"


class Export(models.Model):
    """Who took which list out of SAMBA, when, how many rows. What was searched is not kept: it may name somebody."""

    utilisateur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="utilisateur", related_name="exports"
    )
    liste = models.SlugField("liste", max_length=40)
    format = models.CharField("format", max_length=4, choices=FormatExport)
    lignes = models.PositiveIntegerField("lignes")
    coupe = models.BooleanField("coupé à la limite", default=False)
    colonnes = ArrayField(models.CharField(max_length=40), verbose_name="colonnes", default=list)
    le = models.DateTimeField("le", auto_now_add=True)

    class Meta:
        ordering = ["-le", "-pk"]
        verbose_name = "export"
        verbose_name_plural = "exports"

    def __str__(self) -> str:
        return f"{self.liste}, {self.lignes} lignes"
