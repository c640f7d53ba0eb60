"""Receive CVs, and show what becomes of their reading."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from freelances.cvs import services
from freelances.cvs.formulaires import CVForm
from freelances.fiche.presentation import contexte_fiche
from freelances.models import CV, Freelance
from samba.acces.vues import exige, utilisateur_de


@require_POST
@exige("gerer_freelances")
def deposer(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a CV; a wrong file comes back with its message beside the field."""
    utilisateur = utilisateur_de(request)
    freelance = get_object_or_404(Freelance.objects.visibles_pour(utilisateur), pk=pk)
    form = CVForm(request.POST, request.FILES)
    if form.is_valid():
        services.deposer_cv(freelance, form.cleaned_data["fichier"], utilisateur)
        form = CVForm()
        if not request.htmx:  # type: ignore[attr-defined]
            messages.success(request, "Le CV est déposé : son texte est en cours de lecture.")
            return redirect(f"{freelance_url(pk)}#cvs")
    statut = 422 if form.errors else 200
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "freelances/cvs/_carte.html", _carte(freelance, form), status=statut)
    contexte = contexte_fiche(freelance, utilisateur) | {"form_cv": form}
    return render(request, "freelances/fiche/fiche.html", contexte, status=statut)


def _carte(freelance: Freelance, form: CVForm) -> dict[str, Any]:
    return {
        "freelance": freelance,
        "form_cv": form,
        "cvs": freelance.cvs.select_related("document", "document__auteur"),
    }


def freelance_url(pk: int) -> str:
    """Address of the file page."""
    return reverse("freelances:fiche", args=[pk])


@require_safe
def etat(request: HttpRequest, pk: int) -> HttpResponse:
    """One line of the card, asked again every two seconds while the text is being read."""
    cv = get_object_or_404(CV.objects.visibles_pour(utilisateur_de(request)), pk=pk)
    return render(request, "freelances/cvs/_ligne.html", {"cv": cv})


@require_safe
def texte(request: HttpRequest, pk: int) -> HttpResponse:
    """The text read from a CV: what searches see of it. The text alone for htmx, which shows it beside a form."""
    cv = get_object_or_404(CV.objects.visibles_pour(utilisateur_de(request)), pk=pk)
    page = "freelances/cvs/_texte.html" if request.htmx else "freelances/cvs/texte.html"  # type: ignore[attr-defined]
    return render(request, page, {"cv": cv, "freelance": cv.freelance})


@require_POST
@exige("gerer_freelances")
def relire(request: HttpRequest, pk: int) -> HttpResponse:
    """Try again to read a CV that failed."""
    cv = get_object_or_404(CV.objects.visibles_pour(utilisateur_de(request)), pk=pk)
    services.relire(cv)
    return redirect(f"{freelance_url(cv.freelance_id)}#cvs")
