"""Closed lists of a freelance's profile: behaviours, mobility, experience (source 003)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from referentiels.models.base import Repertoriee
from samba.donnees.historique import suivre


class ListeFermee(Repertoriee):
    """An ordered value of a closed list, edited in the admin. `code` is stable."""

    code = models.SlugField("code", max_length=60, unique=True)
    nom = models.CharField("nom", max_length=120)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        abstract = True
        ordering = ["ordre", "nom"]

    def __str__(self) -> str:
        return self.nom


@suivre()
class Comportement(ListeFermee):
    """A trait of behaviour; the profile says whether it is a strength or a weak point (`SAR-11`)."""

    groupe = models.CharField("groupe", max_length=80)

    class Meta(ListeFermee.Meta):
        verbose_name = "comportement"
        verbose_name_plural = "comportements"


@suivre()
class ZoneMobilite(ListeFermee):
    """How far from home somebody works."""

    class Meta(ListeFermee.Meta):
        verbose_name = "zone de mobilité"
        verbose_name_plural = "zones de mobilité"


@suivre()
class FrequenceMobilite(ListeFermee):
    """How often somebody accepts a zone of mobility."""

    class Meta(ListeFermee.Meta):
        verbose_name = "fréquence de mobilité"
        verbose_name_plural = "fréquences de mobilité"


@suivre()
class TrancheExperience(ListeFermee):
    """A band of experience, in years: `minimum` ≤ years < `maximum`, which is NULL when open (`SAR-10`)."""

    minimum = models.PositiveSmallIntegerField("minimum (années)")
    maximum = models.PositiveSmallIntegerField("maximum (années)", null=True, blank=True)

    class Meta(ListeFermee.Meta):
        verbose_name = "tranche d’expérience"
        verbose_name_plural = "tranches d’expérience"
        constraints = [
            models.CheckConstraint(
                name="tranche_dans_l_ordre",
                condition=Q(maximum__isnull=True) | Q(maximum__gt=F("minimum")),
                violation_error_message="Le maximum dépasse le minimum.",
            )
        ]
