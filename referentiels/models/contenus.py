"""What the fiche of a métier says: its labels, and the métiers it comes from or moves to."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from referentiels.enums import GenreContenu
from referentiels.models.base import Repertoriee
from referentiels.models.metiers import Metier
from referentiels.sql import SCORE_MINIMAL, Normalise, ScoreNom, cherche
from samba.donnees.historique import suivre


class ContenuQuerySet(models.QuerySet["Contenu"]):
    """Labels, as people ask for them."""

    def chercher(self, texte: str) -> ContenuQuerySet:
        """Find labels by their words, best first; each row carries `score` (see `ScoreNom`). Empty text: nothing."""
        if not texte.strip():
            return self.none()
        typed = cherche(texte)
        return (
            self.filter(libelle_normalise__trigram_word_similar=typed)
            .annotate(score=ScoreNom("libelle_normalise", typed))
            .filter(score__gte=SCORE_MINIMAL)
            .order_by("-score", "libelle")
        )


@suivre(exclude=["libelle_normalise"])
class Contenu(Repertoriee):
    """A short label of a métier's fiche: something done, known how to do, or known."""

    metier = models.ForeignKey(Metier, models.CASCADE, related_name="contenus", verbose_name="métier")
    genre = models.CharField("genre", max_length=20, choices=GenreContenu)
    libelle = models.CharField("libellé", max_length=200)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)
    libelle_normalise = models.GeneratedField(
        expression=Normalise("libelle"), output_field=models.TextField(), db_persist=True
    )

    objects = ContenuQuerySet.as_manager()

    class Meta:
        verbose_name = "libellé de métier"
        verbose_name_plural = "libellés de métier"
        ordering = ["metier", "genre", "ordre"]
        constraints = [
            models.UniqueConstraint(
                fields=["metier", "genre", "libelle_normalise"],
                name="contenu_unique_par_metier",
                violation_error_message="Ce métier a déjà ce libellé dans cette rubrique.",
            )
        ]
        indexes = [GinIndex(fields=["libelle_normalise"], opclasses=["gin_trgm_ops"], name="contenu_libelle_trgm")]

    def __str__(self) -> str:
        return self.libelle


class PasserelleQuerySet(models.QuerySet["Passerelle"]):
    """Moves from a métier to another, as people ask for them."""

    def internes(self) -> PasserelleQuerySet:
        """Both ends are in a référentiel, and they differ: a fiche that lists its own métier leads nowhere."""
        return self.filter(depart__isnull=False, arrivee__isnull=False).exclude(depart=F("arrivee"))

    def confirmees(self) -> PasserelleQuerySet:
        """Both fiches say it."""
        return self.filter(selon_depart=True, selon_arrivee=True)


@suivre()
class Passerelle(Repertoriee):
    """A move from a métier to another, with which of the two fiches says it.

    The fiche of `depart` says it among its evolutions (`selon_depart`), that of `arrivee` among its origins
    (`selon_arrivee`). An end that no référentiel has is NULL, and `libelle` is its name.
    """

    depart = models.ForeignKey(
        Metier, models.CASCADE, related_name="evolutions", null=True, blank=True, verbose_name="métier d’origine"
    )
    arrivee = models.ForeignKey(
        Metier, models.CASCADE, related_name="origines", null=True, blank=True, verbose_name="métier d’évolution"
    )
    libelle = models.CharField(
        "métier hors référentiel", max_length=120, blank=True, help_text="Quand l’un des deux métiers n’y est pas."
    )
    selon_depart = models.BooleanField("dite par le métier d’origine", default=False)
    selon_arrivee = models.BooleanField("dite par le métier d’évolution", default=False)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    objects = PasserelleQuerySet.as_manager()

    class Meta:
        verbose_name = "passerelle"
        verbose_name_plural = "passerelles"
        ordering = ["ordre", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["depart", "arrivee", "libelle"],
                nulls_distinct=False,
                name="passerelle_unique",
                violation_error_message="Cette passerelle existe déjà.",
            ),
            models.CheckConstraint(
                name="passerelle_a_deux_bouts",
                condition=Q(depart__isnull=False, arrivee__isnull=False, libelle="")
                | (Q(depart__isnull=False, arrivee__isnull=True) & ~Q(libelle=""))
                | (Q(depart__isnull=True, arrivee__isnull=False) & ~Q(libelle="")),
                violation_error_message="Une passerelle relie deux métiers, ou un métier et un nom hors référentiel.",
            ),
            models.CheckConstraint(
                name="passerelle_dite",
                condition=Q(selon_depart=True) | Q(selon_arrivee=True),
                violation_error_message="Au moins l’une des deux fiches dit la passerelle.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.depart or self.libelle} → {self.arrivee or self.libelle}"

    @property
    def confirmee(self) -> bool:
        """Both fiches say it."""
        return self.selon_depart and self.selon_arrivee
