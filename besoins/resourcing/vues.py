"""Resourcing: searches outside SAMBA and what they brought, channels, ESNs that wait for a verdict."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from besoins.etapes import peut_positionner
from besoins.models import Besoin, CanalSourcing, RechercheExterne
from besoins.resourcing import services
from besoins.resourcing.formulaires import (
    CanalForm,
    EsnFiltre,
    NoterForm,
    RattacherForm,
    RechercheFiltre,
    TrouveForm,
)
from besoins.resourcing.selection import esn_a_evaluer
from besoins.resourcing.tables import EsnTable, RechercheTable
from besoins.services.besoins import noter_recherche_externe
from freelances.models import Freelance
from freelances.recherche import Criteres, chercher
from samba.acces.vues import exige, utilisateur_de
from samba.donnees.validateurs import cle_lue
from samba.donnees.vues import enregistrer
from samba.listes.tables import configurer

PROPOSITIONS = 20
FORMULAIRE = "besoins/resourcing/formulaire.html"


@require_GET
def liste(request: HttpRequest) -> HttpResponse:
    """Searches made outside, the latest first, and what each channel brings."""
    base = RechercheExterne.objects.visibles_pour(utilisateur_de(request)).faites().avec_apports()
    filtre = RechercheFiltre(request.GET, queryset=base, request=request)
    contexte: dict[str, Any] = {"table": configurer(request, RechercheTable(filtre.qs)), "form": filtre.form}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "besoins/resourcing/_resultats.html", contexte)
    contexte["canaux"] = CanalSourcing.objects.en_cours().avec_rendement().order_by("-apports_n", "nom")[:4]
    return render(request, "besoins/resourcing/liste.html", contexte)


@exige("gerer_besoins")
@require_http_methods(["GET", "POST"])
def noter(request: HttpRequest) -> HttpResponse:
    """Log a search outside for a besoin (BES-4 step 2)."""
    utilisateur = utilisateur_de(request)
    initial = {"besoin": cle_lue(request.GET.get("besoin")), "canal": cle_lue(request.GET.get("canal"))}
    form = NoterForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        saisi = dict(form.cleaned_data)
        recherche = noter_recherche_externe(besoin=saisi.pop("besoin"), par=utilisateur, **saisi)
        messages.success(request, "La recherche est notée. Dites maintenant qui elle a apporté.")
        return redirect("resourcing:recherche", pk=recherche.pk)
    contexte = {
        "form": form,
        "titre": "Noter une recherche",
        "bouton": "Noter la recherche",
        "annuler_url": reverse("resourcing:liste"),
        "aide": "Étape 2 d’un besoin : ce que l’on a cherché hors de SAMBA, et ce que cela a donné.",
    }
    return render(request, FORMULAIRE, contexte, status=422 if form.errors else 200)


@require_GET
def recherche(request: HttpRequest, pk: int) -> HttpResponse:
    """One search: what was sought, and the freelances it brought."""
    return _page(request, _recherche(request, pk))


def _recherche(request: HttpRequest, pk: int) -> RechercheExterne:
    return get_object_or_404(RechercheExterne.objects.visibles_pour(utilisateur_de(request)), pk=pk)


def _page(request: HttpRequest, ligne: RechercheExterne, status: int = 200, **formulaires: Any) -> HttpResponse:
    apports = list(ligne.apports.select_related("freelance", "auteur"))
    etapes = dict(
        ligne.besoin.positionnements.filter(freelance__in=[a.freelance_id for a in apports]).values_list(
            "freelance_id", "pk"
        )
    )
    contexte = {
        "recherche": ligne,
        "besoin": ligne.besoin,
        "apports": [(apport, etapes.get(apport.freelance_id)) for apport in apports],
        "peut_positionner": peut_positionner(ligne.besoin),
        "rattacher": formulaires.get("rattacher") or RattacherForm(),
        "trouve": formulaires.get("trouve") or TrouveForm(),
    }
    return render(request, "besoins/resourcing/recherche.html", contexte, status=status)


@require_POST
@exige("gerer_besoins")
def rattacher(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that this search brought a freelance we knew."""
    ligne, form = _recherche(request, pk), RattacherForm(request.POST)
    if not form.is_valid():
        return _page(request, ligne, status=422, rattacher=form)
    freelance = form.cleaned_data["freelance"]
    _, place = services.rattacher(
        recherche=ligne,
        freelance=freelance,
        par=utilisateur_de(request),
        positionne=form.cleaned_data["positionner"],
    )
    _dire(request, freelance, place)
    return redirect("resourcing:recherche", pk=pk)


@require_POST
@exige("gerer_besoins")
def trouver(request: HttpRequest, pk: int) -> HttpResponse:
    """Create a freelance met by this search."""
    ligne, form = _recherche(request, pk), TrouveForm(request.POST)
    if not form.is_valid():
        return _page(request, ligne, status=422, trouve=form)
    champs = {nom: form.cleaned_data[nom] for nom in TrouveForm.Meta.fields}
    freelance, place = services.creer_trouve(
        recherche=ligne,
        par=utilisateur_de(request),
        cle_creation=form.cleaned_data["cle_creation"],
        positionne=form.cleaned_data["positionner"],
        **champs,
    )
    _dire(request, freelance, place)
    return redirect("resourcing:recherche", pk=pk)


def _dire(request: HttpRequest, freelance: Freelance, place: bool) -> None:
    texte = f"{freelance} est noté, et positionné sur le besoin." if place else f"{freelance} est noté."
    messages.success(request, texte)


# --- Channels ------------------------------------------------------------------------------------------------------
@require_GET
def canaux(request: HttpRequest) -> HttpResponse:
    """Where we search, and what each place brings."""
    lignes = CanalSourcing.objects.en_cours().avec_rendement().order_by("nom")
    return render(request, "besoins/resourcing/canaux.html", {"canaux": lignes})


@exige("gerer_besoins")
@require_http_methods(["GET", "POST"])
def canal_creer(request: HttpRequest) -> HttpResponse:
    """A new place."""
    contexte = {"titre": "Nouveau canal", "bouton": "Ajouter le canal", "annuler_url": reverse("resourcing:canaux")}
    if request.method == "GET":
        return render(request, FORMULAIRE, contexte | {"form": CanalForm()})
    canal, reponse = enregistrer(request, CanalForm(request.POST), FORMULAIRE, contexte)
    if reponse is not None:
        return reponse
    messages.success(request, f"« {canal} » est dans la liste.")
    return redirect("resourcing:canaux")


@exige("gerer_besoins")
@require_http_methods(["GET", "POST"])
def canal_modifier(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a place, change its notes."""
    canal = get_object_or_404(CanalSourcing, pk=pk)
    contexte = {"titre": f"Modifier « {canal} »", "bouton": "Enregistrer", "annuler_url": reverse("resourcing:canaux")}
    if request.method == "GET":
        return render(request, FORMULAIRE, contexte | {"form": CanalForm(instance=canal)})
    canal, reponse = enregistrer(request, CanalForm(request.POST, instance=canal), FORMULAIRE, contexte)
    if reponse is not None:
        return reponse
    messages.success(request, f"« {canal} » est enregistré.")
    return redirect("resourcing:canaux")


@require_POST
@exige("gerer_besoins")
def canal_retirer(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a place aside: its searches keep its name."""
    canal = get_object_or_404(CanalSourcing.objects.en_cours(), pk=pk)
    CanalSourcing.objects.filter(pk=pk).update(archive_le=timezone.now(), version=canal.version + 1)
    messages.success(request, f"« {canal} » n’est plus proposé.")
    return redirect("resourcing:canaux")


# --- ESNs ----------------------------------------------------------------------------------------------------------
@require_GET
def esn(request: HttpRequest) -> HttpResponse:
    """ESNs met in the freelances' experience that nobody has judged yet."""
    filtre = EsnFiltre(request.GET, queryset=esn_a_evaluer(), request=request)
    contexte = {"table": configurer(request, EsnTable(filtre.qs)), "form": filtre.form}
    gabarit = "_resultats.html" if request.htmx else "esn.html"  # type: ignore[attr-defined]
    return render(request, f"besoins/resourcing/{gabarit}", contexte)


@require_POST
@exige("prospecter")
def esn_client(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a client of it in one click; its figures will give the verdict (CLI-1)."""
    entreprise = get_object_or_404(esn_a_evaluer(), pk=pk)
    client, nouveau = services.devenir_client(entreprise=entreprise, par=utilisateur_de(request))
    if nouveau:
        messages.success(request, f"{client} est un client : saisissez deux exercices pour obtenir son verdict.")
    else:
        messages.info(request, f"{client} est déjà un client.")
    return redirect("clients:fiche", pk=client.pk)


# --- Choice lists --------------------------------------------------------------------------------------------------
@exige("gerer_besoins")
@require_GET
def besoins_json(request: HttpRequest) -> JsonResponse:
    """Open besoins by words of their title or client, the newest first."""
    besoins = Besoin.objects.visibles_pour(utilisateur_de(request)).en_cours().ouverts()
    trouves = besoins.chercher(request.GET.get("q", "").replace("\0", " "))[:PROPOSITIONS]
    lignes = [{"value": b.pk, "text": f"{b} — {b.client.nom}", "precision": b.get_statut_display()} for b in trouves]
    return JsonResponse(lignes, safe=False)


@exige("gerer_besoins")
@require_GET
def freelances_json(request: HttpRequest) -> JsonResponse:
    """Freelances by the words of their profile, by the same search as the list."""
    cles = chercher(Criteres(texte=request.GET.get("q", "").replace("\0", " ")[:100]), limite=PROPOSITIONS)
    lus = Freelance.objects.visibles_pour(utilisateur_de(request)).in_bulk(cles)
    lignes = [{"value": cle, "text": str(lus[cle]), "precision": lus[cle].titre} for cle in cles if cle in lus]
    return JsonResponse(lignes, safe=False)
