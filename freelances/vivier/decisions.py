"""The four quick actions (SAR-6), and their undo."""

from __future__ import annotations

import json

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from freelances.models import Fiche, Freelance
from freelances.sar.enums import Decision
from freelances.sar.services import FicheExistanteError, annuler, decider
from samba.acces.vues import exige, utilisateur_de


@require_POST
@exige("suivre")
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the fiche of my agence. htmx gets the undo, and the row leaves the list; a plain form goes back."""
    utilisateur = utilisateur_de(request)
    freelance = get_object_or_404(Freelance.objects.visibles_pour(utilisateur), pk=pk)
    choix = request.POST.get("decision", "")
    if choix not in Decision.values:
        return _repondre(request, 422, "Choisissez une des quatre décisions.")
    try:
        fiche = decider(freelance=freelance, decision=choix, par=utilisateur)
    except FicheExistanteError as deja:
        return _repondre(request, 409, str(deja), deja.fiche)
    except ValidationError as refus:
        return _repondre(request, 422, " ".join(refus.messages))
    libelle = str(Decision(choix).label)
    if request.htmx:  # type: ignore[attr-defined]
        contexte = {"fiche": fiche, "freelance": freelance, "libelle": libelle}
        reponse = render(request, "freelances/vivier/_decide.html", contexte)
        # Once settled: the undo that it brings is then at work, and a key may press it.
        reponse["HX-Trigger-After-Settle"] = json.dumps({"vivier:decide": {"pk": freelance.pk, "nom": str(freelance)}})
        return reponse
    messages.success(
        request,
        format_html(
            '{} : « {} ». <a href="{}">Ouvrir sa fiche</a>',
            freelance,
            libelle,
            reverse("portefeuille:fiche", args=[fiche.pk]),
        ),
    )
    return redirect(_retour(request, reverse("vivier:etude", args=[freelance.pk])))


@require_POST
@exige("suivre")
def annulation(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a decision that nobody completed; the candidate is back in the vivier."""
    utilisateur = utilisateur_de(request)
    fiche = Fiche.objects.visibles_pour(utilisateur).select_related("freelance").filter(pk=pk).first()
    if fiche is None:
        raise Http404
    freelance = fiche.freelance
    try:
        annuler(fiche=fiche, par=utilisateur)
    except ValidationError as refus:
        return _repondre(request, 422, " ".join(refus.messages), fiche)
    if request.htmx:  # type: ignore[attr-defined]
        contexte = {"freelance": freelance, "decisions": list(enumerate(Decision, start=1))}
        reponse = render(request, "freelances/vivier/_annule.html", contexte)
        reponse["HX-Trigger-After-Settle"] = json.dumps({"vivier:annule": {"pk": freelance.pk, "nom": str(freelance)}})
        return reponse
    messages.success(request, f"{freelance} est de nouveau au vivier.")
    return redirect(_retour(request, reverse("vivier:etude", args=[freelance.pk])))


def _repondre(request: HttpRequest, statut: int, message: str, fiche: Fiche | None = None) -> HttpResponse:
    """A refusal in words: beside the list for htmx, as a message of the next page otherwise."""
    if request.htmx:  # type: ignore[attr-defined]
        contexte = {"message": message, "fiche": fiche}
        return render(request, "freelances/vivier/_refus.html", contexte, status=statut)
    messages.warning(request, message)
    return redirect(reverse("portefeuille:fiche", args=[fiche.pk]) if fiche else reverse("vivier:liste"))


def _retour(request: HttpRequest, defaut: str) -> str:
    """Where the form says to go next, if it is one of our pages."""
    voulu = request.POST.get("retour", "")
    return voulu if voulu and url_has_allowed_host_and_scheme(voulu, {request.get_host()}) else defaut
