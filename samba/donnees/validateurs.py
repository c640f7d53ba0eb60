"""Checks shared by the rooms that hold companies and people."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from stdnum.fr import siret as stdnum_siret

MOTS_CHERCHES_MAX = 10


def cle_lue(texte: object) -> int | None:
    """The primary key that an address or a form names, None when it cannot be one.

    `str.isdigit` is not enough: it says yes to « ² », which `int` refuses, and to numbers longer than a key.
    """
    ecrit = str(texte)
    return int(ecrit) if ecrit.isascii() and ecrit.isdigit() and len(ecrit) < 19 else None


def mots_cherches(texte: str) -> list[str]:
    """The words of a search box, the first ten: each is a condition more, and an address holds two thousand of them."""
    return texte[:200].split()[:MOTS_CHERCHES_MAX]


def normaliser_siret(valeur: str) -> str:
    """The digits alone, without the spaces and dots people type."""
    return "".join(caractere for caractere in valeur if caractere not in " .-\u00a0\u202f")


def valider_siret(valeur: str) -> None:
    """14 digits with a right Luhn key, La Poste's exception included (FRE-1). Raises ValidationError."""
    if not (len(valeur) == 14 and valeur.isdigit()):
        raise ValidationError("Un SIRET compte 14 chiffres.")
    if not stdnum_siret.is_valid(valeur):
        raise ValidationError("Ce SIRET n’existe pas : sa clé de contrôle est fausse. Vérifiez les 14 chiffres.")
