"""What this room shows on the pages of other rooms, named and never imported: who of ours worked at a client."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Max, Min, Q
from django.http import HttpRequest

from freelances.models import Experience, Freelance
from samba.acces.vues import utilisateur_de
from samba.listes.adresses import adresse_de
from samba.listes.panneaux import enregistrer_panneau

MONTRES = 12


def passes_chez(request: HttpRequest, client: Any) -> dict[str, Any] | None:
    """The freelances whose experience names this client's company, the latest there first; hidden when nobody did.

    Client and employer are one `referentiels.Entreprise`: a join, and no import of the other room. Two queries.
    """
    visibles = Freelance.objects.visibles_pour(utilisateur_de(request)).filter(archive_le__isnull=True)
    passages = Experience.objects.filter(entreprise=client.entreprise_id, freelance__in=visibles.values("pk"))
    par_personne = (
        passages.order_by()
        .values("freelance")
        .annotate(
            entree=Min("debut"),
            sortie=Max("fin"),
            roles=ArrayAgg("role", order_by="-debut"),
            actuelle=Max("debut", filter=Q(fin=None)),
        )
        .order_by(F("actuelle").desc(nulls_last=True), "-sortie", "freelance")
    )
    lus = list(par_personne[: MONTRES + 1])
    if not lus:
        return None
    gens = visibles.in_bulk([passage["freelance"] for passage in lus[:MONTRES]])
    lignes = [
        {
            "freelance": gens[passage["freelance"]],
            "url": adresse_de("freelances:fiche", passage["freelance"]),
            "role": passage["roles"][0],
            "debut": passage["entree"],
            "fin": None if passage["actuelle"] else passage["sortie"],
        }
        for passage in lus[:MONTRES]
        if passage["freelance"] in gens
    ]
    return {"lignes": lignes, "compte": f"{MONTRES}+" if len(lus) > MONTRES else len(lignes)}


def declarer() -> None:
    """Register it on the page of a client."""
    enregistrer_panneau(
        "clients.Client",
        "freelances",
        "Nos freelances passés chez lui",
        "freelances/panneaux/passes_chez.html",
        contexte=passes_chez,
        ordre=40,
        icone="user-group",
    )
