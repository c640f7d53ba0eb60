"""Where an activity leads. Pages above are named as strings, like the foreign keys: nothing is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

if TYPE_CHECKING:
    from samba.activite.models import Cible

# The most precise first: a relance on a positionnement leads to its besoin.
PAGES = (
    ("besoin", "besoins:fiche"),
    ("contact", "clients:contact"),
    ("freelance", "freelances:fiche"),
    ("client", "clients:fiche"),
)


def adresse(nom: str, pk: int) -> str:
    """The address of a page by its name, empty when that room has none."""
    try:
        return reverse(nom, args=[pk])
    except NoReverseMatch:
        return ""


def lien(activite: Cible, sauf: str = "") -> str:
    """The page of what an activity is about; empty when there is none but `sauf`, the page we stand on."""
    for cible, nom in PAGES:
        pk = getattr(activite, f"{cible}_id")
        if pk and cible != sauf and not (sauf == "contact" and cible == "client"):
            return adresse(nom, pk)
    return ""
