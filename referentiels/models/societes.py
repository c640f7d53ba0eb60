"""Companies and their sector: one identity for clients, employers and final clients alike."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, Value
from stdnum import luhn

from referentiels.champs import ListeDerivee, TexteDerive
from referentiels.models.base import Repertoriee
from referentiels.normalisation import normaliser_societe
from referentiels.sql import SCORE_MINIMAL, LuhnValide, ScoreNoms
from samba.donnees.historique import suivre

MESSAGE_SIREN = "Un SIREN a neuf chiffres, dont le dernier est une clé : celui-ci n’est pas valable."


def valider_siren(valeur: str) -> None:
    """Refuse what is not nine digits with a right Luhn key.

    Raises:
        ValidationError: with a message for people.
    """
    if len(valeur) != 9 or not luhn.is_valid(valeur):
        raise ValidationError(MESSAGE_SIREN, code="siren")


@suivre()
class SecteurActivite(Repertoriee):
    """What a company does: it takes the employer's place in an anonymised CV (`FRE-4`)."""

    code = models.SlugField("code", max_length=60, unique=True)
    nom = models.CharField("nom", max_length=80)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "secteur d’activité"
        verbose_name_plural = "secteurs d’activité"
        ordering = ["ordre", "nom"]

    def __str__(self) -> str:
        return self.nom


class EntrepriseQuerySet(models.QuerySet["Entreprise"]):
    """Companies, as people ask for them."""

    def retrouver(self, nom: str) -> Entreprise | None:
        """Return the company that bears this name or alias, legal form and "Groupe" aside; None when unknown.

        A name wins over an alias, a verified company over another, then the oldest.
        """
        cle = normaliser_societe(nom)
        if not cle:
            return None
        candidates = self.filter(Q(nom_normalise=cle) | Q(aliases_normalises__contains=[cle]))
        ordre = models.Case(models.When(nom_normalise=cle, then=0), default=1)
        return candidates.order_by(ordre, "-verifiee", "pk").first()

    def retrouver_ou_creer(self, nom: str, secteur: SecteurActivite | None = None) -> Entreprise:
        """Return the company of this name, created unverified when nobody knows it; fill its sector if it has none.

        Two calls at the same moment make one row.

        Raises:
            ValueError: when `nom` holds neither letter nor digit.
        """
        if not normaliser_societe(nom):
            raise ValueError("Le nom d’une entreprise a au moins une lettre ou un chiffre.")
        entreprise = self.retrouver(nom)
        if entreprise is None:
            Entreprise.objects.bulk_create(
                [Entreprise(nom=" ".join(nom.split()), secteur=secteur)], ignore_conflicts=True
            )
            entreprise = self.retrouver(nom)
            assert entreprise is not None
        if secteur is not None and entreprise.secteur_id is None:
            entreprise.apprendre_secteur(secteur.pk)
        return entreprise

    def chercher(self, texte: str) -> EntrepriseQuerySet:
        """Find by name or alias, best first; each row carries `score` (see `ScoreNom`). Empty text: nothing."""
        cle = normaliser_societe(texte)
        if not cle:
            return self.none().annotate(score=Value(0.0))
        # The first filter goes through the indexes; the score then sorts the few rows left. Under three letters, only
        # the words that begin so score.
        trouvables = Q(noms_recherche__contains=cle) | Q(noms_recherche__trigram_word_similar=cle)
        if len(cle) < 3:
            trouvables = Q(noms_recherche__regex=rf"(^|[| ]){re.escape(cle)}")
        return (
            self.filter(trouvables)
            .annotate(score=ScoreNoms("noms_recherche", Value(cle)))
            .filter(score__gte=SCORE_MINIMAL)
            .order_by("-score", "nom")
        )


@suivre(exclude=["nom_normalise", "aliases_normalises", "noms_recherche"])
class Entreprise(Repertoriee):
    """A company or public body. A client, an experience's employer and a final client point to it.

    Two rows without SIREN cannot bear one normalised name; real homonyms each carry their SIREN.
    """

    nom = models.CharField("nom", max_length=200)
    aliases = ArrayField(
        models.CharField(max_length=200),
        verbose_name="autres noms",
        default=list,
        blank=True,
        help_text="Sigles, filiales, anciens noms.",
    )
    siren = models.CharField("SIREN", max_length=9, null=True, blank=True, unique=True, validators=[valider_siren])
    secteur = models.ForeignKey(
        SecteurActivite,
        models.PROTECT,
        related_name="entreprises",
        null=True,
        blank=True,
        verbose_name="secteur d’activité",
    )
    verifiee = models.BooleanField("vérifiée", default=False, help_text="Nom et secteur relus par une personne.")
    nom_normalise = TexteDerive(calcul=lambda e: normaliser_societe(e.nom))
    aliases_normalises = ListeDerivee(
        models.CharField(max_length=200),
        default=list,
        calcul=lambda e: sorted({normaliser_societe(a) for a in e.aliases} - {""}),
    )
    noms_recherche = TexteDerive(calcul=lambda e: "|".join([e.nom_normalise, *e.aliases_normalises]))

    objects = EntrepriseQuerySet.as_manager()

    class Meta:
        verbose_name = "entreprise"
        verbose_name_plural = "entreprises"
        ordering = ["nom"]
        constraints = [
            models.UniqueConstraint(
                fields=["nom_normalise"],
                condition=Q(siren=None),
                name="entreprise_nom_unique",
                violation_error_message="Une entreprise porte déjà ce nom. Donnez le SIREN s’il s’agit d’un homonyme.",
            ),
            models.CheckConstraint(
                condition=Q(siren=None) | (Q(siren__regex=r"^[0-9]{9}$") & Q(LuhnValide("siren"))),
                name="entreprise_siren_valable",
                violation_error_message=MESSAGE_SIREN,
            ),
            models.CheckConstraint(
                condition=~Q(nom_normalise=""),
                name="entreprise_nom_lisible",
                violation_error_message="Le nom d’une entreprise a au moins une lettre ou un chiffre.",
            ),
        ]
        indexes = [
            GinIndex(fields=["aliases_normalises"], name="entreprise_aliases"),
            GinIndex(fields=["noms_recherche"], opclasses=["gin_trgm_ops"], name="entreprise_noms_trgm"),
            models.Index(fields=["nom_normalise"], name="entreprise_nom_normalise"),
        ]

    def __str__(self) -> str:
        return self.nom

    def se_nomme(self, nom: str) -> bool:
        """Is this her name or one of her other names, legal form and "Groupe" aside?"""
        return normaliser_societe(nom) in {self.nom_normalise, *self.aliases_normalises}

    def apprendre_secteur(self, secteur: int) -> bool:
        """Take this sector (its key) when it has none: asked once, it serves every CV. Tells whether it did.

        A sector already there stays: somebody chose it, perhaps at this very moment.
        """
        appris = bool(Entreprise.objects.filter(pk=self.pk, secteur=None).update(secteur=secteur))
        self.refresh_from_db(fields=["secteur"])
        return appris

    def validate_constraints(self, exclude: Iterable[str] | None = None) -> None:
        """Check the name too where a form leaves the derived column out: the message is for people, not a 500."""
        self.nom_normalise = normaliser_societe(self.nom)
        super().validate_constraints(exclude=set(exclude or ()) - {"nom_normalise"})
