"""Activité générale and activité privée (CLI-6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from clients.prospection.listes import exiger_lecteur, filtre_generale, filtre_privee
from clients.prospection.tables import ActivitePriveeTable, ActiviteTable
from samba.acces.vues import utilisateur_de
from samba.listes.colonnes import colonnes_de
from samba.listes.tables import configurer
from samba.parametres.models import parametres


@require_GET
def generale(request: HttpRequest) -> HttpResponse:
    """DOs that nobody spoke with for a while, never contacted first; others' privés are not among them."""
    exiger_lecteur(utilisateur_de(request))
    colonnes = colonnes_de(request, ActiviteTable)
    filtre = filtre_generale(request, colonnes)
    contexte = {"vue": "generale", "titre": "Activité générale", "jours": filtre.jours}
    return _repondre(request, filtre, ActiviteTable, colonnes, contexte)


@require_GET
def privee(request: HttpRequest) -> HttpResponse:
    """My privés, the longest silence first."""
    exiger_lecteur(utilisateur_de(request))
    colonnes = colonnes_de(request, ActivitePriveeTable)
    filtre = filtre_privee(request, colonnes)
    contexte = {"vue": "privee", "titre": "Activité privée", "caducite": parametres().prive_caducite_jours}
    return _repondre(request, filtre, ActivitePriveeTable, colonnes, contexte)


def _repondre(
    request: HttpRequest, filtre: Any, modele: type[ActiviteTable], colonnes: Sequence[str], contexte: dict[str, Any]
) -> HttpResponse:
    """The list, or its partial for htmx."""
    table = configurer(request, modele(filtre.qs, colonnes=colonnes, utilisateur=utilisateur_de(request)))
    contexte |= {"table": table, "form": filtre.form}
    gabarit = "_resultats.html" if request.htmx else "activite.html"  # type: ignore[attr-defined]
    return render(request, f"clients/prospection/{gabarit}", contexte)
