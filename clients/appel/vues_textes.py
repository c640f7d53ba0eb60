"""The texts of the cockpit: read by those who call, edited by their managers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clients.appel.enums import GenreTexte, Interlocuteur
from clients.appel.formulaires import TexteForm
from clients.appel.models import TexteAppel
from clients.appel.textes import PLACES
from samba.acces.vues import exige, utilisateur_de
from samba.activite.enums import Objection
from samba.donnees.vues import enregistrer

GABARIT = "clients/appel/texte_formulaire.html"
LIBELLES: dict[str, dict[str, str]] = {
    GenreTexte.SCRIPT: dict(Interlocuteur.choices),
    GenreTexte.OBJECTION: dict(Objection.choices),
}


@require_GET
def liste(request: HttpRequest) -> HttpResponse:
    """Every text in use, by what it is for."""
    groupes: dict[str, list[dict[str, Any]]] = {genre: [] for genre in GenreTexte.values}
    textes = list(TexteAppel.objects.de_genre(*GenreTexte.values))
    for texte in textes:
        quoi = LIBELLES.get(texte.genre, {}).get(texte.cle, "")
        groupes[texte.genre].append({"texte": texte, "quoi": quoi})
    contexte = {
        "groupes": [(GenreTexte(genre), lignes) for genre, lignes in groupes.items()],
        "nombre": len(textes),
        "peut_editer": utilisateur_de(request).peut("editer_scripts"),
    }
    return render(request, "clients/appel/textes.html", contexte)


@exige("editer_scripts")
@require_http_methods(["GET", "POST"])
def creer(request: HttpRequest) -> HttpResponse:
    """A new text; `?genre=` says what for."""
    if request.method == "GET":
        genre = request.GET.get("genre")
        initial = {"genre": genre} if genre in GenreTexte.values else {}
        return render(request, GABARIT, _contexte(TexteForm(initial=initial)))
    texte, reponse = enregistrer(request, TexteForm(request.POST), GABARIT, _contexte(None))
    if reponse is not None:
        return reponse
    messages.success(request, f"« {texte} » est sur l’écran d’appel.")
    return redirect("clients:textes")


@exige("editer_scripts")
@require_http_methods(["GET", "POST"])
def modifier(request: HttpRequest, pk: int) -> HttpResponse:
    """Rewrite a text."""
    texte = get_object_or_404(TexteAppel.objects.en_cours(), pk=pk)
    contexte = _contexte(None) | {"texte": texte}
    if request.method == "GET":
        return render(request, GABARIT, contexte | {"form": TexteForm(instance=texte)})
    texte, reponse = enregistrer(request, TexteForm(request.POST, instance=texte), GABARIT, contexte)
    if reponse is not None:
        return reponse
    messages.success(request, f"« {texte} » est enregistré.")
    return redirect("clients:textes")


def _contexte(form: TexteForm | None) -> dict[str, Any]:
    return {"form": form, "places": PLACES.items(), "annuler_url": reverse("clients:textes")}


@require_POST
@exige("editer_scripts")
def archiver(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a text off the screen; nothing is deleted."""
    texte = get_object_or_404(TexteAppel.objects.en_cours(), pk=pk)
    TexteAppel.objects.filter(pk=pk).update(archive_le=timezone.now(), version=texte.version + 1)
    messages.success(request, f"« {texte} » n’est plus sur l’écran d’appel.")
    return redirect("clients:textes")
