"""Both activity lists, for the screen and for the file."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from clients.prospection.filtres import ActiviteFiltre, PriveeFiltre, silence_demande
from clients.prospection.selection import activite_generale, activite_privee, avec_dernier_commentaire, pour_liste
from clients.prospection.tables import ActivitePriveeTable, ActiviteTable
from samba.acces.vues import utilisateur_de
from samba.comptes.enums import Role
from samba.comptes.models import Utilisateur
from samba.listes.registre import Extrait, Liste, enregistrer_liste, extrait_de
from samba.parametres.models import parametres


def exiger_lecteur(utilisateur: Utilisateur) -> None:
    """Those who prospect, and direction, who reads everything."""
    if not (utilisateur.peut("prospecter") or utilisateur.role == Role.DIRECTION):
        raise PermissionDenied("L’activité de prospection est celle des commerciaux et de leurs managers.")


def filtre_generale(request: HttpRequest, colonnes: Collection[str]) -> ActiviteFiltre:
    """Whom the address asks for in activité générale."""
    reglage = parametres().silence_jours
    jours = silence_demande(request, reglage)
    lignes = pour_liste(activite_generale(utilisateur_de(request), jours), colonnes)
    sans_choix = f"{reglage} jours (réglage)"
    return ActiviteFiltre(request.GET, queryset=lignes, request=request, sans_choix=sans_choix, jours=jours)


def filtre_privee(request: HttpRequest, colonnes: Collection[str]) -> PriveeFiltre:
    """The same among my privés."""
    lignes = pour_liste(activite_privee(utilisateur_de(request)), colonnes)
    return PriveeFiltre(request.GET, queryset=lignes, request=request, sans_choix="Tous mes privés")


def _extraire(request: HttpRequest, limite: int, filtrer: Any, table: type[ActiviteTable]) -> Extrait:
    exiger_lecteur(utilisateur_de(request))
    return extrait_de(avec_dernier_commentaire(filtrer(request, table.noms_colonnes()).qs), limite)


def declarer() -> None:
    """Register both."""
    for titre, url, table, filtrer in (
        ("Activité générale", "clients:activite_generale", ActiviteTable, filtre_generale),
        ("Activité privée", "clients:activite_privee", ActivitePriveeTable, filtre_privee),
    ):
        extraire = partial(_extraire, filtrer=filtrer, table=table)
        enregistrer_liste(Liste(table.liste, titre, {url: ""}, table, extraire))
