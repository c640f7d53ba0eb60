"""Besoins de formation: submit, manage, answer, put candidates forward (SAR-12)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from freelances.formations import services
from freelances.formations.enums import OUVERTS
from freelances.formations.formulaires import BesoinFormationForm, ReponseForm, StagiaireForm
from freelances.formations.listes import BesoinFormationFiltre, BesoinFormationTable
from freelances.models import BesoinFormation
from samba.acces.vues import exige, utilisateur_de
from samba.comptes.models import Utilisateur
from samba.donnees.historique import historique as lire_historique
from samba.donnees.models import ConflitVersionError
from samba.donnees.validateurs import cle_lue
from samba.donnees.vues import enregistrer
from samba.listes.tables import configurer

FICHE = "freelances/formations/besoin.html"
CONFLIT = "Ce besoin vient d’être modifié par quelqu’un d’autre : relisez-le, puis recommencez."


def _besoin(request: HttpRequest, pk: int) -> BesoinFormation:
    return get_object_or_404(BesoinFormation.objects.visibles_pour(utilisateur_de(request)), pk=pk)


def _modifiable(besoin: BesoinFormation, utilisateur: Utilisateur) -> bool:
    """Those of its agence may change it while it is open."""
    return (
        utilisateur.peut("gerer_freelances") and besoin.agence_id == utilisateur.agence_id and besoin.statut in OUVERTS
    )


@require_GET
def liste(request: HttpRequest) -> HttpResponse:
    """Besoins that this user reads, newest first."""
    utilisateur = utilisateur_de(request)
    lignes = BesoinFormation.objects.visibles_pour(utilisateur).en_cours().annotate(n_proposes=Count("stagiaires"))
    filtre = BesoinFormationFiltre(request.GET, queryset=lignes.order_by("-pk"), request=request)
    table = configurer(request, BesoinFormationTable(filtre.qs))
    if not utilisateur.peut("gerer_freelances"):
        table.vide_url, table.vide_action = "", ""
    page = "composants/_resultats_liste.html" if request.htmx else "freelances/formations/besoins.html"  # type: ignore[attr-defined]
    return render(request, page, {"table": table, "form": filtre.form})


@require_safe
def fiche(request: HttpRequest, pk: int) -> HttpResponse:
    """A besoin, who was put forward, what the qualifieurs answer."""
    besoin = _besoin(request, pk)
    return render(request, FICHE, _contexte(request, besoin))


def _contexte(request: HttpRequest, besoin: BesoinFormation, **remplaces: Any) -> dict[str, Any]:
    utilisateur = utilisateur_de(request)
    ouvert = besoin.statut in OUVERTS
    return {
        "besoin": besoin,
        "modifiable": _modifiable(besoin, utilisateur),
        "stagiaires": besoin.stagiaires.select_related("freelance", "par"),
        "competences": besoin.competences.all(),
        "stagiaire_form": StagiaireForm() if ouvert and utilisateur.peut("gerer_freelances") else None,
        "reponse_form": ReponseForm(initial={"statut": besoin.statut, "reponse": besoin.reponse})
        if utilisateur.peut("qualifier")
        else None,
        "evenements": lire_historique(besoin, "stagiaires", "competences"),
        **remplaces,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@exige("gerer_freelances")
def creer(request: HttpRequest) -> HttpResponse:
    """Submit a besoin de formation for one's agence."""
    utilisateur = utilisateur_de(request)
    if utilisateur.agence is None:
        raise PermissionDenied("Votre compte n’est rattaché à aucune agence.")
    neuf = BesoinFormation(agence=utilisateur.agence, auteur=utilisateur)
    contexte = {"annuler_url": reverse("formations:besoins"), "bouton": "Soumettre le besoin"}
    return _formulaire(request, neuf, contexte, "est soumis aux qualifieurs.")


@require_http_methods(["GET", "HEAD", "POST"])
@exige("gerer_freelances")
def modifier(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a besoin of one's agence while it is open."""
    besoin = _besoin(request, pk)
    if not _modifiable(besoin, utilisateur_de(request)):
        raise PermissionDenied("Ce besoin est clos, ou il est celui d’une autre agence.")
    contexte = {"besoin": besoin, "annuler_url": reverse("formations:besoin", args=[pk]), "bouton": "Enregistrer"}
    return _formulaire(request, besoin, contexte, "est enregistré.")


def _formulaire(request: HttpRequest, besoin: BesoinFormation, contexte: dict[str, Any], suite: str) -> HttpResponse:
    page = "freelances/formations/besoin_formulaire.html"
    auteur = utilisateur_de(request)
    if request.method != "POST":
        initial = {} if besoin.pk else {"action": cle_lue(request.GET.get("action", ""))}
        form = BesoinFormationForm(instance=besoin, initial=initial, auteur=auteur)
        return render(request, page, {**contexte, "form": form})
    form = BesoinFormationForm(request.POST, instance=besoin, auteur=auteur)
    enregistre, reponse = enregistrer(request, form, page, contexte)
    if reponse is not None:
        return reponse
    messages.success(request, f"Le besoin « {enregistre} » {suite}")
    return redirect("formations:besoin", pk=enregistre.pk)


@require_POST
@exige("gerer_freelances")
def annuler(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a besoin of one's agence up."""
    besoin = _besoin(request, pk)
    if besoin.agence_id != utilisateur_de(request).agence_id:
        raise PermissionDenied("Ce besoin est celui d’une autre agence.")
    try:
        services.annuler(besoin=besoin, version=cle_lue(request.POST.get("version", "")) or 0)
    except ConflitVersionError:
        messages.error(request, CONFLIT)
    except ValidationError as refus:
        messages.error(request, refus.messages[0])
    else:
        messages.success(request, "Le besoin est annulé.")
    return redirect("formations:besoin", pk=pk)


@require_POST
@exige("qualifier")
def repondre(request: HttpRequest, pk: int) -> HttpResponse:
    """The qualifieurs' answer."""
    besoin = _besoin(request, pk)
    form = ReponseForm(request.POST)
    if not form.is_valid():
        return render(request, FICHE, _contexte(request, besoin, reponse_form=form), status=422)
    version = cle_lue(request.POST.get("version", "")) or 0
    try:
        services.repondre(besoin=besoin, version=version, par=utilisateur_de(request), **form.cleaned_data)
    except ConflitVersionError:
        form.add_error(None, CONFLIT)
        frais = _besoin(request, pk)
        return render(request, FICHE, _contexte(request, frais, reponse_form=form), status=409)
    messages.success(request, "La réponse est enregistrée.")
    return redirect("formations:besoin", pk=pk)


@require_POST
@exige("gerer_freelances")
def proposer(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a candidate forward."""
    besoin = _besoin(request, pk)
    form = StagiaireForm(request.POST)
    if form.is_valid():
        try:
            services.proposer(besoin=besoin, freelance=form.cleaned_data["freelance"], par=utilisateur_de(request))
        except ValidationError as refus:
            messages.error(request, refus.messages[0])
        else:
            messages.success(request, f"{form.cleaned_data['freelance']} est proposé pour ce besoin.")
        return redirect("formations:besoin", pk=pk)
    return render(request, FICHE, _contexte(request, besoin, stagiaire_form=form), status=422)


@require_POST
@exige("gerer_freelances")
def retirer(request: HttpRequest, pk: int, freelance: int) -> HttpResponse:
    """Take a candidate back; the history tells that they were put forward."""
    besoin = _besoin(request, pk)
    besoin.stagiaires.filter(freelance=freelance).delete()
    messages.success(request, "Le candidat n’est plus proposé pour ce besoin.")
    return redirect("formations:besoin", pk=pk)
