"""« Ne plus contacter », and the people to inform of the data we hold."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clients.coordonnees import services
from clients.coordonnees.formulaires import InformationFiltre, LeveeForm, MoyenForm, OppositionForm
from clients.coordonnees.tables import InformationTable
from clients.models import Contact
from clients.vues.contacts import contact_joignable
from samba.acces.vues import exige, utilisateur_de
from samba.courriels.enums import CodeModele
from samba.courriels.models import ModeleCourriel
from samba.donnees.validateurs import cle_lue
from samba.listes.adresses import suite_de
from samba.listes.formats import pluriel
from samba.listes.pagination import PAR_PAGE
from samba.listes.tables import configurer
from samba.parametres.models import parametres


@exige("prospecter")
@require_http_methods(["GET", "POST"])
def opposition(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that somebody asked to be left alone."""
    contact = contact_joignable(utilisateur_de(request), pk)
    form = OppositionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.s_opposer(contact=contact, par=utilisateur_de(request), motif=form.raison())
        messages.success(request, f"{contact} ne sera plus contacté : ni appel, ni e-mail, ni campagne.")
        return redirect("clients:contact", pk=pk)
    contexte = {"form": form, "contact": contact, "bouton": "Ne plus contacter"}
    return render(request, "clients/coordonnees/opposition.html", contexte, status=422 if form.errors else 200)


@exige("arbitrer")
@require_http_methods(["GET", "POST"])
def lever(request: HttpRequest, pk: int) -> HttpResponse:
    """The person wants to hear from us again."""
    contact = contact_joignable(utilisateur_de(request), pk)
    form = LeveeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.lever_opposition(contact=contact, par=utilisateur_de(request), motif=form.cleaned_data["motif"])
        messages.success(request, f"{contact} peut de nouveau être contacté.")
        return redirect("clients:contact", pk=pk)
    contexte = {"form": form, "contact": contact, "bouton": "Lever l’opposition", "levee": True}
    return render(request, "clients/coordonnees/opposition.html", contexte, status=422 if form.errors else 200)


@require_GET
def information(request: HttpRequest) -> HttpResponse:
    """Those who must be told within a month that we hold their coordinates, the most urgent first."""
    utilisateur = utilisateur_de(request)
    base = Contact.objects.lisibles_pour(utilisateur).a_informer().order_by("collecte_le", "pk")  # type: ignore[attr-defined]
    filtre = InformationFiltre(request.GET, queryset=base, request=request)
    delai = parametres().information_jours
    table = configurer(request, InformationTable(filtre.qs, utilisateur=utilisateur, delai=delai))
    contexte = {"table": table, "form": filtre.form, "delai": delai}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "clients/coordonnees/_information_resultats.html", contexte)
    contexte["modele"] = ModeleCourriel.objects.filter(code=CodeModele.INFORMATION_DONNEES).first()
    return render(request, "clients/coordonnees/information.html", contexte)


@require_POST
@exige("prospecter")
def informer(request: HttpRequest) -> HttpResponse:
    """Send the notice to the people ticked, a page of them at most."""
    utilisateur, suite = utilisateur_de(request), suite_de(request, reverse("clients:information"))
    cles = [cle for cle in map(cle_lue, request.POST.getlist("contact")) if cle is not None][:PAR_PAGE]
    choisis = [
        c for c in Contact.objects.lisibles_pour(utilisateur).filter(pk__in=cles) if c.joignable_par(utilisateur)
    ]
    if not choisis:
        messages.warning(request, "Cochez au moins une personne.")
        return redirect(suite)
    bilan = services.informer_plusieurs(contacts=choisis, par=utilisateur)
    if bilan.envoyes:
        messages.success(request, f"{pluriel(bilan.envoyes, 'personne informée')} par e-mail.")
    for refus in bilan.refus[:5]:
        messages.error(request, refus)
    return redirect(suite)


@require_POST
@exige("prospecter")
def informe(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark somebody as told by voice or by post."""
    contact = get_object_or_404(Contact.objects.visibles_pour(utilisateur_de(request)), pk=pk)
    form = MoyenForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Dites comment cette personne a été informée.")
        return redirect("clients:contact", pk=pk)
    services.marquer_informe(contact=contact, par=utilisateur_de(request), moyen=form.cleaned_data["moyen"])
    messages.success(request, f"C’est noté : {contact} est informé.")
    return redirect("clients:contact", pk=pk)
