"""Guards for views."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from samba.comptes.models import Utilisateur


class RequeteConnectee(HttpRequest):
    """For type checkers: a request that passed the login middleware."""

    user: Utilisateur  # type: ignore[assignment]
    htmx: Any


def utilisateur_de(request: HttpRequest) -> Utilisateur:
    """The signed-in user of a request (login is guaranteed by the middleware)."""
    return cast(Utilisateur, request.user)


def exige(capacite: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Refuse with 403 a user whose role lacks this capacity (`comptes.enums.Capacite`)."""

    def decorer(vue: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(vue)
        def gardee(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not utilisateur_de(request).peut(capacite):
                raise PermissionDenied("Votre rôle ne permet pas cette action.")
            return vue(request, *args, **kwargs)

        return gardee

    return decorer
