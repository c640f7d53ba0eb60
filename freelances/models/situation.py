"""Where a freelance comes from and stands: partenaire, situation, documents of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from phonenumber_field.modelfields import PhoneNumberField

from freelances.evaluation.enums import TEMPORAIRES, NaturePiece, NatureSituation, TypePartenaire
from freelances.models.freelance import Freelance
from samba.donnees.historique import suivre
from samba.donnees.models import Racine, RacineQuerySet

if TYPE_CHECKING:
    from samba.comptes.models import Utilisateur


class PartenaireQuerySet(RacineQuerySet):
    """Partenaires, shared by the firm."""

    def visibles_pour(self, utilisateur: Utilisateur) -> PartenaireQuerySet:
        """Every partenaire, for every role."""
        return self.all()


@suivre(exclude=["modifie_le"])
class Partenaire(Racine):
    """The organisation that submitted a freelance's file; its contact e-mail is told of a non-réponse (SAR-8)."""

    nom = models.CharField("nom", max_length=160)
    type = models.CharField("type", max_length=12, choices=TypePartenaire, default=TypePartenaire.EMPLOI)
    contact = models.CharField("personne à contacter", max_length=120, blank=True)
    email = models.EmailField("e-mail de contact", help_text="Reçoit les signalements de non-réponse.")
    telephone = PhoneNumberField("téléphone", blank=True)
    notes = models.TextField("notes", blank=True)

    objects = PartenaireQuerySet.as_manager()

    class Meta:
        ordering = ["nom"]
        verbose_name = "partenaire"
        verbose_name_plural = "partenaires"
        constraints = [
            models.UniqueConstraint(
                Lower("nom"),
                name="partenaire_nom_unique",
                violation_error_message="Un partenaire porte déjà ce nom.",
            )
        ]

    def __str__(self) -> str:
        return self.nom


class SituationQuerySet(models.QuerySet["Situation"]):
    """Situations, and which of them holds today."""

    def actuelles(self) -> SituationQuerySet:
        """One row a freelance: the latest whose effective date has come, the last one written on the same day."""
        vues = self.filter(depuis__lte=timezone.localdate())
        return vues.order_by("freelance_id", "-depuis", "-pk").distinct("freelance_id")


@suivre()
class Situation(models.Model):
    """What a freelance does from a date on and, when it is temporary, until which one. Never changed: a new row."""

    freelance = models.ForeignKey(Freelance, models.CASCADE, related_name="situations")
    nature = models.CharField("situation", max_length=16, choices=NatureSituation)
    depuis = models.DateField("date d’effet")
    fin = models.DateField("fin", null=True, blank=True, help_text="Seulement pour une situation temporaire.")
    precision = models.CharField("précision", max_length=200, blank=True)
    saisie_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="saisie par", null=True, blank=True, related_name="+"
    )
    cree_le = models.DateTimeField("saisie le", auto_now_add=True)

    objects = SituationQuerySet.as_manager()

    class Meta:
        ordering = ["-depuis", "-pk"]
        verbose_name = "situation"
        verbose_name_plural = "situations"
        indexes = [models.Index(fields=["freelance", "-depuis", "-id"], name="situation_derniere")]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gte=F("depuis")),
                name="situation_dates_ordonnees",
                violation_error_message="La fin ne peut pas précéder la date d’effet.",
            ),
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(nature__in=TEMPORAIRES),
                name="situation_fin_si_temporaire",
                violation_error_message="Seule une situation temporaire a une fin.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_nature_display())

    @property
    def echue(self) -> bool:
        """Temporary, and its end has passed: to be checked."""
        return self.fin is not None and self.fin < timezone.localdate()


class PieceQuerySet(models.QuerySet["PieceDossier"]):
    """Documents of files, by who may read them."""

    def visibles_pour(self, utilisateur: Utilisateur) -> PieceQuerySet:
        """Every one: freelances are shared by the firm."""
        return self.select_related("document")


@suivre()
class PieceDossier(models.Model):
    """A document of the file that is not a CV: diploma, attestation, letter (source 003, section 2 of the profile)."""

    freelance = models.ForeignKey(Freelance, models.CASCADE, related_name="pieces")
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="piece_dossier")
    nature = models.CharField("nature", max_length=16, choices=NaturePiece, default=NaturePiece.AUTRE)
    cree_le = models.DateTimeField("déposé le", auto_now_add=True)

    objects = PieceQuerySet.as_manager()

    class Meta:
        ordering = ["nature", "-cree_le"]
        verbose_name = "document du dossier"
        verbose_name_plural = "documents du dossier"

    def __str__(self) -> str:
        return str(self.get_nature_display())
