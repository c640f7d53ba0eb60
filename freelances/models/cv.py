"""CVs received, and anonymised CVs made from the profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from freelances.enums import ActionAnonymat, EtatLecture, LangueCV, ModeleCV, Precision
from freelances.lecture_cv.enums import EtatProposition
from freelances.models.freelance import Freelance
from samba.donnees.historique import suivre

if TYPE_CHECKING:
    from samba.comptes.models import Utilisateur


class CVQuerySet(models.QuerySet["CV"]):
    """CVs received, by who may read them."""

    def visibles_pour(self, utilisateur: Utilisateur) -> CVQuerySet:
        """Every CV: freelances, and those who may become one, are shared by the firm."""
        return self.select_related("document", "freelance")

    def rattaches(self) -> CVQuerySet:
        """Those of a freelance."""
        return self.filter(freelance__isnull=False)

    def brouillons(self) -> CVQuerySet:
        """Received without a freelance, and not put aside: somebody has to say whose they are."""
        return self.filter(freelance__isnull=True, ecarte_le__isnull=True)


def avec_comptes(cvs: models.QuerySet[CV]) -> models.QuerySet[CV]:
    """Each with `propositions_en_attente`: how many of its proposals nobody decided yet. No query more."""
    attente = models.Q(propositions__etat=EtatProposition.PROPOSEE)
    return cvs.annotate(propositions_en_attente=models.Count("propositions", filter=attente))


@suivre(exclude=["texte", "vecteur", "etape"])
class CV(models.Model):
    """A CV received: the private file, the text read from it and that text's own search vector.

    Without `freelance` it is a draft: nobody's profile until a person accepts what it proposes. `etape` tells how far
    the reading is.
    """

    freelance = models.ForeignKey(Freelance, models.CASCADE, related_name="cvs", null=True, blank=True)
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="cv")
    etat = models.CharField("lecture", max_length=12, choices=EtatLecture, default=EtatLecture.A_LIRE)
    texte = models.TextField("texte", blank=True, editable=False)
    message = models.CharField("message de lecture", max_length=600, blank=True, editable=False)
    etape = models.CharField("étape de la lecture", max_length=60, blank=True, editable=False)
    origine = models.CharField("reçu dans", max_length=200, blank=True, editable=False)
    ecarte_le = models.DateTimeField("écarté le", null=True, blank=True, editable=False)
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
            ),
            models.CheckConstraint(
                condition=models.Q(freelance__isnull=False) | models.Q(courant=False),
                name="cv_brouillon_pas_courant",
                violation_error_message="Un CV sans freelance n’est le CV courant de personne.",
            ),
        ]

    def __str__(self) -> str:
        return f"CV de {self.freelance}" if self.freelance else "CV sans freelance"


@suivre(exclude=["contenu"])
class CVAnonyme(models.Model):
    """An anonymised CV: the exact fields it was built from, its PDF, and who approved it (FRE-4)."""

    freelance = models.ForeignKey(Freelance, models.CASCADE, related_name="cvs_anonymes")
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="cv_anonyme")
    reference = models.CharField("référence", max_length=20, unique=True)
    contenu = models.JSONField("contenu", editable=False)
    version_profil = models.PositiveIntegerField("version du profil", editable=False)
    modele = models.CharField("modèle", max_length=12, choices=ModeleCV, default=ModeleCV.COMPLET, editable=False)
    langue = models.CharField("langue des titres", max_length=2, choices=LangueCV, default=LangueCV.FR, editable=False)
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


@suivre(exclude=["cle"])
class DecisionAnonymat(models.Model):
    """What a person decided about words of one freelance's CV: take them out, or leave them (FRE-4).

    It is written with its reason, kept in the history, and moves the version of the profile: an approval given before
    no longer holds.
    """

    freelance = models.ForeignKey(Freelance, models.CASCADE, related_name="decisions_anonymat")
    action = models.CharField("décision", max_length=8, choices=ActionAnonymat)
    mots = models.CharField("mots", max_length=200)
    cle = models.CharField("mots comparés", max_length=220, editable=False)
    remplacement = models.CharField("remplacés par", max_length=120, blank=True)
    motif = models.CharField("motif", max_length=200)
    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="décidé par", related_name="+")
    cree_le = models.DateTimeField("décidé le", auto_now_add=True)

    class Meta:
        ordering = ["-cree_le", "-pk"]
        verbose_name = "décision d’anonymisation"
        verbose_name_plural = "décisions d’anonymisation"
        constraints = [
            models.UniqueConstraint(
                fields=["freelance", "cle"],
                name="decision_anonymat_unique",
                violation_error_message="Une décision porte déjà sur ces mots.",
            ),
            models.CheckConstraint(
                condition=~models.Q(cle="") & ~models.Q(motif=""),
                name="decision_anonymat_lisible",
                violation_error_message="Une décision dit ses mots et son motif.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} « {self.mots} »"


@suivre()
class PrecisionEmployeur(models.Model):
    """What tells an employer from another of its secteur in a CV: asked once (FRE-4)."""

    entreprise = models.OneToOneField("referentiels.Entreprise", models.CASCADE, related_name="precision_cv")
    precision = models.CharField("précision", max_length=24, choices=Precision)

    class Meta:
        verbose_name = "précision d’un employeur"
        verbose_name_plural = "précisions des employeurs"

    def __str__(self) -> str:
        return f"{self.entreprise} : {self.get_precision_display()}"
