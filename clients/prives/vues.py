"""Privés: the page that gathers them, and its acts (CLI-5)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clients.models import Contact
from clients.prives import services
from clients.prives.formulaires import AttributionForm, DemandeForm, ReponseForm, TentativeFiltre
from clients.prives.models import DemandePrive, TentativePrive
from clients.prives.tables import TentativeTable
from samba.acces.vues import exige, utilisateur_de
from samba.comptes.enums import Role
from samba.comptes.models import Utilisateur
from samba.listes.adresses import suite_de
from samba.listes.tables import configurer

MONTREES = 50
SURVEILLANTS = frozenset({Role.MANAGER, Role.DIRECTION})


def peut_surveiller(utilisateur: Utilisateur) -> bool:
    """Managers and direction read the attempts."""
    return utilisateur.role in SURVEILLANTS


@require_GET
def prives(request: HttpRequest) -> HttpResponse:
    """What I have to decide, what I asked, what was decided lately."""
    utilisateur = utilisateur_de(request)
    visibles = DemandePrive.objects.visibles_pour(utilisateur).avec_personnes()
    a_decider = DemandePrive.objects.a_decider_par(utilisateur).avec_personnes()[:MONTREES]
    cles = [demande.pk for demande in a_decider]
    contexte = {
        "a_decider": a_decider,
        "miennes": visibles.filter(demandeur=utilisateur)[:MONTREES],
        "autres": visibles.exclude(demandeur=utilisateur).exclude(pk__in=cles)[:MONTREES],
        "surveille": peut_surveiller(utilisateur),
        "nombre_prives": Contact.objects.en_cours().filter(prive_a=utilisateur).count(),
    }
    return render(request, "clients/prives/prives.html", contexte)


@require_GET
def tentatives(request: HttpRequest) -> HttpResponse:
    """Every attempt on somebody's privé, for the manager: who, whom, when, which act."""
    utilisateur = utilisateur_de(request)
    if not peut_surveiller(utilisateur):
        raise PermissionDenied("Seuls un manager et la direction lisent les tentatives.")
    base = TentativePrive.objects.visibles_pour(utilisateur)
    lignes = base.select_related("auteur", "proprietaire", "contact__client__entreprise")
    filtre = TentativeFiltre(request.GET, queryset=lignes, request=request)
    contexte: dict[str, Any] = {"table": configurer(request, TentativeTable(filtre.qs)), "form": filtre.form}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "clients/_liste_resultats.html", contexte)
    par_personne = base.values("auteur", "auteur__prenom", "auteur__nom").annotate(nombre=Count("pk"))
    contexte["par_personne"] = par_personne.order_by("-nombre", "auteur__nom")[:6]
    return render(request, "clients/prives/tentatives.html", contexte)


@exige("prospecter")
@require_http_methods(["GET", "POST"])
def demander(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the owner of a privé for it. A contact that I may act on already leads back to its page."""
    utilisateur = utilisateur_de(request)
    contact = get_object_or_404(Contact.objects.visibles_pour(utilisateur), pk=pk)
    if contact.joignable_par(utilisateur):
        messages.info(request, f"{contact} n’est pas réservé à quelqu’un d’autre : vous pouvez agir.")
        return redirect("clients:contact", pk=pk)
    form = DemandeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            demande = services.demander(contact=contact, demandeur=utilisateur, motif=form.cleaned_data["motif"])
        except ValidationError as refus:
            messages.info(request, " ".join(refus.messages))
        else:
            messages.success(request, f"{demande.proprietaire} est prévenu de votre demande.")
        return redirect("clients:contact", pk=pk)
    contexte = {"form": form, "contact": contact}
    return render(request, "clients/prives/demander.html", contexte, status=422 if form.errors else 200)


@require_POST
@exige("prospecter")
def repondre(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or refuse, with words."""
    utilisateur = utilisateur_de(request)
    demande = get_object_or_404(DemandePrive.objects.visibles_pour(utilisateur).avec_personnes(), pk=pk)
    form = ReponseForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return _retour(request)
    accepter = form.cleaned_data["decision"] == "oui"
    try:
        cede = services.repondre(
            demande=demande, par=utilisateur, accepter=accepter, reponse=form.cleaned_data["reponse"]
        )
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
        return _retour(request)
    if not cede:
        messages.warning(request, f"{demande.contact} a changé de main entre-temps : la demande est sans objet.")
    elif accepter:
        messages.success(request, f"{demande.contact} est maintenant le privé de {demande.demandeur}.")
    else:
        messages.success(request, f"{demande.demandeur} lira votre refus.")
    return _retour(request)


@require_POST
@exige("prospecter")
def retirer(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up a request of mine."""
    utilisateur = utilisateur_de(request)
    demande = get_object_or_404(DemandePrive.objects.visibles_pour(utilisateur), pk=pk)
    if services.retirer(demande=demande, par=utilisateur):
        messages.success(request, "Votre demande est retirée.")
    else:
        messages.warning(request, services.DEJA_REPONDU)
    return _retour(request)


@require_POST
@exige("arbitrer")
def attribuer(request: HttpRequest, pk: int) -> HttpResponse:
    """The manager gives a contact to one of their people."""
    utilisateur = utilisateur_de(request)
    contact = get_object_or_404(Contact.objects.visibles_pour(utilisateur), pk=pk)
    form = AttributionForm(request.POST, par=utilisateur)
    if not form.is_valid():
        messages.error(request, str(form.errors["a"][0]))
        return redirect("clients:contact", pk=pk)
    a = form.cleaned_data["a"]
    services.attribuer(contact=contact, a=a, par=utilisateur)
    messages.success(request, f"{contact} est maintenant le privé de {a}.")
    return redirect("clients:contact", pk=pk)


def _retour(request: HttpRequest) -> HttpResponse:
    """To the page that the form came from, among ours."""
    return redirect(suite_de(request, reverse("clients:prives")))
