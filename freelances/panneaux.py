"""What this room shows on the pages of the référentiels: who has a métier or a skill, in the base and in the vivier."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from freelances.models import Freelance
from freelances.recherche.criteres import Criteres
from freelances.recherche.moteur import LIMITE, chercher
from referentiels.enums import Maitrise
from referentiels.models import Competence, Metier
from samba.acces.vues import utilisateur_de
from samba.listes.formats import nombre

# Names shown; the list behind the link has the others.
MONTRES = 6


def freelances_du_metier(request: HttpRequest, metier: Metier) -> dict[str, Any]:
    """How many have this métier, and the first of the vivier."""
    vivier = Freelance.objects.vivier_pour(utilisateur_de(request)).filter(metiers__metier=metier)
    return _qui(Criteres(metiers=(metier.pk,)), {"metiers": metier.pk}, vivier)


def freelances_de_la_competence(request: HttpRequest, competence: Competence) -> dict[str, Any]:
    """How many have this skill at any level, and the first of the vivier."""
    vivier = Freelance.objects.vivier_pour(utilisateur_de(request)).filter(competences__competence=competence)
    criteres = Criteres(competences=((competence.pk, int(Maitrise.DEBUTANT)),))
    return _qui(criteres, {"competences": competence.pk}, vivier)


def _qui(criteres: Criteres, filtre: dict[str, int], vivier: Any) -> dict[str, Any]:
    """Counts stop where the list does (conception §5); the link opens that list."""
    trouves = len(chercher(criteres))
    cles = list(vivier.order_by("-pk").values_list("pk", flat=True)[:LIMITE])
    premiers = Freelance.objects.select_related("departement").in_bulk(cles[:MONTRES])
    return {
        "base": _compte(trouves),
        "au_vivier": _compte(len(cles)),
        "premiers": [premiers[cle] for cle in cles[:MONTRES]],
        "liste_url": f"{reverse('freelances:liste')}?{urlencode(filtre)}" if trouves else "",
    }


def _compte(trouves: int) -> str:
    return nombre(trouves) if trouves < LIMITE else f"plus de {nombre(LIMITE - 1)}"
