"""The review of the skills that people typed, and the merge of two skills. For the administrateur and the managers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from referentiels.competences.formulaires import AVerifierFiltre, RangementForm, ReunionForm
from referentiels.competences.fusion import FusionRefusee, doublons, fusionner
from referentiels.competences.rapprochement import proposer
from referentiels.competences.revue import DejaDecidee, EncoreUtilisee
from referentiels.competences.revue import ranger as ranger_competence
from referentiels.competences.revue import refuser as refuser_competence
from referentiels.competences.tables import AVerifierTable, a_verifier
from referentiels.competences.usages import fiches, usages
from referentiels.models import Competence
from referentiels.utilisations import est_utilise
from samba.acces.vues import exige
from samba.donnees.historique import historique
from samba.listes.formats import pluriel
from samba.listes.tables import configurer

PAGE = "referentiels/competences/examiner.html"


@require_GET
@exige("gerer_referentiels")
def liste(request: HttpRequest) -> HttpResponse:
    """Every skill to review, the most used first."""
    form = AVerifierFiltre(request.GET)
    table = configurer(request, AVerifierTable(a_verifier(form.filtrer())))
    page = "_resultats" if request.htmx else "liste"  # type: ignore[attr-defined]
    return render(request, f"referentiels/competences/{page}.html", {"form": form, "table": table})


@require_GET
@exige("gerer_referentiels")
def examiner(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: where it is, what it may well be, and the three ways to decide."""
    competence = get_object_or_404(Competence.objects.select_related("fusionnee_dans", "proposee_par"), pk=pk)
    if competence.verifiee or competence.fusionnee_dans:
        return _deja_decidee(request, competence)
    return render(request, PAGE, _contexte(request, competence, RangementForm(competence=competence)))


@require_POST
@exige("gerer_referentiels")
def ranger(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it its place."""
    competence = get_object_or_404(Competence, pk=pk)
    form = RangementForm(request.POST, competence=competence)
    if not competence.verifiee and not competence.fusionnee_dans_id and not form.is_valid():
        return render(request, PAGE, _contexte(request, competence, form), status=422)
    try:
        rangee = ranger_competence(competence, **form.cleaned_data) if form.is_valid() else None
    except DejaDecidee:
        rangee = None
    if rangee is None:
        return _deja_decidee(request, Competence.objects.get(pk=pk))
    messages.success(request, f"« {rangee} » est rangée dans « {rangee.nom_theme} ».")
    return _suivante()


@require_POST
@exige("gerer_referentiels")
def refuser(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it away, when it is on no file."""
    competence = get_object_or_404(Competence, pk=pk)
    try:
        refuser_competence(competence)
    except DejaDecidee:
        return _deja_decidee(request, competence)
    except EncoreUtilisee:
        messages.error(
            request, f"« {competence} » est sur un dossier : réunissez-la à la compétence que l’on voulait dire."
        )
        return redirect("referentiels:competence_examiner", pk=pk)
    messages.success(request, f"« {competence} » est supprimée : elle n’était sur aucun dossier.")
    return _suivante()


@require_http_methods(["GET", "HEAD", "POST"])
@exige("gerer_referentiels")
def reunir(request: HttpRequest, pk: int) -> HttpResponse:
    """Merge any skill into another one: what would move is shown first (`?vers=`)."""
    competence = get_object_or_404(Competence.objects.select_related("fusionnee_dans"), pk=pk)
    if competence.fusionnee_dans:
        return _deja_decidee(request, competence)
    if request.method == "POST":
        return _reunir(request, competence)
    contexte = {"competence": competence, **_reunion(request, competence)}
    page = "_reunir" if request.htmx else "reunir"  # type: ignore[attr-defined]
    return render(request, f"referentiels/competences/{page}.html", contexte)


def _reunir(request: HttpRequest, competence: Competence) -> HttpResponse:
    form = ReunionForm(request.POST)
    erreur = ""
    if form.is_valid():
        try:
            bilan = fusionner(competence, form.cleaned_data["vers"])
        except FusionRefusee as refus:
            erreur = str(refus)
        else:
            messages.success(request, f"« {competence} » est réunie à « {bilan.gardee} » : {_dire(bilan.deplaces)}.")
            if competence.verifiee:
                return redirect("referentiels:competence", bilan.gardee.code)
            return _suivante()
    if erreur:
        form.add_error("vers", erreur)
    contexte = {"competence": competence, **_reunion(request, competence, form)}
    return render(request, "referentiels/competences/reunir.html", contexte, status=422)


def _dire(deplaces: int) -> str:
    return pluriel(deplaces, "lien déplacé,liens déplacés") if deplaces else "elle n’était sur aucun dossier"


def _contexte(request: HttpRequest, competence: Competence, form: RangementForm) -> dict[str, Any]:
    return {
        "competence": competence,
        "form": form,
        "utilisee": est_utilise(competence),
        "reste": Competence.objects.a_verifier().count(),
        "evenements": historique(competence),
        **_reunion(request, competence),
    }


def _reunion(request: HttpRequest, competence: Competence, form: ReunionForm | None = None) -> dict[str, Any]:
    """What the card of the merge shows: likely matches, and what would move to the one chosen."""
    form = form or ReunionForm(request.GET if "vers" in request.GET else None)
    cible = form.cleaned_data["vers"] if form.is_bound and form.is_valid() else None
    if cible == competence:
        form.add_error("vers", "C’est elle-même : choisissez-en une autre.")
        cible = None
    return {
        "reunion": form,
        "propositions": proposer(competence),
        "cible": cible,
        "usages": usages(competence.pk, fiches([competence.pk])[competence.pk]),
        "doublons": doublons(competence, cible) if cible else 0,
    }


def _suivante() -> HttpResponse:
    """The next one to review, else the list, which says that all is done."""
    suivante = Competence.objects.a_verifier().order_by("proposee_le", "pk").first()
    if suivante is None:
        return redirect("referentiels:competences_a_verifier")
    return redirect("referentiels:competence_examiner", pk=suivante.pk)


def _deja_decidee(request: HttpRequest, competence: Competence) -> HttpResponse:
    suite = f"réunie à « {competence.gardee} »" if competence.fusionnee_dans else "rangée"
    messages.info(request, f"« {competence} » est déjà {suite}.")
    return redirect(reverse("referentiels:competences_a_verifier"))
