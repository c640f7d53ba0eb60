"""Companies: the list, the file, the form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from clients.filtres import ClientFiltre
from clients.formulaires import ClientForm, ExerciceFormSet
from clients.models import Client, Contact
from clients.tables import COULEURS_VERDICT, ClientTable
from samba.acces.vues import exige, utilisateur_de
from samba.activite.models import Relance
from samba.comptes.models import Utilisateur
from samba.donnees.historique import historique
from samba.donnees.vues import enregistrer
from samba.listes.tables import configurer

GABARIT = "clients/client_formulaire.html"


@require_GET
def liste(request: HttpRequest) -> HttpResponse:
    """Clients, newest first, or best match first when searched by name."""
    base = Client.objects.visibles_pour(utilisateur_de(request)).en_cours().pour_tableau()
    filtre = ClientFiltre(request.GET, queryset=base, request=request)
    table = configurer(request, ClientTable(filtre.qs))
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
    client = get_object_or_404(
        Client.objects.visibles_pour(utilisateur).select_related("departement", "suivi_par"), pk=pk
    )
    avis = client.avis
    contexte = {
        "client": client,
        "avis": avis,
        "couleur_verdict": COULEURS_VERDICT[avis.verdict],
        "exercices": client.exercices.all(),
        "contacts": _contacts(client, utilisateur),
        "relances": Relance.objects.de(utilisateur).a_faire().filter(client=client).avec_cibles(),
        "historique": historique(client, "exercices"),
        "badges": _badges(client),
    }
    return render(request, "clients/fiche.html", contexte)


def _contacts(client: Client, utilisateur: Utilisateur) -> list[dict[str, Any]]:
    """Its people, each with what this user may read and do (CLI-5)."""
    contacts = Contact.objects.visibles_pour(utilisateur).en_cours().filter(client=client).order_by("nom", "prenom")
    return [
        {"contact": c, "lisible": c.lisible_par(utilisateur), "joignable": c.joignable_par(utilisateur)}
        for c in contacts
    ]


def _badges(client: Client) -> list[dict[str, str]]:
    badges = [{"texte": client.get_type_display(), "couleur": "neutre"}]
    if client.en_demarrage:
        badges.append({"texte": "En démarrage", "couleur": "violet"})
    if client.reference:
        badges.append({"texte": "Référencés", "couleur": "bleu", "icone": "check-badge"})
    if client.archive_le:
        badges.append({"texte": "Archivé", "couleur": "orange"})
    return badges


def _ecrire(request: HttpRequest, form: ClientForm, exercices: Any, contexte: dict[str, Any]) -> Any:
    """Save a client and its exercices together, or nothing: (client, None) or (None, the page that comes back)."""
    if not exercices.is_valid():
        form.is_valid()
        return None, render(request, GABARIT, {**contexte, "form": form, "exercices": exercices}, status=422)
    with transaction.atomic():
        client, reponse = enregistrer(request, form, GABARIT, {**contexte, "exercices": exercices})
        # A form posted twice gives back the record of the first post, which has its exercices already.
        if reponse is None and client is form.instance:
            exercices.instance = client
            exercices.save()
    return client, reponse


@exige("prospecter")
@require_http_methods(["GET", "POST"])
def creer(request: HttpRequest) -> HttpResponse:
    """A new client, with its figures."""
    if request.method == "GET":
        form = ClientForm(initial={"suivi_par": utilisateur_de(request), "nom": request.GET.get("nom", "")})
        return render(request, GABARIT, {"form": form, "exercices": ExerciceFormSet()})
    exercices = ExerciceFormSet(request.POST)
    client, reponse = _ecrire(request, ClientForm(request.POST, exercices=exercices), exercices, {})
    if reponse is not None:
        return reponse
    messages.success(request, f"{client.nom} est dans la base.")
    return redirect("clients:fiche", pk=client.pk)


@exige("prospecter")
@require_http_methods(["GET", "POST"])
def modifier(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit a client and its figures."""
    client = get_object_or_404(Client.objects.visibles_pour(utilisateur_de(request)), pk=pk)
    if request.method == "GET":
        contexte = {
            "form": ClientForm(instance=client),
            "exercices": ExerciceFormSet(instance=client),
            "client": client,
        }
        return render(request, GABARIT, contexte)
    exercices = ExerciceFormSet(request.POST, instance=client)
    form = ClientForm(request.POST, instance=client, exercices=exercices)
    client, reponse = _ecrire(request, form, exercices, {"client": client})
    if reponse is not None:
        return reponse
    messages.success(request, f"{client.nom} est à jour.")
    return redirect("clients:fiche", pk=client.pk)
