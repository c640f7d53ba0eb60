"""What other pages show of the fiches: the decisions on the study page, the fiches of a freelance, the debt meter."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from freelances.models import Evaluation, Fiche, Freelance
from freelances.sar.enums import Decision
from freelances.sar.statut import COULEURS
from freelances.sar.verrou import Dette, FichesDepasseesError
from freelances.sar.verrou import dette as dette_de
from freelances.vivier.parcours import voisins
from samba.acces.vues import utilisateur_de
from samba.comptes.models import Utilisateur


def decisions(request: HttpRequest, evaluation: Evaluation) -> dict[str, Any] | None:
    """The four quick actions, or the fiche that my agence already has; and the way to the next candidate."""
    utilisateur = utilisateur_de(request)
    fiche = Fiche.objects.filter(agence=utilisateur.agence_id, freelance=evaluation.freelance_id).first()
    peut = utilisateur.peut("suivre") and utilisateur.agence_id is not None
    if fiche is None and not peut:
        return None
    try:
        proches = voisins(request, evaluation.freelance_id)
    except FichesDepasseesError:
        proches = None  # a known candidate still opens; the search that led here is closed
    return {
        "fiche": fiche,
        "annulable": fiche is not None and fiche.annulable_par(utilisateur),
        "retour": request.get_full_path(),
        "couleur": COULEURS.get(fiche.statut, "neutre") if fiche else "",
        "decisions": list(enumerate(Decision, start=1)) if peut else [],
        "freelance_pk": evaluation.freelance_id,
        "proches": proches,
        "suite": request.GET.urlencode(),
    }


def fiche_de_mon_agence(request: HttpRequest, freelance: Freelance) -> dict[str, Any] | None:
    """The fiches on this freelance that this person reads; nothing without any."""
    utilisateur = utilisateur_de(request)
    fiches = Fiche.objects.visibles_pour(utilisateur).filter(freelance=freelance).select_related("agence", "recruteur")
    lues = [(fiche, COULEURS.get(fiche.statut, "neutre")) for fiche in fiches[:20]]
    return {"fiches": lues, "compte": len(lues)} if lues else None


def ma_dette(request: HttpRequest) -> Dette | None:
    """The debt of whoever asks for this page, read once for the bar and for the page itself."""
    if not hasattr(request, "_dette"):
        request._dette = dette_de(utilisateur_de(request))  # type: ignore[attr-defined]
    return request._dette  # type: ignore[attr-defined, no-any-return]


def dette(request: HttpRequest) -> dict[str, Any] | None:
    """The debt meter; nothing for whoever owes nothing."""
    if not isinstance(request.user, Utilisateur):
        return None
    lue = ma_dette(request)
    if lue is None or not (lue.depassees or lue.bientot):
        return None
    return {"depassees": lue.depassees, "bientot": lue.bientot, "limite": lue.limite}
