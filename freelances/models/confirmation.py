"""The one-tap confirmation: what was asked of a freelance by e-mail, and what they answered without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from freelances.enums import Disponibilite
from freelances.models.freelance import Freelance
from samba.donnees.historique import suivre

if TYPE_CHECKING:
    from samba.comptes.models import Utilisateur


class DemandeConfirmationQuerySet(models.QuerySet["DemandeConfirmation"]):
    """Requests, shared by the firm as freelances are."""

    def visibles_pour(self, utilisateur: Utilisateur) -> DemandeConfirmationQuerySet:
        """Every request."""
        return self.select_related("lien", "demandee_par")


@suivre()
class DemandeConfirmation(models.Model):
    """A request sent with its signed link. The answer's columns are empty until the freelance has answered.

    `tjm`: euros a day excl. tax.
    """

    freelance = models.ForeignKey(Freelance, models.CASCADE, related_name="demandes_confirmation")
    lien = models.OneToOneField("documents.LienSigne", models.CASCADE, related_name="demande_confirmation")
    echange = models.OneToOneField(
        "activite.Echange", models.CASCADE, verbose_name="échange", related_name="demande_confirmation"
    )
    demandee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="demandée par", null=True, related_name="+"
    )
    cree_le = models.DateTimeField("demandée le", auto_now_add=True)
    repondue_le = models.DateTimeField("répondue le", null=True, blank=True)
    disponibilite = models.CharField("disponibilité", max_length=20, choices=Disponibilite, blank=True)
    disponible_le = models.DateField("disponible à partir du", null=True, blank=True)
    preavis_jours = models.PositiveSmallIntegerField("préavis (jours)", null=True, blank=True)
    tjm = models.DecimalField("TJM demandé (€ HT)", max_digits=8, decimal_places=2, null=True, blank=True)
    message = models.TextField("message", blank=True)

    objects = DemandeConfirmationQuerySet.as_manager()

    class Meta:
        ordering = ["-cree_le", "-pk"]
        verbose_name = "demande de confirmation"
        verbose_name_plural = "demandes de confirmation"

    def __str__(self) -> str:
        return f"Demande de confirmation à {self.freelance}"
