"""The list of besoins, for the screen and for the file."""

from __future__ import annotations

from django.http import HttpRequest

from besoins.fiche.filtres import BesoinFiltre, vue_demandee
from besoins.fiche.tables import BesoinTable
from besoins.models import Besoin, BesoinQuerySet
from samba.acces.vues import utilisateur_de
from samba.comptes.models import Utilisateur
from samba.listes.registre import Extrait, Liste, enregistrer_liste, extrait_du_tableau


def besoins_de_vue(vue: str, utilisateur: Utilisateur) -> BesoinQuerySet:
    """The besoins of a tab (BES-3)."""
    besoins = Besoin.objects.visibles_pour(utilisateur).en_cours()
    if vue == "search2":
        return besoins.search2(utilisateur)
    return besoins.de(utilisateur) if vue == "mes" else besoins


def _extraire(request: HttpRequest, limite: int) -> Extrait:
    """Everybody sees every besoin; of a privé DO the file says « DO privé », like the screen (CLI-5)."""
    utilisateur = utilisateur_de(request)
    base = besoins_de_vue(vue_demandee(request), utilisateur).pour_tableau()
    lignes = BesoinFiltre(request.GET, queryset=base, request=request).qs
    tableau = BesoinTable(lignes, colonnes=BesoinTable.noms_colonnes(), utilisateur=utilisateur)
    return extrait_du_tableau(request, tableau, limite)


def declarer() -> None:
    """Register it; the tabs that have an address of their own show a view of the same list."""
    pages = {"besoins:liste": "", "besoins:search2": "vue=search2", "besoins:mes": "vue=mes"}
    enregistrer_liste(Liste("besoins", "Besoins", pages, BesoinTable, _extraire))
