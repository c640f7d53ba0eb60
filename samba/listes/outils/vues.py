"""Columns, saved searches and export of a list. Nobody sees here more than the list itself shows them."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samba.acces.vues import utilisateur_de
from samba.listes.colonnes import PARAMETRE, choix_colonnes, colonnes_pour, requete_gardee, retenir
from samba.listes.exports import exporter
from samba.listes.models import ColonnesChoisies, FormatExport, RechercheEnregistree
from samba.listes.outils.formulaires import ExportForm, RechercheForm
from samba.listes.registre import Liste, liste_de
from samba.parametres.models import parametres

GABARIT = "listes/recherches.html"
PARTIEL = "listes/_recherches.html"


def _liste(code: str) -> Liste:
    liste = liste_de(code)
    if liste is None:
        raise Http404("Cette liste n’existe pas.")
    return liste


def _etat(request: HttpRequest, liste: Liste) -> str:
    """The state of the list the person stands on, as a query string of its own page: `requete`, and where they are."""
    source = request.POST if request.method == "POST" else request.GET
    requete = requete_gardee(QueryDict(source.get("requete", "")))
    return urlencode([*_de_la_page(source.get("chemin", ""), liste), *parse_qsl(requete)])


def _de_la_page(chemin: str, liste: Liste) -> list[tuple[str, str]]:
    """What a page of the list stands for (`liste.pages`): « Mes besoins » is `vue=mes` of the list of besoins."""
    try:
        page = resolve(urlsplit(chemin).path).view_name
    except Resolver404:
        return []
    return parse_qsl(liste.pages.get(page, ""))


def _retour(liste: Liste, requete: str) -> HttpResponse:
    return redirect(f"{liste.adresse}?{requete}" if requete else liste.adresse)


@require_http_methods(["GET", "POST"])
def colonnes(request: HttpRequest, liste: str) -> HttpResponse:
    """GET: the boxes of the menu, or a page without JavaScript. POST: keep the columns that this person wants here.

    The address then says them, so that a link to the page shows the same columns to anybody; « défaut » forgets them.
    """
    lue, utilisateur = _liste(liste), utilisateur_de(request)
    etat = QueryDict(_etat(request, lue), mutable=True)
    if request.method == "GET":
        montrees = colonnes_pour(utilisateur, etat, lue.table)
        contexte = {"liste": lue, "colonnes": choix_colonnes(lue.table, montrees), "etat": etat.urlencode()}
        gabarit = "listes/_colonnes.html" if request.htmx else "listes/colonnes.html"  # type: ignore[attr-defined]
        return render(request, gabarit, contexte)
    etat.pop(PARAMETRE, None)
    miennes = ColonnesChoisies.objects.filter(utilisateur=utilisateur, liste=lue.code)
    if "defaut" in request.POST:
        miennes.delete()
        return _retour(lue, etat.urlencode())
    choisies = list(retenir(lue.table, request.POST.getlist("colonne")))
    ColonnesChoisies.objects.update_or_create(utilisateur=utilisateur, liste=lue.code, defaults={"colonnes": choisies})
    etat[PARAMETRE] = ",".join(choisies)
    return _retour(lue, etat.urlencode(safe=","))


@require_http_methods(["GET", "POST"])
def export(request: HttpRequest, liste: str) -> HttpResponseBase:
    """GET: which file, in the menu or on a page of its own. POST: the file, as the address filters and sorts."""
    lue = _liste(liste)
    if request.method == "GET":
        contexte = {"liste": lue, "etat": _etat(request, lue), "limite": parametres().export_lignes_max}
        gabarit = "listes/_export.html" if request.htmx else "listes/export.html"  # type: ignore[attr-defined]
        return render(request, gabarit, contexte)
    form = ExportForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest("Format inconnu.")
    choix = form.cleaned_data
    return exporter(request, lue, FormatExport(choix["format"]), toutes=choix["toutes"])


@require_GET
def recherches(request: HttpRequest, liste: str) -> HttpResponse:
    """The saved searches of a list, mine and those that my agence shares: the menu, or a page without JavaScript."""
    return _montrer(request, _liste(liste))


def _montrer(
    request: HttpRequest, liste: Liste, form: RechercheForm | None = None, *, statut: int = 200, gardee: str = ""
) -> HttpResponse:
    utilisateur = utilisateur_de(request)
    etat = _etat(request, liste)
    if form is None:
        form = RechercheForm(utilisateur=utilisateur, liste=liste.code, initial={"requete": etat})
    visibles = RechercheEnregistree.objects.visibles_pour(utilisateur).filter(liste=liste.code)
    contexte: dict[str, Any] = {
        "liste": liste,
        "form": form,
        "etat": etat,
        "gardee": gardee,
        "miennes": [r for r in visibles if r.utilisateur_id == utilisateur.pk],
        "partagees": [r for r in visibles if r.utilisateur_id != utilisateur.pk],
    }
    gabarit = PARTIEL if request.htmx else GABARIT  # type: ignore[attr-defined]
    return render(request, gabarit, contexte, status=statut)


@require_POST
def enregistrer(request: HttpRequest, liste: str) -> HttpResponse:
    """Keep the state of a list under a name."""
    lue = _liste(liste)
    etat = _etat(request, lue)
    donnees = request.POST.copy()
    donnees["requete"] = etat
    form = RechercheForm(donnees, utilisateur=utilisateur_de(request), liste=lue.code)
    if not form.is_valid():
        return _montrer(request, lue, form, statut=422)
    try:
        with transaction.atomic():
            recherche = form.save()
    except IntegrityError:  # a double click: the same name, written between our check and our write
        form.full_clean()
        return _montrer(request, lue, form, statut=422)
    if request.htmx:  # type: ignore[attr-defined]
        return _montrer(request, lue, gardee=recherche.nom)
    messages.success(request, f"La recherche « {recherche.nom} » est gardée.")
    return _retour(lue, etat)


def _mienne(request: HttpRequest, pk: int) -> RechercheEnregistree:
    """404 for somebody else's: a shared search is opened, not changed."""
    return get_object_or_404(RechercheEnregistree.objects.de(utilisateur_de(request)), pk=pk)


@require_POST
def partager(request: HttpRequest, pk: int) -> HttpResponse:
    """Share with one's agence, or no longer."""
    recherche = _mienne(request, pk)
    recherche.partagee = not recherche.partagee
    recherche.save(update_fields=["partagee"])
    return _apres(request, recherche)


@require_POST
def supprimer(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a saved search."""
    recherche = _mienne(request, pk)
    recherche.delete()
    return _apres(request, recherche)


def _apres(request: HttpRequest, recherche: RechercheEnregistree) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return _montrer(request, _liste(recherche.liste))
    return redirect(reverse("outils:recherches", args=[recherche.liste]))
