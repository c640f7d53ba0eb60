"""What one says on the phone: scripts, answers, options. Written by the firm, edited by its managers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from clients.appel.enums import GenreTexte, Interlocuteur
from samba.activite.enums import Objection
from samba.donnees.historique import suivre
from samba.donnees.models import Racine, RacineQuerySet

CLES = {GenreTexte.SCRIPT: Interlocuteur, GenreTexte.OBJECTION: Objection}


class TexteAppelQuerySet(RacineQuerySet):
    """Texts, as the cockpit shows them."""

    def de_genre(self, *genres: str) -> TexteAppelQuerySet:
        """Those in use, in the order the manager gave them."""
        return self.en_cours().filter(genre__in=genres).order_by("genre", "ordre", "pk")


@suivre(exclude=["modifie_le"])
class TexteAppel(Racine):
    """A script for an interlocutor, an answer to a question or to an objection, an option to propose.

    `cle` is the interlocutor of a script or the objection answered; questions and options have none. Placeholders
    between braces (`appel.textes.PLACES`) are filled with who calls whom.
    """

    genre = models.CharField("usage", max_length=10, choices=GenreTexte)
    cle = models.CharField(
        "interlocuteur ou objection",
        max_length=24,
        blank=True,
        choices=[("Scripts", Interlocuteur.choices), ("Objections", Objection.choices)],
    )
    titre = models.CharField("titre", max_length=120)
    texte = models.TextField("texte", max_length=4000)
    ordre = models.PositiveSmallIntegerField("ordre", default=100)
    # The initial texts: one that a manager archived or rewrote is not loaded again.
    code = models.SlugField("code", max_length=60, null=True, blank=True, unique=True, editable=False)

    objects = TexteAppelQuerySet.as_manager()

    class Meta:
        ordering = ["genre", "ordre", "pk"]
        verbose_name = "texte d’appel"
        verbose_name_plural = "textes d’appel"
        constraints = [
            models.CheckConstraint(
                condition=Q(genre=GenreTexte.SCRIPT, cle__in=Interlocuteur.values)
                | Q(genre=GenreTexte.OBJECTION, cle__in=Objection.values)
                | Q(genre__in=[GenreTexte.QUESTION, GenreTexte.OPTION], cle=""),
                name="texte_appel_cle_de_son_genre",
                violation_error_message="Un script vise un interlocuteur, une réponse vise une objection.",
            )
        ]

    def __str__(self) -> str:
        return self.titre
