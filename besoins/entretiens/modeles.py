"""Interviews and the slots proposed for them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from besoins.entretiens.enums import COULEURS, STATUTS_OUVERTS, Avis, LieuEntretien, ModeEntretien, StatutEntretien
from samba.donnees.historique import suivre
from samba.donnees.models import Racine, RacineQuerySet

if TYPE_CHECKING:
    from samba.comptes.models import Utilisateur


class EntretienQuerySet(RacineQuerySet):
    """Interviews, by what must be done about them."""

    def visibles_pour(self, utilisateur: Utilisateur) -> EntretienQuerySet:
        """Those of positionnements whose DO one may read: an interview dates what was done with them (CLI-5)."""
        from samba.acces.regles import q_lisible

        return self.filter(q_lisible(utilisateur, "positionnement__besoin__contact__prive_a"))

    def a_rappeler(self, maintenant: datetime) -> EntretienQuerySet:
        """Confirmed, for tomorrow or for later today, and not reminded yet: a day without beat loses nothing."""
        apres_demain = timezone.localtime(maintenant).replace(hour=0, minute=0, second=0, microsecond=0)
        return self.filter(
            statut=StatutEntretien.CONFIRME,
            rappel_le__isnull=True,
            debut__gt=maintenant,
            debut__lt=apres_demain + timedelta(days=2),
        )

    def a_conclure(self, maintenant: datetime) -> EntretienQuerySet:
        """Confirmed and over: both feedbacks are to be asked for."""
        return self.filter(statut=StatutEntretien.CONFIRME, fin__lte=maintenant)


@suivre(exclude=["modifie_le"])
class Entretien(Racine):
    """One interview of a freelance by a DO. Unconfirmed, `debut` is empty and its slots wait for both sides."""

    positionnement = models.ForeignKey("besoins.Positionnement", models.CASCADE, related_name="entretiens")
    mode = models.CharField("forme", max_length=10, choices=ModeEntretien, default=ModeEntretien.VISIO)
    lieu_type = models.CharField("tenu", max_length=12, choices=LieuEntretien, blank=True)
    lieu = models.CharField("adresse, numéro ou lien", max_length=250, blank=True)
    duree_minutes = models.PositiveSmallIntegerField(
        "durée (minutes)", default=45, validators=[MinValueValidator(15), MaxValueValidator(240)]
    )
    accompagnateur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="commercial présent", related_name="entretiens"
    )
    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    statut = models.CharField("statut", max_length=12, choices=StatutEntretien, default=StatutEntretien.PROPOSE)
    debut = models.DateTimeField("début", null=True, blank=True)
    fin = models.DateTimeField("fin", null=True, blank=True, editable=False)
    motif_annulation = models.CharField("motif de l’annulation", max_length=200, blank=True)
    lien_do = models.ForeignKey("documents.LienSigne", models.SET_NULL, null=True, related_name="+", editable=False)
    lien_freelance = models.ForeignKey(
        "documents.LienSigne", models.SET_NULL, null=True, related_name="+", editable=False
    )
    rappel_le = models.DateTimeField("rappel envoyé le", null=True, blank=True, editable=False)
    avis_do = models.CharField("avis du DO", max_length=8, choices=Avis, blank=True)
    mots_do = models.TextField("commentaire du DO", blank=True)
    avis_freelance = models.CharField("avis du freelance", max_length=8, choices=Avis, blank=True)
    mots_freelance = models.TextField("commentaire du freelance", blank=True)
    incident = models.TextField("échange de coordonnées constaté", blank=True)
    incident_le = models.DateTimeField("constaté le", null=True, blank=True, editable=False)

    objects = EntretienQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "entretien"
        verbose_name_plural = "entretiens"
        constraints = [
            models.UniqueConstraint(
                fields=["positionnement"],
                condition=Q(statut__in=STATUTS_OUVERTS),
                name="entretien_ouvert_unique",
                violation_error_message="Un entretien est déjà proposé ou confirmé pour ce positionnement.",
            ),
            models.CheckConstraint(
                condition=~Q(mode=ModeEntretien.PHYSIQUE) | ~Q(lieu_type=""),
                name="entretien_physique_situe",
                violation_error_message="Dites où se tient cet entretien physique (BES-6).",
            ),
            models.CheckConstraint(
                condition=~Q(statut__in=[StatutEntretien.CONFIRME, StatutEntretien.TENU])
                | Q(debut__isnull=False, fin__isnull=False),
                name="entretien_confirme_date",
                violation_error_message="Un entretien confirmé a une date.",
            ),
        ]
        indexes = [
            models.Index(fields=["debut"], name="entretien_confirme", condition=Q(statut=StatutEntretien.CONFIRME))
        ]

    def __str__(self) -> str:
        return f"Entretien de {self.positionnement}"

    @property
    def couleur(self) -> str:
        """Colour of its badge."""
        return COULEURS[StatutEntretien(self.statut)]


@suivre()
class Creneau(models.Model):
    """One slot proposed. `ok_do` and `ok_freelance` are None until that side answered."""

    entretien = models.ForeignKey(Entretien, models.CASCADE, related_name="creneaux")
    debut = models.DateTimeField("début")
    ok_do = models.BooleanField("convient au DO", null=True)
    ok_freelance = models.BooleanField("convient au freelance", null=True)

    class Meta:
        ordering = ["debut"]
        verbose_name = "créneau"
        verbose_name_plural = "créneaux"
        constraints = [
            models.UniqueConstraint(
                fields=["entretien", "debut"],
                name="creneau_unique",
                violation_error_message="Ce créneau est déjà proposé.",
            )
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.debut):%d/%m/%Y %H:%M}"
