"""Receive CVs, and show what becomes of their reading."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from freelances.cvs import services
from freelances.cvs.differences import differences
from freelances.cvs.formulaires import CVForm
from freelances.fiche.presentation import contexte_fiche
from freelances.models import CV, Freelance
from freelances.models.cv import avec_comptes
from samba.acces.vues import exige, utilisateur_de
from samba.comptes.models import Utilisateur
from samba.listes.formats import date_fr


@require_POST
@exige("gerer_freelances")
def deposer(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep CVs; when none of the files is good, each is told beside the field."""
    utilisateur = utilisateur_de(request)
    freelance = get_object_or_404(Freelance.objects.visibles_pour(utilisateur), pk=pk)
    form = CVForm(request.POST, request.FILES)
    dits: list[Dit] = []
    if form.is_valid():
        dits = recevoir(form, freelance, utilisateur)
        form = CVForm()
        if not request.htmx:  # type: ignore[attr-defined]
            annoncer(request, dits)
            return redirect(f"{freelance_url(pk)}#cvs")
    statut = 422 if form.errors else 200
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "freelances/cvs/_carte.html", _carte(freelance, form) | {"dits": dits}, status=statut)
    contexte = contexte_fiche(freelance, utilisateur) | {"form_cv": form}
    return render(request, "freelances/fiche/fiche.html", contexte, status=statut)


class Dit(NamedTuple):
    """What is said of one file: words, and whether they warn."""

    texte: str
    alerte: bool


def recevoir(form: CVForm, freelance: Freelance | None, auteur: Utilisateur) -> list[Dit]:
    """Keep the good files of a form; says those that were there before and those refused."""
    dits, gardes = [], 0
    for recu in form.cleaned_data["fichier"]:
        depot = services.deposer_cv(freelance, recu.examen, auteur, recu.origine)
        if depot.deja:
            dits.append(Dit(deja_la(depot.cv, freelance, recu.nom), True))
        else:
            gardes += 1
    if gardes:
        un = "Le CV est déposé\u00a0: son texte est en cours de lecture."
        plusieurs = f"{gardes}\u00a0CV sont déposés\u00a0: leur texte est en cours de lecture."
        dits.insert(0, Dit(un if gardes == 1 else plusieurs, False))
    return [*dits, *(Dit(f"{refus.nom}\u00a0: {refus.message}", True) for refus in form.refuses)]


def deja_la(cv: CV, freelance: Freelance | None, nom: str) -> str:
    """The same file was sent before: whose it is."""
    quand = date_fr(cv.cree_le)
    if cv.freelance is None:
        return f"{nom}\u00a0: ce fichier attend déjà d’être relu, reçu le {quand}. Il n’est pas gardé deux fois."
    if freelance is not None and cv.freelance_id == freelance.pk:
        return f"{nom}\u00a0: ce fichier est déjà dans ses CV, reçu le {quand}. Il n’est pas gardé deux fois."
    return f"{nom}\u00a0: ce fichier est déjà le CV de {cv.freelance} (reçu le {quand}). Il n’est pas gardé deux fois."


def annoncer(request: HttpRequest, dits: list[Dit]) -> None:
    """Say it at the top of the next page."""
    for dit in dits:
        messages.add_message(request, messages.WARNING if dit.alerte else messages.SUCCESS, dit.texte)


def _carte(freelance: Freelance, form: CVForm) -> dict[str, Any]:
    return {
        "freelance": freelance,
        "form_cv": form,
        "cvs": avec_comptes(freelance.cvs.select_related("document", "document__auteur").defer("texte", "vecteur")),
    }


def freelance_url(pk: int) -> str:
    """Address of the file page."""
    return reverse("freelances:fiche", args=[pk])


@require_safe
def etat(request: HttpRequest, pk: int) -> HttpResponse:
    """One line of the card, asked again every two seconds while the text is being read."""
    cv = get_object_or_404(avec_comptes(CV.objects.visibles_pour(utilisateur_de(request))), pk=pk)
    return render(request, "freelances/cvs/_ligne.html", {"cv": cv})


@require_safe
def texte(request: HttpRequest, pk: int) -> HttpResponse:
    """The text read from a CV: what searches see of it. The text alone for htmx, which shows it beside a form."""
    cv = get_object_or_404(CV.objects.visibles_pour(utilisateur_de(request)), pk=pk)
    if cv.freelance is None and not request.htmx:  # type: ignore[attr-defined]
        return redirect("freelances:cv_lecture", pk=pk)
    page = "freelances/cvs/_texte.html" if request.htmx else "freelances/cvs/texte.html"  # type: ignore[attr-defined]
    return render(request, page, {"cv": cv, "freelance": cv.freelance})


@require_POST
@exige("gerer_freelances")
def relire(request: HttpRequest, pk: int) -> HttpResponse:
    """Try again to read a CV that failed."""
    cv = get_object_or_404(CV.objects.visibles_pour(utilisateur_de(request)), pk=pk)
    services.relire(cv)
    if cv.freelance_id is None:
        return redirect("freelances:cv_lecture", pk=pk)
    return redirect(f"{freelance_url(cv.freelance_id)}#cvs")


@require_safe
def comparer(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed in the text since the version before this one."""
    cv = get_object_or_404(CV.objects.visibles_pour(utilisateur_de(request)).rattaches(), pk=pk)
    versions = CV.objects.visibles_pour(utilisateur_de(request)).filter(freelance=cv.freelance_id).exclude(texte="")
    avant = versions.filter(Q(cree_le__lt=cv.cree_le) | Q(cree_le=cv.cree_le, pk__lt=cv.pk)).first()
    lignes = differences(avant.texte, cv.texte) if avant else []
    contexte = {"cv": cv, "freelance": cv.freelance, "avant": avant, "lignes": lignes}
    return render(request, "freelances/cvs/comparer.html", contexte)
