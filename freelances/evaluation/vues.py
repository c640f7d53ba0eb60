"""Pages of an evaluation: read it, fill its panels, publish it, drop it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from freelances.evaluation import services
from freelances.evaluation.completude import Manque, manques
from freelances.evaluation.enums import EtatEvaluation
from freelances.evaluation.formulaires import RetraitForm
from freelances.evaluation.presentation import detail, etat_du_volet
from freelances.evaluation.visuel import visuel
from freelances.evaluation.volets import PAR_CODE, VOLETS, Volet
from freelances.models import Evaluation, Freelance
from samba.acces.vues import exige, utilisateur_de
from samba.donnees.historique import historique as lire_historique
from samba.donnees.models import ConflitVersionError
from samba.donnees.validateurs import cle_lue
from samba.donnees.vues import enregistrer

LIGNES = ("metiers_actuels", "comportements", "mobilites", "metiers_envisages", "demenagement_regions")
CONFLIT = "Cette évaluation vient de changer : relisez-la, puis recommencez."


def _evaluation(request: HttpRequest, pk: int) -> Evaluation:
    return get_object_or_404(Evaluation.objects.visibles_pour(utilisateur_de(request)), pk=pk)


def _freelance(request: HttpRequest, pk: int) -> Freelance:
    return get_object_or_404(Freelance.objects.visibles_pour(utilisateur_de(request)), pk=pk)


@require_safe
def lire(request: HttpRequest, pk: int) -> HttpResponse:
    """One evaluation, current or former, as it stands or stood."""
    evaluation = _evaluation(request, pk)
    contexte = {
        "evaluation": evaluation,
        "freelance": evaluation.freelance,
        "visuel": visuel(evaluation),
        "detail": detail(evaluation),
        "versions": Evaluation.objects.visibles_pour(utilisateur_de(request)).filter(freelance=evaluation.freelance_id),
    }
    if utilisateur_de(request).peut("qualifier"):
        # It tells what the draft was before it was published: the qualifieurs' own business.
        contexte["evenements"] = lire_historique(evaluation, *LIGNES)
    return render(request, "freelances/evaluation/evaluation.html", contexte)


@require_POST
@exige("qualifier")
def ouvrir(request: HttpRequest, pk: int) -> HttpResponse:
    """Start (or take up again) the draft of a freelance."""
    brouillon = services.ouvrir_brouillon(freelance=_freelance(request, pk), par=utilisateur_de(request))
    return redirect("freelances:evaluation_volet", pk=brouillon.pk, volet=VOLETS[0].code)


@require_http_methods(["GET", "HEAD", "POST"])
@exige("qualifier")
def volet(request: HttpRequest, pk: int, volet: str) -> HttpResponse:
    """Fill one panel of a draft."""
    classe = PAR_CODE.get(volet)
    if classe is None:
        raise Http404("Volet inconnu.")
    evaluation = _evaluation(request, pk)
    if evaluation.etat != EtatEvaluation.BROUILLON:
        messages.info(request, "Cette évaluation est publiée : elle ne change plus. Ouvrez-en une nouvelle.")
        return redirect("freelances:evaluation", pk=pk)
    page = "freelances/evaluation/volet.html"
    if request.method != "POST":
        form = classe(instance=evaluation, auteur=utilisateur_de(request))
        return render(request, page, {**_contexte_volet(evaluation, classe), "form": form})
    form = classe(request.POST, instance=evaluation, auteur=utilisateur_de(request))
    enregistree, reponse = enregistrer(request, form, page, _contexte_volet(evaluation, classe))
    if reponse is not None:
        return reponse
    messages.success(request, f"Volet « {classe.titre} » enregistré.")
    suivant = _suivant(classe) if "suivant" in request.POST else classe.code
    return redirect("freelances:evaluation_volet", pk=enregistree.pk, volet=suivant)


def _suivant(classe: type[Volet]) -> str:
    rang = VOLETS.index(classe)
    return VOLETS[min(rang + 1, len(VOLETS) - 1)].code


def _contexte_volet(evaluation: Evaluation, classe: type[Volet]) -> dict[str, Any]:
    # Read anew: what is shown beside the form is what is stored, not what was typed.
    stockee = Evaluation.objects.select_related("freelance", "bassin__region").get(pk=evaluation.pk)
    absents = manques(stockee)
    onglets = [
        {"code": autre.code, "titre": autre.titre, "icone": autre.icone, "etat": etat_du_volet(stockee, autre, absents)}
        for autre in VOLETS
    ]
    cv = stockee.freelance.cvs.filter(courant=True).select_related("document").first()
    return {
        "evaluation": stockee,
        "freelance": stockee.freelance,
        "volet": classe.code,
        "titre_volet": classe.titre,
        "icone_volet": classe.icone,
        "dernier": classe is VOLETS[-1],
        "onglets": onglets,
        "manques": [(_ou_remplir(stockee, manque), manque.message) for manque in absents],
        "visuel": visuel(stockee),
        "situation": stockee.freelance.situations.first(),
        "cv": cv,
        "publiee": stockee.freelance.evaluations.publiees().first(),
    }


def _ou_remplir(evaluation: Evaluation, manque: Manque) -> str:
    """The address that fills a lack."""
    if manque.volet == "situation":
        return reverse("freelances:situation", args=[evaluation.freelance_id])
    if manque.volet == "dossier":
        return reverse("formations:completer", args=[evaluation.freelance_id])
    return reverse("freelances:evaluation_volet", args=[evaluation.pk, manque.volet])


@require_POST
@exige("qualifier")
def publier(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a draft to the vivier."""
    evaluation = _evaluation(request, pk)
    try:
        services.publier(evaluation=evaluation, version=_version(request), par=utilisateur_de(request))
    except ConflitVersionError:
        messages.error(request, CONFLIT)
    except ValidationError as refus:
        for message in refus.messages:
            messages.error(request, message)
    else:
        messages.success(request, f"{evaluation.freelance} est au vivier.")
        return redirect("freelances:evaluation", pk=pk)
    return redirect("freelances:evaluation_volet", pk=pk, volet=VOLETS[-1].code)


@require_POST
@exige("qualifier")
def abandonner(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a draft."""
    evaluation = _evaluation(request, pk)
    try:
        services.abandonner_brouillon(evaluation=evaluation, version=_version(request))
    except ConflitVersionError:
        messages.error(request, CONFLIT)
        return redirect("freelances:evaluation_volet", pk=pk, volet=VOLETS[-1].code)
    except ValidationError as refus:
        messages.error(request, refus.messages[0])
    else:
        messages.success(request, "Le brouillon est abandonné.")
    return redirect("freelances:fiche", pk=evaluation.freelance_id)


def _version(request: HttpRequest) -> int:
    """The version that was read; 0, which none has, when it was not sent."""
    return cle_lue(request.POST.get("version", "")) or 0


@require_http_methods(["GET", "HEAD", "POST"])
@exige("qualifier")
def retirer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a freelance out of the vivier, saying why."""
    freelance = _freelance(request, pk)
    form = RetraitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.retirer_du_vivier(
                freelance=freelance, par=utilisateur_de(request), motif=form.cleaned_data["motif"]
            )
        except ValidationError as refus:
            messages.error(request, refus.messages[0])
        else:
            messages.success(request, f"{freelance} n’est plus au vivier.")
        return redirect("freelances:fiche", pk=pk)
    contexte = {
        "form": form,
        "freelance": freelance,
        "titre": "Retirer du vivier",
        "bouton": "Retirer du vivier",
        "annuler_url": reverse("freelances:fiche", args=[pk]),
    }
    return render(request, "freelances/evaluation/simple.html", contexte, status=422 if form.errors else 200)
