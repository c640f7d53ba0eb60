"""CVs received, and anonymised CVs made from the profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from freelances.enums import EtatLecture
from freelances.models.freelance import Freelance
from samba.donnees.historique import suivre

if TYPE_CHECKING:
    from samba.comptes.models import Utilisateur


class CVQuerySet(models.QuerySet["CV"]):
    """CVs received, by who may read them."""

    def visibles_pour(self, utilisateur: Utilisateur) -> CVQuerySet:
        """Every CV: freelances are shared by the firm."""
        return self.select_related("document", "freelance")


@suivre(exclude=["texte", "vecteur"])
class CV(models.Model):
    """A CV received: the private file, the text read from it and that text's own search vector."""

    freelance = models.ForeignKey(Freelance, models.CASCADE, related_name="cvs")
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="cv")
    etat = models.CharField("lecture", max_length=12, choices=EtatLecture, default=EtatLecture.A_LIRE)
    texte = models.TextField("texte", blank=True, editable=False)
    message = models.CharField("message de lecture", max_length=300, blank=True, editable=False)
    courant = models.BooleanField("version courante", default=True, editable=False)
    cree_le = models.DateTimeField("reçu le", auto_now_add=True)
    vecteur = models.GeneratedField(
        expression=SearchVector("texte", config="fr"), output_field=SearchVectorField(), db_persist=True
    )

    objects = CVQuerySet.as_manager()

    class Meta:
        ordering = ["-cree_le", "-pk"]
        verbose_name = "CV"
        verbose_name_plural = "CV"
        constraints = [
            models.UniqueConstraint(
                fields=["freelance"], condition=models.Q(courant=True), name="cv_un_seul_courant_par_freelance"
            )
        ]

    def __str__(self) -> str:
        return f"CV de {self.freelance}"


@suivre(exclude=["contenu"])
class CVAnonyme(models.Model):
    """An anonymised CV: the exact fields it was built from, its PDF, and who approved it (FRE-4)."""

    freelance = models.ForeignKey(Freelance, models.CASCADE, related_name="cvs_anonymes")
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="cv_anonyme")
    reference = models.CharField("référence", max_length=20, unique=True)
    contenu = models.JSONField("contenu", editable=False)
    version_profil = models.PositiveIntegerField("version du profil", editable=False)
    approuve_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="approuvé par", related_name="+"
    )
    approuve_le = models.DateTimeField("approuvé le", auto_now_add=True)

    class Meta:
        ordering = ["-approuve_le", "-pk"]
        verbose_name = "CV anonymisé"
        verbose_name_plural = "CV anonymisés"

    def __str__(self) -> str:
        return self.reference
