"""What hangs on a client: its other addresses, its documents, and the people who left it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from clients.enums import NatureDocument
from samba.acces.regles import q_lisible
from samba.donnees.historique import suivre

if TYPE_CHECKING:
    from samba.comptes.models import Utilisateur


@suivre()
class AdresseClient(models.Model):
    """Another address of a client (an agency, a site); the main one is the client's own."""

    client = models.ForeignKey("clients.Client", models.CASCADE, verbose_name="client", related_name="adresses")
    libelle = models.CharField("libellé", max_length=80, help_text="Agence de Lyon, centre de services…")
    adresse = models.CharField("adresse", max_length=200, blank=True)
    code_postal = models.CharField("code postal", max_length=5)
    ville = models.CharField("ville", max_length=120, blank=True)
    departement = models.ForeignKey(
        "referentiels.Departement",
        models.PROTECT,
        verbose_name="département",
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        ordering = ["libelle", "pk"]
        verbose_name = "adresse"
        verbose_name_plural = "adresses"

    def __str__(self) -> str:
        return self.libelle


@suivre()
class DocumentClient(models.Model):
    """A file kept on a client: framework agreement, brochure, specification."""

    client = models.ForeignKey("clients.Client", models.CASCADE, verbose_name="client", related_name="documents")
    document = models.OneToOneField(
        "documents.Document", models.PROTECT, verbose_name="document", related_name="document_client"
    )
    nature = models.CharField("nature", max_length=12, choices=NatureDocument, default=NatureDocument.AUTRE)
    retire_le = models.DateTimeField("retiré le", null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "document"
        verbose_name_plural = "documents"

    def __str__(self) -> str:
        return str(self.document)


class ChangementSocieteQuerySet(models.QuerySet["ChangementSociete"]):
    """Moves, by who may read when somebody left."""

    def visibles_pour(self, utilisateur: Utilisateur) -> ChangementSocieteQuerySet:
        """Not those of somebody else's privé: the date of a move is part of their history (CLI-5)."""
        return self.filter(q_lisible(utilisateur))


@suivre()
class ChangementSociete(models.Model):
    """Somebody left a client for another: what was said and ordered there stays there."""

    contact = models.ForeignKey("clients.Contact", models.CASCADE, verbose_name="contact", related_name="changements")
    de = models.ForeignKey("clients.Client", models.PROTECT, verbose_name="quitte", related_name="departs")
    vers = models.ForeignKey("clients.Client", models.PROTECT, verbose_name="rejoint", related_name="arrivees")
    fonction_quittee = models.CharField("fonction quittée", max_length=80, blank=True)
    le = models.DateField("le")
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="noté par", null=True, blank=True, related_name="+"
    )
    cree_le = models.DateTimeField("noté le", auto_now_add=True)

    objects = ChangementSocieteQuerySet.as_manager()

    class Meta:
        ordering = ["-le", "-pk"]
        verbose_name = "changement de société"
        verbose_name_plural = "changements de société"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(de=models.F("vers")),
                name="changement_vers_une_autre",
                violation_error_message="Cette personne y travaille déjà : choisissez une autre société.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.de} → {self.vers}"
