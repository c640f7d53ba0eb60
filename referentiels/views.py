"""JSON endpoints behind the choosers (Tom Select): `?q=` gives at most 20 lines, best first."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from referentiels.models import Commune, Competence, Entreprise, Metier

LIMITE = 20


class RechercheForm(forms.Form):
    """What was typed. Anything else than a short text finds nothing."""

    q = forms.CharField(max_length=100, required=False)


def _repondre(
    request: HttpRequest, chercher: Callable[[str], QuerySet[Any]], precision: Callable[[Any], str]
) -> JsonResponse:
    form = RechercheForm(request.GET)
    trouves: QuerySet[Any] | list[Model] = chercher(form.cleaned_data["q"])[:LIMITE] if form.is_valid() else []
    lignes = [{"value": objet.pk, "text": str(objet), "precision": precision(objet)} for objet in trouves]
    return JsonResponse(lignes, safe=False)


@require_GET
def metiers_json(request: HttpRequest) -> JsonResponse:
    """Find métiers by any name; the precision is the other name that answered, else the family."""
    metiers = Metier.objects.actifs().select_related("famille__parent")
    return _repondre(request, metiers.chercher, lambda m: m.nom_trouve or str(m.famille))


@require_GET
def competences_json(request: HttpRequest) -> JsonResponse:
    """Find skills by name or synonym; the precision is the theme."""
    competences = Competence.objects.actives().select_related("theme")
    return _repondre(request, competences.chercher, lambda c: c.nom_theme)


@require_GET
def communes_json(request: HttpRequest) -> JsonResponse:
    """Find communes by the beginning of their name or postcode; the precision is the département."""
    communes = Commune.objects.select_related("departement")
    return _repondre(request, communes.chercher, lambda c: str(c.departement))


@require_GET
def entreprises_json(request: HttpRequest) -> JsonResponse:
    """Find companies by name or alias; the precision is the sector."""
    entreprises = Entreprise.objects.select_related("secteur")
    return _repondre(request, entreprises.chercher, lambda e: e.secteur.nom if e.secteur else "secteur à préciser")
