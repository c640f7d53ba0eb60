"""The portefeuille as a list that one shapes, keeps and takes out, for the screen and for the file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django_tables2 import RequestConfig

from freelances.models import Fiche
from freelances.models.suivi import FicheQuerySet
from freelances.portefeuille.filtres import PortefeuilleForm
from freelances.portefeuille.tables import PortefeuilleTable, completer
from freelances.sar.verrou import fiches_bloquantes
from samba.acces.vues import utilisateur_de
from samba.comptes.models import Utilisateur
from samba.listes.registre import Extrait, Liste, enregistrer_liste

DEPASSEES = "depassees"
# The oldest échéances first among what is overdue, the newest fiches elsewhere.
ORDRES = {DEPASSEES: ("echeance", "pk")}


def fiches_de_vue(vue: str, utilisateur: Utilisateur) -> FicheQuerySet:
    """The fiches of a tab: all that this person reads (SAR-9), « mes », or those that close the vivier (SAR-4)."""
    if vue == DEPASSEES:
        return fiches_bloquantes(utilisateur)
    fiches = Fiche.objects.visibles_pour(utilisateur).en_cours()
    return fiches.filter(recruteur=utilisateur) if vue == "mes" else fiches


def ordonnees(fiches: FicheQuerySet, vue: str) -> FicheQuerySet:
    """In the order of their tab, with what a line shows."""
    lues = fiches.select_related("freelance", "recruteur", "agence")
    return lues.order_by(*ORDRES.get(vue, ("-cree_le", "-pk")))


def _lire(fiches: FicheQuerySet, utilisateur: Utilisateur, cles: list[int]) -> list[Any]:
    """These fiches, in this order, with what their columns read."""
    par_cle = {fiche.pk: fiche for fiche in fiches.filter(pk__in=cles).prefetch_related("actions")}
    lues = [par_cle[cle] for cle in cles if cle in par_cle]
    completer(lues, utilisateur)
    return lues


def _extraire(request: HttpRequest, limite: int) -> Extrait:
    """What the address asks for. The portefeuille stays open to whoever owes something: it is what they must read."""
    utilisateur, vue = utilisateur_de(request), request.GET.get("vue", "")
    form = PortefeuilleForm(request.GET, utilisateur, depassees=vue == DEPASSEES)
    fiches = ordonnees(form.appliquer(fiches_de_vue(vue, utilisateur)), vue)
    tableau = PortefeuilleTable(fiches, colonnes=PortefeuilleTable.noms_colonnes())
    RequestConfig(request, paginate=False).configure(tableau)
    triees = tableau.data.data
    return Extrait(
        list(triees.values_list("pk", flat=True)[: limite + 1]), lambda cles: _lire(fiches, utilisateur, cles)
    )


def declarer() -> None:
    """Register it; « mes fiches dépassées » has an address of its own and shows a view of the same list."""
    pages = {"portefeuille:liste": "", "portefeuille:depassees": f"vue={DEPASSEES}"}
    enregistrer_liste(Liste("portefeuille", "Portefeuille", pages, PortefeuilleTable, _extraire))
