"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from samba.listes.menu import Lien, liens_pour

# Links of the user's own menu; a room not built yet is simply absent. (label, url name, icon)
LIENS_PERSONNELS = (
    ("Mon profil", "comptes:profil", "user-circle"),
    ("Sécurité et connexion", "mfa_index", "shield-check"),
    ("Notifications", "notifications:liste", "bell"),
    ("E-mails envoyés", "courriels:liste", "envelope"),
    ("Aide", "listes:aide", "lifebuoy"),
)


def _liens_personnels() -> list[Lien]:
    liens = []
    for libelle, url_name, icone in LIENS_PERSONNELS:
        try:
            liens.append(Lien(libelle, reverse(url_name), icone))
        except NoReverseMatch:
            continue
    return liens


def _barre(request: HttpRequest) -> dict[str, Any]:
    """Links of the bar for this request's user; runs no query of its own."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"liens": [], "personnels": [], "prenom": ""}
    liens = liens_pour(user.role, request.path)
    return {"liens": liens, "personnels": _liens_personnels(), "prenom": user.get_short_name()}


def barre(request: HttpRequest) -> dict[str, Any]:
    """`barre.liens`, `barre.personnels`, `barre.prenom`: built only by pages that draw the bar, not by partials."""
    return {"barre": SimpleLazyObject(lambda: _barre(request))}
