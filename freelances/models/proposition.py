"""What was read in a CV, waiting for a person."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from freelances.lecture_cv.enums import EtatProposition, Rubrique
from freelances.models.cv import CV
from samba.donnees.historique import suivre

# Words of a confidence (percent): at least this much.
CONFIANCES = ((85, "sûr", "vert"), (65, "probable", "bleu"), (0, "à vérifier", "orange"))


class PropositionQuerySet(models.QuerySet["PropositionCV"]):
    """Proposals, by what was decided of them."""

    def a_decider(self) -> PropositionQuerySet:
        """Nobody decided yet."""
        return self.filter(etat=EtatProposition.PROPOSEE)

    def acceptees(self) -> PropositionQuerySet:
        """A person accepted them."""
        return self.filter(etat=EtatProposition.ACCEPTEE)


@suivre(exclude=["valeur", "libelle", "detail", "passages"])
class PropositionCV(models.Model):
    """One thing that a CV says: what it would write (`valeur`), how sure (percent), and from which words.

    `champ` names the column of the freelance for a single value (e-mail, TJM); empty for a row (skill, experience).
    `passages` are [start, end] places in the text of the CV. What it says is not in the history: the profile keeps it
    once accepted.
    """

    cv = models.ForeignKey(CV, models.CASCADE, related_name="propositions")
    rubrique = models.CharField("rubrique", max_length=12, choices=Rubrique)
    champ = models.CharField("champ", max_length=20, blank=True)
    rang = models.PositiveSmallIntegerField("rang", default=0)
    libelle = models.CharField("libellé", max_length=240)
    detail = models.CharField("détail", max_length=400, blank=True)
    valeur = models.JSONField("valeur", default=dict)
    confiance = models.PositiveSmallIntegerField("confiance (%)", validators=[MaxValueValidator(100)])
    passages = models.JSONField("passages du texte", default=list)
    etat = models.CharField("état", max_length=10, choices=EtatProposition, default=EtatProposition.PROPOSEE)
    decidee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="décidée par", null=True, blank=True, related_name="+"
    )
    decidee_le = models.DateTimeField("décidée le", null=True, blank=True)

    objects = PropositionQuerySet.as_manager()

    class Meta:
        ordering = ["cv", "rang", "pk"]
        verbose_name = "proposition d’un CV"
        verbose_name_plural = "propositions des CV"
        constraints = [
            models.CheckConstraint(
                condition=Q(confiance__lte=100),
                name="proposition_confiance_bornee",
                violation_error_message="Une confiance est un pourcentage.",
            ),
            models.CheckConstraint(
                condition=Q(etat=EtatProposition.PROPOSEE) | Q(decidee_le__isnull=False),
                name="proposition_decidee_datee",
                violation_error_message="Une décision a une date.",
            ),
        ]

    def __str__(self) -> str:
        return self.libelle

    @property
    def en_mots(self) -> tuple[str, str]:
        """The confidence in a word, and its colour."""
        return next((mot, couleur) for seuil, mot, couleur in CONFIANCES if self.confiance >= seuil)

    @property
    def valeur_simple(self) -> Any:
        """What a single value would write, None for a row."""
        return self.valeur.get("valeur") if self.champ else None
