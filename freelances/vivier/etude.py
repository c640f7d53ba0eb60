"""The study of a profile: everything that decides, on one page, with the CV beside it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from freelances.evaluation.presentation import detail
from freelances.evaluation.visuel import visuel
from freelances.fiche.presentation import marque_confirmation, marque_disponibilite
from freelances.models import Evaluation, Freelance, Situation
from samba.acces.vues import utilisateur_de
from samba.parametres.models import parametres


@require_safe
def etude(request: HttpRequest, pk: int) -> HttpResponse:
    """Study a freelance: header, contact, profile, documents, statut, employability; the decisions stand beside the CV.

    Opening a known freelance is never locked (SAR-4). What decides comes as panels of the published evaluation
    (`freelances.Evaluation`), so that this page knows nothing of the fiches.
    """
    utilisateur = utilisateur_de(request)
    lignes = Freelance.objects.visibles_pour(utilisateur).select_related("partenaire", "departement__region")
    freelance = get_object_or_404(lignes, pk=pk)
    evaluation = (
        Evaluation.objects.visibles_pour(utilisateur).publiees().select_related("experience_numerique",
        "experience_hors_numerique", "duree_sans_emploi").filter(freelance=pk).first()
    )  # fmt: skip
    contexte = {
        "freelance": freelance,
        "evaluation": evaluation,
        "visuel": visuel(evaluation) if evaluation else None,
        "detail": detail(evaluation) if evaluation else None,
        "situation": Situation.objects.filter(freelance=pk).actuelles().first(),
        "cv": freelance.cvs.filter(courant=True).select_related("document").defer("vecteur").first(),
        "cvs": list(freelance.cvs.select_related("document").defer("texte", "vecteur")),
        "liens_formation": list(freelance.liens_formation.select_related("action")),
        "pieces": list(freelance.pieces.select_related("document")),
        "disponibilite": marque_disponibilite(freelance),
        "confirmation": marque_confirmation(freelance, parametres()),
    }
    return render(request, "freelances/vivier/etude.html", contexte)
