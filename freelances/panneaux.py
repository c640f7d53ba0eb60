"""What this room shows on the pages of the référentiels: who has a métier or a skill, in the base and in the vivier."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from freelances.models import Freelance
from freelances.recherche.criteres import Criteres
from freelances.recherche.moteur import LIMITE, chercher
from freelances.sar.verrou import FichesDepasseesError, evaluation_cherchable
from freelances.vivier.acces import vivier_pour
from freelances.vivier.criteres import CriteresVivier
from referentiels.enums import Maitrise
from referentiels.models import Competence, Metier
from samba.acces.vues import utilisateur_de
from samba.comptes.models import Utilisateur
from samba.listes.formats import nombre

# Names shown; the list behind the link has the others.
MONTRES = 6


def freelances_du_metier(request: HttpRequest, metier: Metier) -> dict[str, Any] | None:
    """How many have this métier, and the first of the vivier."""
    vises = Criteres(metiers=(metier.pk,)), CriteresVivier(metiers_du_profil=(metier.pk,))
    return _qui(utilisateur_de(request), *vises, {"metiers": metier.pk})


def freelances_de_la_competence(request: HttpRequest, competence: Competence) -> dict[str, Any] | None:
    """How many have this skill at any level, and the first of the vivier."""
    criteres = Criteres(competences=((competence.pk, int(Maitrise.DEBUTANT)),))
    vises = criteres, CriteresVivier(competences=(competence.pk,))
    return _qui(utilisateur_de(request), *vises, {"competences": competence.pk})


def _qui(
    utilisateur: Utilisateur, criteres: Criteres, du_vivier: CriteresVivier, filtre: dict[str, int]
) -> dict[str, Any] | None:
    """Counts stop where the list does (conception §5); the link opens that list.

    SAR-4: the vivier is not told to whom it is closed, and nothing at all when every search is.
    """
    try:
        ouvert = evaluation_cherchable(utilisateur)
    except FichesDepasseesError:
        return None
    trouves = len(chercher(criteres))
    cles = vivier_pour(utilisateur).chercher(du_vivier) if ouvert else []
    premiers = Freelance.objects.select_related("departement").in_bulk(cles[:MONTRES])
    return {
        "base": _compte(trouves),
        "au_vivier": _compte(len(cles)) if ouvert else "",
        "premiers": [premiers[cle] for cle in cles[:MONTRES] if cle in premiers],
        "liste_url": f"{reverse('freelances:liste')}?{urlencode(filtre)}" if trouves else "",
    }


def _compte(trouves: int) -> str:
    return nombre(trouves) if trouves < LIMITE else f"plus de {nombre(LIMITE - 1)}"
