"""Requests for a privé, and attempts on one (CLI-5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from clients.prives.enums import COULEURS_DEMANDE, StatutDemande
from samba.acces.enums import ActePrive
from samba.comptes.enums import Role
from samba.donnees.historique import suivre

if TYPE_CHECKING:
    from samba.comptes.models import Utilisateur


def q_arbitre(utilisateur: Utilisateur, *chemins: str) -> Q:
    """The rows that this user oversees: direction all, a manager those of their agence. Others: none.

    Args:
        utilisateur: who reads.
        chemins: paths from the row to the people whose agence counts.
    """
    if utilisateur.role == Role.DIRECTION:
        return Q(pk__isnull=False)
    if utilisateur.role != Role.MANAGER or utilisateur.agence_id is None:
        return Q(pk__in=[])
    condition = Q()
    for chemin in chemins:
        condition |= Q(**{f"{chemin}__agence_id": utilisateur.agence_id})
    return condition


class DemandePriveQuerySet(models.QuerySet["DemandePrive"]):
    """Requests, by who is concerned."""

    def visibles_pour(self, utilisateur: Utilisateur) -> DemandePriveQuerySet:
        """Those I made, those made to me, those of my agence when I manage it, all of them for direction."""
        miennes = Q(demandeur=utilisateur) | Q(proprietaire=utilisateur)
        return self.filter(miennes | q_arbitre(utilisateur, "proprietaire"))

    def en_attente(self) -> DemandePriveQuerySet:
        """Not answered yet."""
        return self.filter(statut=StatutDemande.EN_ATTENTE)

    def a_decider_par(self, utilisateur: Utilisateur) -> DemandePriveQuerySet:
        """Those this user may answer: the owner, or the manager of the owner's agence, never their own."""
        if not utilisateur.peut("prospecter"):
            return self.none()
        miennes = Q(proprietaire=utilisateur) | q_arbitre(utilisateur, "proprietaire")
        return self.en_attente().filter(miennes).exclude(demandeur=utilisateur)

    def avec_personnes(self) -> DemandePriveQuerySet:
        """With what a line shows."""
        return self.select_related(
            "contact__client__entreprise", "contact__fonction", "contact__prive_a"
        ).select_related("demandeur", "proprietaire", "repondu_par")


@suivre()
class DemandePrive(models.Model):
    """Somebody asks the owner of a privé for it. Answered once, by the owner or the manager of their agence."""

    contact = models.ForeignKey("clients.Contact", models.CASCADE, verbose_name="contact", related_name="demandes")
    demandeur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="demandé par", related_name="demandes_privees"
    )
    proprietaire = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="demandé à", related_name="demandes_recues"
    )
    motif = models.CharField("pourquoi", max_length=300)
    statut = models.CharField("statut", max_length=12, choices=StatutDemande, default=StatutDemande.EN_ATTENTE)
    reponse = models.CharField("réponse", max_length=300, blank=True)
    repondu_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="répondu par", null=True, blank=True, related_name="+"
    )
    repondu_le = models.DateTimeField("répondu le", null=True, blank=True)
    cree_le = models.DateTimeField("demandé le", default=timezone.now, editable=False)

    objects = DemandePriveQuerySet.as_manager()

    class Meta:
        ordering = ["-cree_le", "-pk"]
        verbose_name = "demande de privé"
        verbose_name_plural = "demandes de privé"
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "demandeur"],
                name="demande_prive_une_en_attente",
                condition=Q(statut=StatutDemande.EN_ATTENTE),
                violation_error_message="Vous avez déjà demandé ce contact : la réponse est attendue.",
            ),
            models.CheckConstraint(
                condition=~Q(statut=StatutDemande.REFUSEE) | ~Q(reponse=""),
                name="demande_prive_refus_motive",
                violation_error_message="Dites pourquoi vous gardez ce contact.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["proprietaire"], name="demande_prive_a_decider", condition=Q(statut=StatutDemande.EN_ATTENTE)
            )
        ]

    def __str__(self) -> str:
        return f"{self.demandeur} demande {self.contact}"

    @property
    def couleur(self) -> str:
        """Colour of its badge."""
        return COULEURS_DEMANDE[self.statut]


class TentativePriveQuerySet(models.QuerySet["TentativePrive"]):
    """Attempts, by who oversees."""

    def visibles_pour(self, utilisateur: Utilisateur) -> TentativePriveQuerySet:
        """Managers, where the owner or the author is of their agence; direction, all. Nobody else."""
        return self.filter(q_arbitre(utilisateur, "proprietaire", "auteur"))


@suivre()
class TentativePrive(models.Model):
    """An act that was refused because the contact is somebody else's privé: who, whom, whose, which act, when."""

    contact = models.ForeignKey("clients.Contact", models.CASCADE, verbose_name="contact", related_name="tentatives")
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="qui", related_name="tentatives_privees"
    )
    proprietaire = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="privé à", related_name="tentatives_subies"
    )
    acte = models.CharField("acte refusé", max_length=12, choices=ActePrive)
    le = models.DateTimeField("le", default=timezone.now)

    objects = TentativePriveQuerySet.as_manager()

    class Meta:
        ordering = ["-le", "-pk"]
        verbose_name = "tentative sur un privé"
        verbose_name_plural = "tentatives sur des privés"
        indexes = [
            models.Index(fields=["-le"], name="tentative_le"),
            models.Index(fields=["proprietaire", "-le"], name="tentative_proprietaire_le"),
            models.Index(fields=["auteur", "-le"], name="tentative_auteur_le"),
        ]

    def __str__(self) -> str:
        return f"{self.auteur} : {self.get_acte_display().lower()} {self.contact}"
