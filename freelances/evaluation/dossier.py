"""What hangs on a freelance's file besides the evaluation: situations and documents."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from freelances.evaluation.formulaires import PieceForm, SituationForm
from freelances.evaluation.services import noter_situation
from freelances.models import Freelance, PieceDossier, Situation
from samba.acces.vues import exige, utilisateur_de
from samba.documents.services import deposer_examen

SIMPLE = "freelances/evaluation/simple.html"


def _freelance(request: HttpRequest, pk: int) -> Freelance:
    return get_object_or_404(Freelance.objects.visibles_pour(utilisateur_de(request)), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@exige("gerer_freelances")
def situation(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a change of situation; the former ones stay."""
    freelance = _freelance(request, pk)
    if request.method != "POST":
        form = SituationForm(initial={"depuis": timezone.localdate()})
        return render(request, SIMPLE, _contexte(freelance, form, "Changement de situation", "Noter la situation"))
    form = SituationForm(request.POST, instance=Situation(freelance=freelance))
    if not form.is_valid():
        contexte = _contexte(freelance, form, "Changement de situation", "Noter la situation")
        return render(request, SIMPLE, contexte, status=422)
    noter_situation(freelance=freelance, par=utilisateur_de(request), **form.cleaned_data)
    messages.success(request, "La situation est notée : les filtres du vivier la connaissent déjà.")
    return redirect(_retour(freelance))


@require_http_methods(["GET", "HEAD", "POST"])
@exige("gerer_freelances")
def piece_ajouter(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a diploma, an attestation or a letter."""
    freelance = _freelance(request, pk)
    form = PieceForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        contexte = _contexte(freelance, form, "Ajouter un document", "Déposer")
        return render(request, SIMPLE, contexte, status=422 if request.method == "POST" else 200)
    _garder(freelance, form, request)
    messages.success(request, "Le document est au dossier.")
    return redirect(_retour(freelance))


@transaction.atomic
def _garder(freelance: Freelance, form: PieceForm, request: HttpRequest) -> None:
    """Once for a form posted twice: the same bytes of the same nature are the same document."""
    Freelance.objects.select_for_update().get(pk=freelance.pk)
    examen, nature = form.cleaned_data["piece"], form.cleaned_data["nature"]
    if freelance.pieces.filter(document__empreinte=examen.empreinte, nature=nature).exists():
        return
    document = deposer_examen(examen, utilisateur_de(request))
    PieceDossier.objects.create(freelance=freelance, document=document, nature=nature)


@require_POST
@exige("gerer_freelances")
def piece_retirer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a document out of the file; the history tells that it was there."""
    piece = get_object_or_404(PieceDossier.objects.visibles_pour(utilisateur_de(request)), pk=pk)
    piece.delete()
    messages.success(request, "Le document n’est plus au dossier.")
    return redirect(_retour(piece.freelance))


def _retour(freelance: Freelance) -> str:
    return reverse("freelances:fiche", args=[freelance.pk])


def _contexte(freelance: Freelance, form: Any, titre: str, bouton: str) -> dict[str, Any]:
    return {"form": form, "freelance": freelance, "titre": titre, "bouton": bouton, "annuler_url": _retour(freelance)}
