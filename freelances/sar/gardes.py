"""What a view does of the lock (SAR-4): the fiches to update answer in the place of a search that is closed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from freelances.sar.verrou import FichesDepasseesError

Vue = Callable[..., HttpResponse]


def si_ouvert(vue: Vue) -> Vue:
    """Send whoever the lock stops to their overdue fiches, which say why and how many."""

    @wraps(vue)
    def gardee(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return vue(request, *args, **kwargs)
        except FichesDepasseesError:
            return _vers_les_depassees(request)

    return gardee


def _vers_les_depassees(request: HttpRequest) -> HttpResponse:
    """The whole page goes there, even from a partial refresh."""
    adresse = reverse("portefeuille:depassees")
    if getattr(request, "htmx", False):
        reponse = HttpResponse(status=204)
        reponse["HX-Redirect"] = adresse
        return reponse
    return redirect(adresse)
