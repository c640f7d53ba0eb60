"""JSON endpoints behind the choosers (Tom Select): `?q=` gives at most 20 lines, best first."""

from collections.abc import Callable, Sequence

from django import forms
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from referentiels import choix


class RechercheForm(forms.Form):
    """What was typed. Anything else than a short text finds nothing."""

    q = forms.CharField(max_length=100, required=False)


def _repondre(request: HttpRequest, chercher: Callable[[str], Sequence[choix.Choix | choix.Nomme]]) -> JsonResponse:
    form = RechercheForm(request.GET)
    trouves = chercher(form.cleaned_data["q"]) if form.is_valid() else []
    return JsonResponse([ligne._asdict() for ligne in trouves], safe=False)


@require_GET
def metiers_json(request: HttpRequest) -> JsonResponse:
    """Find métiers by any name."""
    return _repondre(request, choix.metiers)


@require_GET
def competences_json(request: HttpRequest) -> JsonResponse:
    """Find skills by name or synonym."""
    return _repondre(request, choix.competences)


@require_GET
def communes_json(request: HttpRequest) -> JsonResponse:
    """Find communes by the beginning of their name or postcode."""
    return _repondre(request, choix.communes)


@require_GET
def entreprises_json(request: HttpRequest) -> JsonResponse:
    """Find companies by name or alias."""
    return _repondre(request, choix.entreprises)
