"""Addresses that name a merged skill still find the one that stands for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from referentiels.models import Competence
from samba.donnees.validateurs import cle_lue


def suivre_fusions(*parametres: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view whose `parametres` hold keys of skills: a bookmark that names a merged one leads to the one kept.

    One short query when the address names skills, none otherwise. The address itself changes, so that the filters
    shown, their chips and what one bookmarks next all name the skill of today.
    """

    def decorer(vue: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(vue)
        def suivie(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            demandees = remplacer(request.GET, parametres)
            if demandees is not None:
                return HttpResponseRedirect(f"{request.path}?{demandees.urlencode()}")
            return vue(request, *args, **kwargs)

        return suivie

    return decorer


def remplacer(demandees: QueryDict, parametres: tuple[str, ...]) -> QueryDict | None:
    """The same parameters with the skills of today, each once; None when they already are."""
    cles = {lue for nom in parametres for lue in map(cle_lue, demandees.getlist(nom)) if lue is not None}
    reunies = Competence.objects.filter(pk__in=cles).exclude(fusionnee_dans=None).select_related("fusionnee_dans")
    gardees = {str(c.pk): str(c.gardee.pk) for c in reunies} if cles else {}
    if not gardees:
        return None
    suivies = demandees.copy()
    for nom in parametres:
        suivies.setlist(nom, list(dict.fromkeys(gardees.get(cle, cle) for cle in demandees.getlist(nom))))
    return suivies
