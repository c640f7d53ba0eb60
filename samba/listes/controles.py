"""System checks of the bar: an entry that leads nowhere is an error of the room that declared it."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import NoReverseMatch, reverse

from samba.listes.menu import entrees


@register("listes")
def entrees_atteignables(**_kwargs: Any) -> list[CheckMessage]:
    """Every address named by the bar exists: on screen an unknown one is left out, so only this check would tell."""
    erreurs: list[CheckMessage] = []
    for entree in entrees():
        for url_name in (entree.url_name, *(sous.url_name for sous in entree.sous_entrees)):
            try:
                reverse(url_name)
            except NoReverseMatch:
                erreurs.append(Error(f"La barre mène à « {url_name} », qui n’existe pas.", id="listes.E001"))
    return erreurs
