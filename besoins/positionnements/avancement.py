"""The last stages of a positionnement on its own page: the two yeses, then *retenu* (BES-9)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from besoins.enums import Etape
from besoins.etapes import PorteFermeeError
from besoins.positionnements.formulaires import AccordForm
from besoins.positionnements.vues import lire, refuser
from besoins.services import mouvements
from samba.acces.vues import exige, utilisateur_de
from samba.donnees.formulaires import ConflitVersionError
from samba.donnees.validateurs import cle_lue


@require_POST
@exige("gerer_besoins")
def accord_do(request: HttpRequest, pk: int) -> HttpResponse:
    """The day the DO said yes; an empty day takes it back."""
    return _accord(request, pk, "do")


@require_POST
@exige("gerer_besoins")
def accord_freelance(request: HttpRequest, pk: int) -> HttpResponse:
    """The day the freelance said yes; an empty day takes it back."""
    return _accord(request, pk, "freelance")


def _accord(request: HttpRequest, pk: int, cote: str) -> HttpResponse:
    positionnement, form = lire(request, pk), AccordForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(erreur) for erreur in form.errors["jour"]))
        return redirect("besoins:positionnement", pk=pk)
    jour = form.cleaned_data["jour"]
    try:
        mouvements.noter_accord(positionnement=positionnement, par=utilisateur_de(request), cote=cote, jour=jour)
    except PorteFermeeError as refus:
        refuser(request, refus)
    else:
        messages.success(request, "L’accord est noté." if jour else "L’accord est retiré.")
    return redirect("besoins:positionnement", pk=pk)


@require_POST
@exige("gerer_besoins")
def avancer(request: HttpRequest, pk: int) -> HttpResponse:
    """Move this positionnement to the stage `vers`, by the gates of the board; a closed one says what is missing."""
    positionnement, vers = lire(request, pk), request.POST.get("vers", "")
    if vers not in Etape.values or vers == Etape.ECARTE:
        messages.error(request, "Choisissez une étape.")
        return redirect("besoins:positionnement", pk=pk)
    version = cle_lue(request.POST.get("version"))
    try:
        mouvements.deplacer(positionnement=positionnement, vers=vers, par=utilisateur_de(request), version=version)
    except PorteFermeeError as refus:
        refuser(request, refus)
    except ConflitVersionError:
        messages.error(request, "Un collègue l’a fait bouger entre-temps : voici où il en est.")
    else:
        messages.success(request, f"{positionnement.freelance} : « {Etape(vers).label} ».")
    return redirect("besoins:positionnement", pk=pk)
