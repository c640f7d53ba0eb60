"""The catalogue of training actions and the candidates linked to each (SAR-12)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from freelances.formations import services
from freelances.formations.formulaires import ActionForm, LienForm
from freelances.formations.listes import ActionFiltre, ActionTable, LienFiltre, LienTable, actions_comptees
from freelances.models import ActionFormation, LienFormation
from freelances.sar.verrou import montrables, nombre_bloquantes
from samba.acces.vues import exige, utilisateur_de
from samba.donnees.vues import enregistrer
from samba.listes.tables import configurer

FICHE = "freelances/formations/action.html"


def _action(request: HttpRequest, pk: int) -> ActionFormation:
    return get_object_or_404(ActionFormation.objects.visibles_pour(utilisateur_de(request)), pk=pk)


@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """The actions in use, by name, with their next session and the candidates at each link."""
    lignes = actions_comptees(ActionFormation.objects.visibles_pour(utilisateur_de(request)).en_cours())
    filtre = ActionFiltre(request.GET, queryset=lignes.order_by("intitule"), request=request)
    table = configurer(request, ActionTable(filtre.qs))
    if utilisateur_de(request).peut("qualifier"):
        table.vide_url, table.vide_action = reverse("formations:action_creer"), "Nouvelle action"
    page = "composants/_resultats_liste.html" if request.htmx else "freelances/formations/catalogue.html"  # type: ignore[attr-defined]
    return render(request, page, {"table": table, "form": filtre.form})


@require_safe
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """An action: what it is, its sessions, its candidates."""
    contexte = _contexte(request, _action(request, pk))
    page = "freelances/formations/_candidats.html" if request.htmx else FICHE  # type: ignore[attr-defined]
    return render(request, page, contexte)


def _contexte(request: HttpRequest, action: ActionFormation, lien_form: LienForm | None = None) -> dict[str, Any]:
    utilisateur = utilisateur_de(request)
    modifiable = utilisateur.peut("gerer_freelances")
    # Who is linked to an action is a filter of the vivier (SAR-4, SAR-10).
    ferme = bool(nombre_bloquantes(utilisateur))
    liens = montrables(LienFormation.objects.visibles_pour(utilisateur).filter(action=action), utilisateur)
    filtre = LienFiltre(request.GET, queryset=liens.order_by("-depuis", "-pk"), request=request)
    return {
        "action": action,
        "ferme": ferme,
        "metiers": action.metiers.all(),
        "sessions": action.sessions.all(),
        "besoins": action.besoins.visibles_pour(utilisateur).ouverts()[:10],
        "form": filtre.form,
        "table": configurer(request, LienTable(filtre.qs, modifiable=modifiable)),
        "lien_form": lien_form or (LienForm(action=action) if modifiable and action.archive_le is None else None),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@exige("qualifier")
def creer(request: HttpRequest) -> HttpResponse:
    """A new action."""
    return _formulaire(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@exige("qualifier")
def modifier(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit an action and its sessions, under one version."""
    return _formulaire(request, _action(request, pk))


def _formulaire(request: HttpRequest, action: ActionFormation | None) -> HttpResponse:
    page = "freelances/formations/action_formulaire.html"
    retour = reverse("formations:action", args=[action.pk]) if action else reverse("formations:catalogue")
    contexte = {"action": action, "annuler_url": retour, "bouton": "Enregistrer" if action else "Ajouter au catalogue"}
    if request.method != "POST":
        return render(request, page, {**contexte, "form": ActionForm(instance=action)})
    enregistree, reponse = enregistrer(request, ActionForm(request.POST, instance=action), page, contexte)
    if reponse is not None:
        return reponse
    messages.success(request, f"L’action « {enregistree} » est au catalogue.")
    return redirect("formations:action", pk=enregistree.pk)


@require_POST
@exige("qualifier")
def archiver(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an action out of the catalogue; its links stay."""
    ActionFormation.objects.filter(pk=pk, archive_le__isnull=True).update(archive_le=timezone.now())
    messages.success(request, "L’action n’est plus au catalogue ; ses candidats la gardent.")
    return redirect("formations:catalogue")


@require_POST
@exige("gerer_freelances")
def lier(request: HttpRequest, pk: int) -> HttpResponse:
    """Link a candidate to an action, or move the link they have."""
    action = _action(request, pk)
    form = LienForm(request.POST, action=action)
    if not form.is_valid():
        return render(request, FICHE, _contexte(request, action, form), status=422)
    lus = form.cleaned_data
    try:
        services.lier(action=action, par=utilisateur_de(request), **lus)
    except ValidationError as refus:
        form.add_error("session", refus)
        return render(request, FICHE, _contexte(request, action, form), status=422)
    messages.success(request, f"{lus['freelance']} est lié à « {action} ».")
    return redirect("formations:action", pk=pk)


@require_POST
@exige("gerer_freelances")
def delier(request: HttpRequest, pk: int, freelance: int) -> HttpResponse:
    """Remove the link of a candidate; the history tells that it was there."""
    LienFormation.objects.visibles_pour(utilisateur_de(request)).filter(action=pk, freelance=freelance).delete()
    messages.success(request, "Le lien est retiré.")
    return redirect("formations:action", pk=pk)
