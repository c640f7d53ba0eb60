"""The timeline panel, on the page of everything an échange may be about. Models are named, never imported."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from samba.acces.vues import utilisateur_de
from samba.activite.chronologie import evenements
from samba.activite.models import Echange
from samba.listes.panneaux import Contexte, enregistrer_panneau

# Enough for a page; `?echanges=tous` opens the rest.
LIMITE, LIMITE_TOUS = 15, 500

PAGES = {
    "clients.Client": "client",
    "clients.Contact": "contact",
    "freelances.Freelance": "freelance",
    "besoins.Besoin": "besoin",
}


def contexte_chronologie(request: HttpRequest, cible: str, objet: Model) -> dict[str, Any]:
    """The timeline of one record, as this user may read it (CLI-5)."""
    tous = request.GET.get("echanges") == "tous"
    limite = LIMITE_TOUS if tous else LIMITE
    lus = list(Echange.objects.visibles_pour(utilisateur_de(request)).filter(**{cible: objet}).recents()[: limite + 1])
    return {"evenements": evenements(lus[:limite], sur=cible), "il_en_reste": len(lus) > limite, "tous": tous}


def _contexte(cible: str) -> Contexte:
    return lambda request, objet: contexte_chronologie(request, cible, objet)


def declarer() -> None:
    """Register the panel on the four pages."""
    for modele, cible in PAGES.items():
        enregistrer_panneau(
            modele,
            "echanges",
            "Échanges",
            "activite/_panneau_echanges.html",
            contexte=_contexte(cible),
            ordre=10,
            icone="chat-bubble-left-right",
        )
