"""The board, the list, and the moves made on either (BES-9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET, require_POST

from besoins.enums import MOTIFS_SORTIE, Etape
from besoins.etapes import Porte
from besoins.models import Besoin, Positionnement
from besoins.services import mouvements
from besoins.services.mouvements import Bilan
from besoins.tableau.cartes import ranger
from besoins.tableau.filtres import PositionnementFiltre
from besoins.tableau.lecture import lus, positionnements_pour
from besoins.tableau.tables import PositionnementTable
from samba.acces.vues import exige, utilisateur_de
from samba.donnees.validateurs import cle_lue
from samba.listes.colonnes import colonnes_de
from samba.listes.tables import configurer

CARTES_MAX = 300
DEPLACES_MAX = 100
PROPOSITIONS = 20
# Where each gate is opened, by its code: words, URL name, anchor. The positionnement's number completes the address.
REMEDES: dict[str, tuple[str, str, str]] = {
    "appel": ("Reprendre l’appel", "besoins:appel", ""),
    "appele": ("Appeler", "besoins:appel", ""),
    "recapitulatif": ("Préparer le récapitulatif", "besoins:recapitulatif", ""),
    "disponibilite": ("Confirmer", "besoins:positionnement", "#disponibilite"),
    "reference": ("Voir les références", "besoins:positionnement", "#disponibilite"),
    "lieu": ("Voir les conditions", "besoins:positionnement", "#disponibilite"),
    "portage": ("Voir les conditions", "besoins:positionnement", "#disponibilite"),
    "envoi": ("Relire et envoyer", "besoins:envoyer", ""),
    "cv_envoye": ("Préparer l’envoi", "besoins:envoyer", ""),
    "reponse": ("Noter la réponse", "besoins:repondre", ""),
    "accord_do": ("Noter l’accord", "besoins:positionnement", "#accords"),
    "accord_freelance": ("Noter l’accord", "besoins:positionnement", "#accords"),
}


@dataclass(frozen=True)
class PorteDite:
    """A closed gate, and the link that opens it."""

    porte: Porte
    libelle: str = ""
    url: str = ""


@require_GET
def tableau(request: HttpRequest) -> HttpResponse:
    """The positionnements in columns, one a stage: mine, or those of a besoin (`?besoin=`)."""
    return _rendre(request, "tableau")


@require_GET
def liste(request: HttpRequest) -> HttpResponse:
    """The same as a list."""
    return _rendre(request, "liste")


def _rendre(request: HttpRequest, affichage: str, statut: int = 200, **autres: Any) -> HttpResponse:
    utilisateur = utilisateur_de(request)
    filtre = PositionnementFiltre(
        request.GET, queryset=positionnements_pour(utilisateur), request=request, utilisateur=utilisateur
    )
    besoin = filtre.form.cleaned_data.get("besoin") if filtre.form.is_valid() else None
    contexte = {
        "form": filtre.form,
        "besoin": besoin,
        "affichage": affichage,
        "suffixe": f"?{request.GET.urlencode()}" if request.GET else "",
        "etapes": list(Etape),
        "motifs": MOTIFS_SORTIE,
        **autres,
        **(_en_liste if affichage == "liste" else _en_colonnes)(request, filtre, besoin),
    }
    partiel = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    reponse = render(request, f"besoins/tableau/{'_' if partiel else ''}{affichage}.html", contexte, status=statut)
    patch_vary_headers(reponse, ["HX-Request"])
    return reponse


def _en_colonnes(request: HttpRequest, filtre: PositionnementFiltre, besoin: Besoin | None) -> dict[str, Any]:
    lignes = lus(filtre.qs, CARTES_MAX + 1)
    sortis = bool(filtre.form.cleaned_data.get("sortis")) if filtre.form.is_valid() else False
    montrees = lignes[:CARTES_MAX]
    return {
        "colonnes": ranger(montrees, utilisateur_de(request), un_besoin=besoin is not None, sortis=sortis),
        "nombre": len(montrees),
        "tronque": len(lignes) > CARTES_MAX,
        "sortis": sortis,
    }


def _en_liste(request: HttpRequest, filtre: PositionnementFiltre, besoin: Besoin | None) -> dict[str, Any]:
    colonnes = colonnes_de(request, PositionnementTable)
    table = PositionnementTable(filtre.qs.order_by("-pk"), utilisateur=utilisateur_de(request), colonnes=colonnes)
    return {"table": configurer(request, table)}


@require_POST
@exige("gerer_besoins")
def deplacer(request: HttpRequest) -> HttpResponse:
    """Move the chosen cards (`choix=<pk>:<version>`, repeated) to `vers`, with `motif` for the exit."""
    vers, choisis = request.POST.get("vers", ""), _choisis(request)
    if vers not in Etape.values or not choisis:
        dit = "Choisissez une étape." if choisis else "Choisissez au moins un positionnement."
        return _rendre(request, _affichage(request), 422, erreur=dit)
    motif = request.POST.get("motif", "").strip()
    if vers == Etape.ECARTE and not motif:
        erreur = "Dites pourquoi ce freelance est écarté : le motif est obligatoire."
        return _rendre(request, _affichage(request), 422, erreur=erreur, motif_manque=True, choisis=_cles(choisis))
    par = utilisateur_de(request)
    bilan = mouvements.deplacer_plusieurs(choisis=choisis, vers=vers, par=par, motif=motif[:200])
    return _repondre(request, bilan, Etape(vers))


def _affichage(request: HttpRequest) -> str:
    return "liste" if request.POST.get("affichage") == "liste" else "tableau"


def _choisis(request: HttpRequest) -> list[tuple[Positionnement, int | None]]:
    """The positionnements that were ticked, each with the version that was on the screen."""
    versions: dict[int, int | None] = {}
    for valeur in request.POST.getlist("choix")[:DEPLACES_MAX]:
        pk, _, version = valeur.partition(":")
        if (cle := cle_lue(pk)) is not None:
            versions[cle] = cle_lue(version)
    visibles = Positionnement.objects.visibles_pour(utilisateur_de(request)).filter(pk__in=versions)
    return [(positionnement, versions[positionnement.pk]) for positionnement in visibles]


def _cles(choisis: list[tuple[Positionnement, int | None]]) -> list[str]:
    return [f"{positionnement.pk}:{version or ''}" for positionnement, version in choisis]


def _repondre(request: HttpRequest, bilan: Bilan, vers: Etape | None) -> HttpResponse:
    """The board as it is now, and above it what moved, what did not and why. 422 when nothing moved."""
    refus = [
        {"ligne": r.positionnement, "texte": r.texte, "portes": [_dite(p, r.positionnement) for p in r.portes]}
        for r in bilan.refus
    ]
    statut = 422 if refus and not bilan.faits else 200
    contexte = {"bilan": bilan, "refus": refus, "vers": vers.label if vers else ""}
    return _rendre(request, _affichage(request), statut, **contexte)


def _dite(porte: Porte, positionnement: Positionnement) -> PorteDite:
    if porte.code == "cv":
        suite = reverse("besoins:envoyer", args=[positionnement.pk])
        url = f"{reverse('freelances:cv_anonyme', args=[positionnement.freelance_id])}?suite={suite}"
        return PorteDite(porte, "Préparer le CV anonymisé", url)
    if porte.code == "ouvert":
        return PorteDite(porte, "Voir le besoin", reverse("besoins:fiche", args=[positionnement.besoin_id]))
    if porte.code not in REMEDES:
        return PorteDite(porte)
    libelle, nom, ancre = REMEDES[porte.code]
    return PorteDite(porte, libelle, reverse(nom, args=[positionnement.pk]) + ancre)


@require_POST
@exige("gerer_besoins")
def annuler(request: HttpRequest) -> HttpResponse:
    """Undo a move (`jeton`)."""
    try:
        bilan = mouvements.annuler(jeton=request.POST.get("jeton", ""), par=utilisateur_de(request))
    except ValidationError as refus:
        return _rendre(request, _affichage(request), 422, erreur=" ".join(refus.messages))
    return _repondre(request, bilan, None)


@require_GET
def besoins_json(request: HttpRequest) -> JsonResponse:
    """Open besoins by their words, for the choice lists; of a privé DO, the company alone (CLI-5)."""
    besoins = Besoin.objects.visibles_pour(utilisateur_de(request)).en_cours().ouverts()
    trouves = besoins.chercher(request.GET.get("q", "").replace("\0", " "))[:PROPOSITIONS]
    lignes = [{"value": b.pk, "text": b.intitule, "precision": b.client.nom} for b in trouves]
    return JsonResponse(lignes, safe=False)
