"""Private files: random names on disk, hash kept, never a public address."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

from samba.donnees.historique import suivre

if TYPE_CHECKING:
    from samba.comptes.models import Utilisateur


def chemin_prive(instance: Document, filename: str) -> str:
    """A name that tells nothing: two random letters of folder, then a random token. The typed name is kept in `nom`."""
    jeton = secrets.token_hex(20)
    return f"documents/{jeton[:2]}/{jeton}"


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents, by who may read them."""

    def visibles_pour(self, utilisateur: Utilisateur) -> DocumentQuerySet:
        """Those of the firm's shared files. Rooms that hang a document on a privé narrow this further."""
        return self.all()


@suivre()
class Document(models.Model):
    """A private file with its own name, type by content, size (bytes) and SHA-256."""

    fichier = models.FileField("fichier", upload_to=chemin_prive, max_length=200)
    nom = models.CharField("nom", max_length=200)
    type_mime = models.CharField("type", max_length=120)
    taille = models.PositiveBigIntegerField("taille (octets)")
    empreinte = models.CharField("empreinte SHA-256", max_length=64, db_index=True)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="déposé par", null=True, blank=True, related_name="+"
    )
    cree_le = models.DateTimeField("déposé le", auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-cree_le"]
        verbose_name = "document"
        verbose_name_plural = "documents"

    def __str__(self) -> str:
        return self.nom
