"""Create, edit and read a freelance."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from freelances import services
from freelances.fiche.dossier import Dossier
from freelances.fiche.formulaires import FreelanceForm, champs_pour
from freelances.fiche.lignes import choix_secteurs
from freelances.fiche.presentation import contexte_fiche
from freelances.models import Freelance
from freelances.recherche.semblables import semblables as profils_semblables
from freelances.sar.verrou import FichesDepasseesError, evaluation_cherchable
from referentiels.models import Entreprise
from samba.acces.vues import exige, utilisateur_de
from samba.donnees.historique import historique as lire_historique
from samba.donnees.models import ConflitVersionError
from samba.donnees.vues import enregistrer
from samba.parametres.models import parametres

PAGE_FORMULAIRE = "freelances/fiche/formulaire.html"
RELATIONS = (
    "competences",
    "metiers",
    "experiences",
    "formations",
    "langues",
    "mobilites",
    "references",
    "cvs",
    "cvs_anonymes",
    "situations",
    "pieces",
    "liens_formation",
)


def _freelance(request: HttpRequest, pk: int) -> Freelance:
    return get_object_or_404(Freelance.objects.visibles_pour(utilisateur_de(request)), pk=pk)


@require_safe
def fiche(request: HttpRequest, pk: int) -> HttpResponse:
    """The file page."""
    utilisateur = utilisateur_de(request)
    lignes = Freelance.objects.visibles_pour(utilisateur).select_related(
        "departement", "suivi_par", "partenaire", "hors_vivier"
    )
    freelance = get_object_or_404(lignes, pk=pk)
    return render(request, "freelances/fiche/fiche.html", contexte_fiche(freelance, utilisateur))


@require_safe
def semblables(request: HttpRequest, pk: int) -> HttpResponse:
    """Similar profiles, asked by the page once it is read: a search, closed with the others by parameter (SAR-4)."""
    freelance = _freelance(request, pk)
    try:
        evaluation_cherchable(utilisateur_de(request))
    except FichesDepasseesError as ferme:
        return render(request, "freelances/fiche/_semblables.html", {"freelance": freelance, "ferme": ferme})
    trouves = profils_semblables(freelance, utilisateur_de(request))
    return render(request, "freelances/fiche/_semblables.html", {"freelance": freelance, "semblables": trouves})


@require_safe
def historique(request: HttpRequest, pk: int) -> HttpResponse:
    """Every write on the file: a part of the page for htmx, a page of its own otherwise."""
    freelance = _freelance(request, pk)
    page = "composants/historique.html" if request.htmx else "freelances/fiche/historique.html"  # type: ignore[attr-defined]
    return render(request, page, {"freelance": freelance, "evenements": lire_historique(freelance, *RELATIONS)})


@require_http_methods(["GET", "HEAD", "POST"])
@exige("gerer_freelances")
def creer(request: HttpRequest) -> HttpResponse:
    """A new freelance."""
    contexte = {"annuler_url": reverse("freelances:liste"), "bouton": "Créer le freelance"}
    return _formulaire(request, None, contexte, "est créé.")


@require_http_methods(["GET", "HEAD", "POST"])
@exige("gerer_freelances")
def modifier(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit a freelance and all its rows, under one version."""
    freelance = _freelance(request, pk)
    contexte = {
        "freelance": freelance,
        "annuler_url": reverse("freelances:fiche", args=[pk]),
        "bouton": "Enregistrer",
    }
    return _formulaire(request, freelance, contexte, "est enregistré.")


def _formulaire(request: HttpRequest, freelance: Freelance | None, contexte: dict, suite: str) -> HttpResponse:
    utilisateur = utilisateur_de(request)
    contexte["regles"] = parametres()
    if request.method != "POST":
        dossier = Dossier(freelance=freelance, auteur=utilisateur)
        return render(request, PAGE_FORMULAIRE, {**contexte, "form": dossier})
    dossier = Dossier(request.POST, freelance=freelance, auteur=utilisateur)
    enregistre, reponse = enregistrer(request, dossier, PAGE_FORMULAIRE, contexte)  # type: ignore[arg-type]
    if reponse is not None:
        return reponse
    messages.success(request, f"{enregistre} {suite}")
    return redirect("freelances:fiche", pk=enregistre.pk)


# --- Parts of the form ---------------------------------------------------------------------------------------------
@require_GET
@exige("gerer_freelances")
def champs_disponibilite(request: HttpRequest) -> HttpResponse:
    """The date and notice fields that the chosen availability needs (FRE-2)."""
    donnees = {nom: request.GET.get(nom, "") for nom in ("disponibilite", "disponible_le", "preavis_jours")}
    champs = champs_pour(FreelanceForm(initial=donnees), donnees["disponibilite"])
    return render(request, "freelances/fiche/_disponibilite.html", {"champs": champs})


@require_GET
@exige("gerer_freelances")
def champ_secteur(request: HttpRequest) -> HttpResponse:
    """The secteur of the employer just chosen, or the question when nobody knows it (FRE-4)."""
    prefixe = request.GET.get("prefixe", "")
    if not re.fullmatch(r"experiences-\d{1,4}", prefixe):
        raise Http404("Ligne inconnue.")
    saisie = request.GET.get(f"{prefixe}-entreprise", "").strip()
    entreprise = None
    if saisie.isascii() and saisie.isdigit() and len(saisie) < 19:
        entreprise = Entreprise.objects.select_related("secteur").filter(pk=int(saisie)).first()
    entreprise = entreprise or Entreprise.objects.retrouver(saisie)
    contexte = {
        "prefixe": prefixe,
        "secteur_connu": entreprise.secteur if entreprise else None,
        "demander": bool(saisie) and (entreprise is None or entreprise.secteur is None),
        "choix": choix_secteurs(),
    }
    return render(request, "freelances/fiche/_secteur.html", contexte)


# --- Acts ----------------------------------------------------------------------------------------------------------
def _agir(request: HttpRequest, pk: int, acte: Callable[[Freelance], object], fait: str) -> HttpResponse:
    freelance = _freelance(request, pk)
    try:
        acte(freelance)
    except ConflitVersionError:
        messages.error(
            request, "Cette fiche vient d’être modifiée par quelqu’un d’autre : relisez-la puis recommencez."
        )
    else:
        messages.success(request, fait)
    return redirect("freelances:fiche", pk=pk)


@require_POST
@exige("gerer_freelances")
def portage_propose(request: HttpRequest, pk: int) -> HttpResponse:
    """BES-8: take the default société de portage in one click."""
    return _agir(request, pk, services.prendre_portage_propose, "La société de portage proposée est retenue.")


@require_POST
@exige("gerer_freelances")
def archiver(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a freelance aside."""
    return _agir(request, pk, services.archiver, "Le freelance est archivé : les recherches ne le montrent plus.")


@require_POST
@exige("gerer_freelances")
def reactiver(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring back an archived freelance."""
    return _agir(request, pk, services.reactiver, "Le freelance est de nouveau actif.")
