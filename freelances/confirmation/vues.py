"""Ask for a confirmation (signed in), and answer it (without an account, by `/lien/<jeton>/`)."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from freelances.confirmation import services
from freelances.confirmation.formulaires import DemandeForm, ReponseForm
from freelances.fiche.presentation import texte_disponibilite
from freelances.models import DemandeConfirmation, Freelance
from samba.acces.vues import exige, utilisateur_de
from samba.documents.liens.services import revoquer as fermer_lien
from samba.documents.models import LienSigne
from samba.parametres.models import parametres


@require_http_methods(["GET", "HEAD", "POST"])
@exige("gerer_freelances")
def demander(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the e-mail, change it, send it."""
    utilisateur = utilisateur_de(request)
    freelance = get_object_or_404(Freelance.objects.visibles_pour(utilisateur), pk=pk)
    if not freelance.email:
        messages.error(request, "Ce freelance n’a pas d’adresse e-mail : ajoutez-la à sa fiche.")
        return redirect("freelances:fiche", pk=pk)
    brouillon = services.brouillon(freelance, utilisateur)
    form = DemandeForm(request.POST or None, initial={"objet": brouillon.objet, "corps": brouillon.corps})
    if request.method == "POST" and form.is_valid():
        try:
            services.demander(freelance=freelance, par=utilisateur, **form.cleaned_data)
        except ValidationError as refus:
            form.add_error(None, refus)
        else:
            messages.success(request, f"L’e-mail part à {freelance.email}. La réponse arrivera sur la fiche.")
            return redirect("freelances:fiche", pk=pk)
    contexte = {
        "form": form,
        "freelance": freelance,
        "jours": parametres().lien_confirmation_jours,
        "ouvertes": services.ouvertes(freelance),
        "annuler_url": reverse("freelances:fiche", args=[pk]),
    }
    return render(request, "freelances/confirmation/demander.html", contexte, status=422 if form.errors else 200)


@require_POST
@exige("gerer_freelances")
def revoquer(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a link that was sent by mistake."""
    demande = get_object_or_404(DemandeConfirmation.objects.visibles_pour(utilisateur_de(request)), pk=pk)
    if fermer_lien(demande.lien, par=utilisateur_de(request)):
        messages.success(request, "Le lien est révoqué : il n’ouvre plus rien.")
    else:
        messages.info(request, "Ce lien était déjà fermé.")
    return redirect("freelances:fiche", pk=demande.freelance_id)


# --- Without an account --------------------------------------------------------------------------------------------
def _demande(lien: LienSigne) -> DemandeConfirmation:
    demande = DemandeConfirmation.objects.select_related("freelance", "demandee_par").filter(lien=lien).first()
    if demande is None or demande.freelance.archive_le is not None:
        raise Http404("Lien inconnu.")
    demande.lien = lien
    return demande


def afficher(request: HttpRequest, lien: LienSigne) -> HttpResponse:
    """What we noted, and the form that confirms or changes it."""
    demande = _demande(lien)
    return _page(request, demande, ReponseForm.pour(demande.freelance))


def agir(request: HttpRequest, lien: LienSigne) -> HttpResponse:
    """Take the answer; a wrong one comes back with its messages and leaves the link open."""
    demande = _demande(lien)
    form = ReponseForm(request.POST)
    if not form.is_valid():
        return _page(request, demande, form, 422)
    services.repondre(demande=demande, **form.cleaned_data)
    contexte = {
        "freelance": demande.freelance,
        "firme": parametres().nom_firme,
        "disponibilite": texte_disponibilite(Freelance.objects.get(pk=demande.freelance_id)),
        "tjm": Freelance.objects.values_list("tjm", flat=True).get(pk=demande.freelance_id),
    }
    return render(request, "freelances/confirmation/merci.html", contexte)


def _page(request: HttpRequest, demande: DemandeConfirmation, form: ReponseForm, statut: int = 200) -> HttpResponse:
    freelance = demande.freelance
    contexte = {
        "form": form,
        "demande": demande,
        "freelance": freelance,
        "disponibilite": texte_disponibilite(freelance),
        "firme": parametres().nom_firme,
    }
    return render(request, "freelances/confirmation/repondre.html", contexte, status=statut)
