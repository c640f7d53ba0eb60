"""Companies: the list, the file, the form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from clients.enums import Referencement
from clients.formulaires_client import AdresseFormSet, ClientForm, ExerciceFormSet
from clients.formulaires_gestes import DocumentForm
from clients.listes import filtre_clients
from clients.models import ChangementSociete, Client
from clients.presentation import contexte_verdict, groupe_de, organigramme, reseau_de
from clients.tables import ClientTable
from clients.vues.gestes import contexte_documents
from samba.acces.vues import exige, utilisateur_de
from samba.activite.models import Relance
from samba.donnees.historique import historique
from samba.donnees.validateurs import cle_lue
from samba.donnees.vues import enregistrer
from samba.listes.colonnes import colonnes_de
from samba.listes.tables import configurer

GABARIT = "clients/client_formulaire.html"
PARTIS_MONTRES = 20


@require_GET
def liste(request: HttpRequest) -> HttpResponse:
    """Clients, newest first, or best match first when searched by name."""
    colonnes = colonnes_de(request, ClientTable)
    filtre = filtre_clients(request, colonnes)
    table = configurer(request, ClientTable(filtre.qs, colonnes=colonnes))
    gabarit = "clients/_liste_resultats.html" if request.htmx else "clients/liste.html"  # type: ignore[attr-defined]
    return render(request, gabarit, {"table": table, "form": filtre.form})


@require_GET
def clients_json(request: HttpRequest) -> JsonResponse:
    """At most 20 clients for a choice list: the best matches of `q`, else the newest."""
    texte = request.GET.get("q", "").strip()
    clients = Client.objects.visibles_pour(utilisateur_de(request)).en_cours()
    trouves = (clients.chercher(texte) if texte else clients)[:20]
    lignes = [{"value": c.pk, "text": c.nom, "precision": c.get_type_display()} for c in trouves]
    return JsonResponse(lignes, safe=False)


@require_GET
def fiche(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of a client: verdict first, people, what happened, what other rooms know of it."""
    utilisateur = utilisateur_de(request)
    lies = ("departement", "suivi_par", "mere__entreprise", "reference_via__entreprise")
    client = get_object_or_404(Client.objects.visibles_pour(utilisateur).select_related(*lies), pk=pk)
    contexte = {
        "client": client,
        **contexte_verdict(client),
        "organigramme": organigramme(client, utilisateur),
        "groupe": groupe_de(client),
        "reseau": reseau_de(client),
        "adresses": client.adresses.select_related("departement"),
        "partis": ChangementSociete.objects.visibles_pour(utilisateur)
        .filter(de=client)
        .select_related("contact", "vers__entreprise")[:PARTIS_MONTRES],
        "relances": Relance.objects.de(utilisateur).a_faire().filter(client=client).avec_cibles(),
        "historique": historique(client, "exercices", "adresses", "clients_finals", "documents"),
        "badges": _badges(client),
        **contexte_documents(client, DocumentForm() if utilisateur.peut_prospecter else None),
    }
    return render(request, "clients/fiche.html", contexte)


def _badges(client: Client) -> list[dict[str, str]]:
    badges = [{"texte": client.get_type_display(), "couleur": "neutre"}]
    if client.en_demarrage:
        badges.append({"texte": "En démarrage", "couleur": "violet"})
    if client.referencement == Referencement.DIRECT:
        badges.append({"texte": "Référencés", "couleur": "bleu", "icone": "check-badge"})
    elif client.referencement == Referencement.SECONDE_MAIN:
        badges.append({"texte": "En seconde main", "couleur": "neutre", "icone": "arrows-right-left"})
    if client.archive_le:
        badges.append({"texte": "Archivé", "couleur": "orange"})
    return badges


def _ecrire(request: HttpRequest, form: ClientForm, formsets: dict[str, Any], contexte: dict[str, Any]) -> Any:
    """Save a client and its rows together, or nothing: (client, None) or (None, the page that comes back)."""
    contexte = {**contexte, **formsets}
    if [formset for formset in formsets.values() if not formset.is_valid()]:
        form.is_valid()
        return None, render(request, GABARIT, {**contexte, "form": form}, status=422)
    with transaction.atomic():
        client, reponse = enregistrer(request, form, GABARIT, contexte)
        # A form posted twice gives back the record of the first post, which has its rows already.
        if reponse is None and client is form.instance:
            for formset in formsets.values():
                formset.instance = client
                formset.save()
    return client, reponse


def _formsets(donnees: Any = None, client: Client | None = None) -> dict[str, Any]:
    """Its figures and its other addresses."""
    return {
        "exercices": ExerciceFormSet(donnees, instance=client),
        "adresses": AdresseFormSet(donnees, instance=client),
    }


@exige("prospecter")
@require_http_methods(["GET", "POST"])
def creer(request: HttpRequest) -> HttpResponse:
    """A new client, with its figures and addresses; `?mere=` names its mother company."""
    if request.method == "GET":
        initial = {
            "suivi_par": utilisateur_de(request),
            "nom": request.GET.get("nom", ""),
            "mere": cle_lue(request.GET.get("mere")),
        }
        return render(request, GABARIT, {"form": ClientForm(initial=initial), **_formsets()})
    formsets = _formsets(request.POST)
    client, reponse = _ecrire(request, ClientForm(request.POST, **formsets), formsets, {})
    if reponse is not None:
        return reponse
    messages.success(request, f"{client.nom} est dans la base.")
    return redirect("clients:fiche", pk=client.pk)


@exige("prospecter")
@require_http_methods(["GET", "POST"])
def modifier(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit a client, its figures and its addresses."""
    client = get_object_or_404(Client.objects.visibles_pour(utilisateur_de(request)), pk=pk)
    if request.method == "GET":
        contexte = {"form": ClientForm(instance=client), "client": client, **_formsets(client=client)}
        return render(request, GABARIT, contexte)
    formsets = _formsets(request.POST, client)
    form = ClientForm(request.POST, instance=client, **formsets)
    client, reponse = _ecrire(request, form, formsets, {"client": client})
    if reponse is not None:
        return reponse
    messages.success(request, f"{client.nom} est à jour.")
    return redirect("clients:fiche", pk=client.pk)
