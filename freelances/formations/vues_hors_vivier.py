"""Trainees from outside the vivier: an incomplete file now, finished later (SAR-12)."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from freelances.formations import services
from freelances.formations.formulaires import HorsVivierForm
from freelances.formations.listes import HorsVivierFiltre, HorsVivierTable
from freelances.models import DossierHorsVivier
from samba.acces.vues import exige, utilisateur_de
from samba.donnees.validateurs import cle_lue
from samba.listes.tables import configurer


@require_GET
def liste(request: HttpRequest) -> HttpResponse:
    """The files that this user reads, those to complete first."""
    utilisateur = utilisateur_de(request)
    lignes = DossierHorsVivier.objects.visibles_pour(utilisateur)
    lignes = lignes.order_by(F("complet_le").desc(nulls_first=True), "-pk")
    filtre = HorsVivierFiltre(request.GET, queryset=lignes, request=request)
    table = configurer(request, HorsVivierTable(filtre.qs))
    if not utilisateur.peut("gerer_freelances"):
        table.vide_url, table.vide_action = "", ""
    page = "composants/_resultats_liste.html" if request.htmx else "freelances/formations/hors_vivier.html"  # type: ignore[attr-defined]
    return render(request, page, {"table": table, "form": filtre.form})


@require_http_methods(["GET", "HEAD", "POST"])
@exige("gerer_freelances")
def creer(request: HttpRequest) -> HttpResponse:
    """Propose somebody whom the vivier does not know."""
    utilisateur = utilisateur_de(request)
    initial = {nom: cle_lue(request.GET.get(nom, "")) for nom in ("action", "besoin")}
    form = HorsVivierForm(request.POST or None, utilisateur=utilisateur, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            dossier = services.ouvrir_dossier(par=utilisateur, **form.cleaned_data)
        except ValidationError as refus:
            form.add_error(None, refus)
        except IntegrityError:
            # The same form in the same instant, or the same e-mail: checking again says which.
            form.full_clean()
            if form.is_valid():
                raise
        else:
            messages.success(request, f"Le dossier de {dossier.freelance} est ouvert : complétez-le quand vous voulez.")
            return redirect("formations:completer", pk=dossier.freelance_id)
    contexte = {"form": form, "annuler_url": reverse("formations:hors_vivier"), "bouton": "Ouvrir le dossier"}
    statut = 422 if request.method == "POST" else 200
    return render(request, "freelances/formations/hors_vivier_creer.html", contexte, status=statut)


@require_http_methods(["GET", "HEAD", "POST"])
@exige("gerer_freelances")
def completer(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file still lacks, where to write it, and the button that ends it."""
    dossiers = DossierHorsVivier.objects.visibles_pour(utilisateur_de(request))
    dossier = get_object_or_404(dossiers, freelance=pk)
    if request.method == "POST":
        try:
            services.finaliser(dossier=dossier)
        except ValidationError as refus:
            for message in refus.messages:
                messages.error(request, f"Il manque : {message}")
        else:
            messages.success(request, "Le dossier est complet : les qualifieurs peuvent l’évaluer.")
        return redirect("formations:completer", pk=pk)
    contexte = {
        "dossier": dossier,
        "freelance": dossier.freelance,
        "manques": services.ce_qui_manque(dossier.freelance),
    }
    return render(request, "freelances/formations/completer.html", contexte)
