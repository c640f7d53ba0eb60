"""Private files (random names on disk, hash kept, never a public address), and the signed links."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from samba.documents.liens.enums import GestePassage
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


class LienSigneQuerySet(models.QuerySet["LienSigne"]):
    """Signed links, by what they still open."""

    def ouverts(self) -> LienSigneQuerySet:
        """Neither used, nor revoked, nor expired."""
        return self.filter(utilise_le__isnull=True, revoque_le__isnull=True, expire_le__gt=timezone.now())


@suivre()
class LienSigne(models.Model):
    """A link that lets one person do one thing without an account (conception §8).

    Only `alea` is stored: the address carries it with our signature (`liens.services.jeton_de`), so a copy of the base
    opens nothing. The room that made it hangs its own row on it; `usage` names what it does (`liens.registre`).
    """

    usage = models.CharField("usage", max_length=40)
    alea = models.CharField(max_length=32, unique=True, editable=False)
    expire_le = models.DateTimeField("expire le")
    utilise_le = models.DateTimeField("utilisé le", null=True, blank=True)
    revoque_le = models.DateTimeField("révoqué le", null=True, blank=True)
    revoque_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="révoqué par", null=True, blank=True, related_name="+"
    )
    cree_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="créé par", null=True, blank=True, related_name="+"
    )
    cree_le = models.DateTimeField("créé le", auto_now_add=True)

    objects = LienSigneQuerySet.as_manager()

    class Meta:
        ordering = ["-cree_le", "-pk"]
        verbose_name = "lien signé"
        verbose_name_plural = "liens signés"

    def __str__(self) -> str:
        return f"{self.usage} n° {self.pk}"

    @property
    def etat(self) -> str:
        """`ouvert`, `utilise`, `revoque` or `expire`; the first that is true of a closed one, in that order."""
        if self.utilise_le is not None:
            return "utilise"
        if self.revoque_le is not None:
            return "revoque"
        return "expire" if self.expire_le <= timezone.now() else "ouvert"


class PassageLien(models.Model):
    """The log of a signed link: each time it was opened, used or refused. Never changed."""

    lien = models.ForeignKey(LienSigne, models.CASCADE, related_name="passages")
    le = models.DateTimeField("le", auto_now_add=True)
    geste = models.CharField("geste", max_length=12, choices=GestePassage)

    class Meta:
        ordering = ["-le", "-pk"]
        verbose_name = "passage sur un lien"
        verbose_name_plural = "passages sur les liens"

    def __str__(self) -> str:
        return f"{self.get_geste_display()} le {timezone.localtime(self.le):%d/%m/%Y}"
