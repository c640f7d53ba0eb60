"""Acts of the client's and the contact's pages that are not their form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clients import gestes
from clients.formulaires_gestes import ChangementForm, DocumentForm
from clients.models import Client, Contact, DocumentClient
from samba.acces.vues import exige, utilisateur_de
from samba.comptes.models import Utilisateur
from samba.donnees.models import ConflitVersionError

ENTRE_TEMPS = "Cette fiche vient d’être modifiée par quelqu’un d’autre : relisez-la puis recommencez."


def agir(request: HttpRequest, objet: Client | Contact, acte: Callable[[], object], fait: str) -> HttpResponse:
    """Do an act, say what came of it, and go back to the page of what it was done to."""
    try:
        acte()
    except ConflitVersionError:
        messages.error(request, ENTRE_TEMPS)
    except gestes.GesteRefuseError as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, fait)
    return redirect("clients:fiche" if isinstance(objet, Client) else "clients:contact", pk=objet.pk)


def _client(request: HttpRequest, pk: int) -> Client:
    return get_object_or_404(Client.objects.visibles_pour(utilisateur_de(request)), pk=pk)


def _contact(utilisateur: Utilisateur, pk: int) -> Contact:
    """For an act. 404 when unknown, 403 when it is somebody else's privé."""
    contact = get_object_or_404(Contact.objects.visibles_pour(utilisateur), pk=pk)
    if not contact.joignable_par(utilisateur):
        raise PermissionDenied(f"Ce contact est privé à {contact.prive_a}.")
    return contact


@exige("prospecter")
@require_POST
def archiver_client(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a client aside, and its contacts with it; refused while something of it is under way."""
    client, par = _client(request, pk), utilisateur_de(request)
    return agir(request, client, lambda: gestes.archiver_client(client, par), f"{client} est archivé.")


@exige("prospecter")
@require_POST
def reactiver_client(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring back an archived client."""
    client = _client(request, pk)
    return agir(request, client, lambda: gestes.dater_archive(client, archive=False), f"{client} est de nouveau actif.")


@exige("prospecter")
@require_POST
def archiver_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a contact aside."""
    contact = _contact(utilisateur_de(request), pk)
    return agir(request, contact, lambda: gestes.dater_archive(contact, archive=True), f"{contact} est archivé.")


@exige("prospecter")
@require_POST
def reactiver_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring back an archived contact."""
    contact = _contact(utilisateur_de(request), pk)
    fait = f"{contact} est de nouveau actif."
    return agir(request, contact, lambda: gestes.dater_archive(contact, archive=False), fait)


@exige("prospecter")
@require_http_methods(["GET", "POST"])
def changer_de_societe(request: HttpRequest, pk: int) -> HttpResponse:
    """« A changé de société »: the link moves, what happened at the old company stays there."""
    utilisateur = utilisateur_de(request)
    contact = _contact(utilisateur, pk)
    form = ChangementForm(request.POST if request.method == "POST" else None, contact=contact, auteur=utilisateur)
    contexte = {"contact": contact, "client": contact.client, "form": form}
    if request.method == "GET":
        return render(request, "clients/contact_changement.html", contexte)
    if not form.is_valid():
        return render(request, "clients/contact_changement.html", contexte, status=422)
    lu = form.cleaned_data
    try:
        gestes.changer_de_societe(contact=contact, vers=lu.pop("client"), par=utilisateur, **lu)
    except ConflitVersionError:
        form.add_error(None, ENTRE_TEMPS)
        return render(request, "clients/contact_changement.html", contexte, status=409)
    messages.success(request, f"{contact} a rejoint sa nouvelle société. Son historique reste entier.")
    return redirect("clients:contact", pk=pk)


@exige("prospecter")
@require_GET
def fonctions_du_changement(request: HttpRequest, pk: int) -> HttpResponse:
    """The fonctions of the company now chosen (CLI-4), asked by htmx."""
    utilisateur = utilisateur_de(request)
    contact = _contact(utilisateur, pk)
    initial = {"client": request.GET.get("client", "")}
    form = ChangementForm(contact=contact, auteur=utilisateur, initial=initial)
    return render(request, "clients/_champ_fonction.html", {"form": form})


@exige("prospecter")
@require_POST
def deposer_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a file on a client; a wrong one comes back with its message beside the field."""
    client = _client(request, pk)
    form = DocumentForm(request.POST, request.FILES)
    if form.is_valid():
        lu = form.cleaned_data
        gestes.garder_document(client=client, examen=lu["fichier"], nature=lu["nature"], par=utilisateur_de(request))
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect(f"{reverse('clients:fiche', args=[pk])}#documents")
        form = DocumentForm()
    return _carte_documents(request, client, form)


def _carte_documents(request: HttpRequest, client: Client, form: DocumentForm) -> HttpResponse:
    gabarit = "clients/_documents.html" if request.htmx else "clients/documents.html"  # type: ignore[attr-defined]
    return render(request, gabarit, contexte_documents(client, form), status=422 if form.errors else 200)


def contexte_documents(client: Client, form: DocumentForm | None) -> dict[str, Any]:
    """Its files, and the form that adds one (None: reading only)."""
    gardes = client.documents.filter(retire_le__isnull=True).select_related("document", "document__auteur")
    return {"client": client, "documents": gardes, "form_document": form}


@exige("prospecter")
@require_POST
def retirer_document(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    """Take a file off the page of a client."""
    client = _client(request, pk)
    gestes.retirer_document(get_object_or_404(DocumentClient, pk=document, client=client))
    if request.htmx:  # type: ignore[attr-defined]
        return _carte_documents(request, client, DocumentForm())
    return redirect(f"{reverse('clients:fiche', args=[pk])}#documents")
