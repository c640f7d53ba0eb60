"""What the administrateur decides of a skill that somebody typed: put it away, or take it away."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from referentiels.models import Competence, Theme
from referentiels.utilisations import est_utilise
from samba.comptes.models import Utilisateur


class DejaDecidee(Exception):
    """Somebody else decided of this skill meanwhile, or it is not to be reviewed."""


class EncoreUtilisee(Exception):
    """A skill that is on a file is merged, never removed."""


def a_verifier_pour(utilisateur: Utilisateur) -> int | None:
    """How many skills wait for this person's decision; None for those who do not decide."""
    return Competence.objects.a_verifier().count() if utilisateur.peut("gerer_referentiels") else None


@transaction.atomic
def ranger(
    competence: Competence,
    *,
    nom: str,
    theme: Theme,
    synonymes: list[str],
    noms_ambigus: list[str],
    contexte: list[str],
) -> Competence:
    """Give a typed skill its place. What was typed stays among its names when the name is corrected.

    Raises:
        DejaDecidee: it is no longer to be reviewed.
    """
    prise = _prendre(competence)
    prise.nom, prise.theme, prise.verifiee = nom, theme, True
    prise.synonymes, prise.noms_ambigus, prise.contexte = synonymes, noms_ambigus, contexte
    prise.save()
    return prise


@transaction.atomic
def refuser(competence: Competence) -> None:
    """Take away a typed skill that is on no file; the history remembers it.

    Raises:
        DejaDecidee: it is no longer to be reviewed.
        EncoreUtilisee: it is on a file: it must be merged into the skill that was meant.
    """
    prise = _prendre(competence)
    if est_utilise(prise):
        raise EncoreUtilisee
    prise.delete()


def _prendre(competence: Competence) -> Any:
    """The skill, locked: whoever is linking to it ends first."""
    prise = Competence.objects.a_verifier().select_for_update().filter(pk=competence.pk).first()
    if prise is None:
        raise DejaDecidee
    return prise
