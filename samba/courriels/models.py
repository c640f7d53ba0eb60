"""The outbox: one row per message and envelope recipient, written in the caller's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from samba.acces.regles import q_lisible
from samba.courriels.enums import CodeModele, StatutCourriel
from samba.courriels.textes import TEXTES, places_inconnues
from samba.donnees.historique import suivre

if TYPE_CHECKING:
    from samba.comptes.models import Utilisateur


class CourrielQuerySet(models.QuerySet["Courriel"]):
    """Messages, by who may read them and by what is left to do."""

    def visibles_pour(self, utilisateur: Utilisateur) -> CourrielQuerySet:
        """Messages that hang on an échange one may read (CLI-5); internal ones are for their recipient alone."""
        externes = Q(interne=False) & q_lisible(utilisateur, "echange__contact__prive_a")
        return self.filter(externes | Q(interne=True, destinataire=utilisateur.email))

    def a_prendre(self) -> CourrielQuerySet:
        """Ready to be claimed: new, or retried after a certain failure once its time has come."""
        return self.filter(
            statut__in=[StatutCourriel.A_ENVOYER, StatutCourriel.A_REESSAYER], prochain_essai_le__lte=timezone.now()
        )


@suivre(exclude=["corps", "mime"])
class Courriel(models.Model):
    """A message whose bytes and Message-ID never change once written. One envelope recipient.

    à envoyer → réclamé (committed before SMTP) → envoyé | à réessayer (failure certain) | incertain (any doubt after
    DATA). A client's uncertain message waits for a human; an internal one is sent again.
    """

    cle_metier = models.CharField("clé métier", max_length=160, unique=True)
    expediteur = models.CharField("expéditeur", max_length=254)
    destinataire = models.EmailField("destinataire")
    repondre_a = models.EmailField("répondre à", blank=True)
    objet = models.CharField("objet", max_length=250)
    corps = models.TextField("corps")
    mime = models.BinaryField("octets du message", editable=False)
    message_id = models.CharField("Message-ID", max_length=200, unique=True, editable=False)
    interne = models.BooleanField("interne", default=False)
    statut = models.CharField("statut", max_length=12, choices=StatutCourriel, default=StatutCourriel.A_ENVOYER)
    essais = models.PositiveSmallIntegerField("essais", default=0)
    prochain_essai_le = models.DateTimeField("prochain essai le", default=timezone.now)
    reclame_le = models.DateTimeField("réclamé le", null=True, blank=True)
    envoye_le = models.DateTimeField("envoyé le", null=True, blank=True)
    erreur = models.CharField("dernière erreur", max_length=300, blank=True)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name="auteur",
        null=True,
        blank=True,
        related_name="courriels",
    )
    echange = models.ForeignKey(
        "activite.Echange", models.CASCADE, verbose_name="échange", null=True, blank=True, related_name="courriels"
    )
    pieces = models.ManyToManyField("documents.Document", verbose_name="pièces jointes", blank=True, related_name="+")
    cree_le = models.DateTimeField("créé le", auto_now_add=True)

    objects = CourrielQuerySet.as_manager()

    class Meta:
        ordering = ["-cree_le", "-pk"]
        verbose_name = "courriel"
        verbose_name_plural = "courriels"
        constraints = [
            models.CheckConstraint(
                condition=Q(interne=True) | Q(echange__isnull=False),
                name="courriel_externe_sur_un_echange",
                violation_error_message="Un e-mail à un tiers est rattaché à un échange.",
            )
        ]
        indexes = [
            models.Index(
                fields=["prochain_essai_le"],
                name="courriel_a_prendre",
                condition=Q(statut__in=[StatutCourriel.A_ENVOYER, StatutCourriel.A_REESSAYER]),
            ),
            models.Index(fields=["reclame_le"], name="courriel_reclame", condition=Q(statut=StatutCourriel.RECLAME)),
        ]

    def __str__(self) -> str:
        return self.objet


@suivre()
class ModeleCourriel(models.Model):
    """A text that the staff may edit. Placeholders `{nom}` come from an allow-list per code; nothing is evaluated."""

    code = models.CharField("code", max_length=30, choices=CodeModele, unique=True)
    objet = models.CharField("objet", max_length=200)
    corps = models.TextField("corps")

    class Meta:
        ordering = ["code"]
        verbose_name = "modèle d’e-mail"
        verbose_name_plural = "modèles d’e-mail"

    def __str__(self) -> str:
        return self.get_code_display()

    def clean(self) -> None:
        """Refuse a placeholder that nobody will fill. Raises ValidationError."""
        super().clean()
        for champ in ("objet", "corps"):
            inconnues = places_inconnues(self.code, getattr(self, champ)) if self.code in TEXTES else []
            if inconnues:
                permises = ", ".join(f"{{{nom}}}" for nom in sorted(TEXTES[self.code].places))
                raise ValidationError({champ: f"Inconnu ici : {', '.join(inconnues)}. Sont possibles : {permises}."})
