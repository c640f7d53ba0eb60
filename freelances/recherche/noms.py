"""Freelances by name, for choice lists. It tells nothing of the vivier: the lock (SAR-4) is elsewhere."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from freelances.models import Freelance, ProfilRecherche
from referentiels.sql import cherche
from samba.acces.vues import exige, utilisateur_de
from samba.donnees.validateurs import mots_cherches

LIMITE = 20


def ids_par_nom(texte: str, limite: int = LIMITE) -> list[int]:
    """The newest freelances whose name holds every word, accents and case aside. The trigram index answers."""
    mots = mots_cherches(texte)
    if not mots:
        return []
    lignes = ProfilRecherche.objects.filter(archive=False)
    for mot in mots:
        lignes = lignes.filter(nom_normalise__contains=cherche(mot))
    return list(lignes.order_by("-pk").values_list("pk", flat=True)[:limite])


@require_GET
@exige("gerer_freelances")
def freelances_json(request: HttpRequest) -> JsonResponse:
    """At most 20 freelances for a choice list; the precision is what tells two namesakes apart."""
    ids = ids_par_nom(request.GET.get("q", "").replace("\0", ""))
    lus = Freelance.objects.visibles_pour(utilisateur_de(request)).select_related(None)
    trouves = lus.only("prenom", "nom", "titre", "ville").in_bulk(ids)
    lignes = [
        {"value": pk, "text": str(trouves[pk]), "precision": _precision(trouves[pk])} for pk in ids if pk in trouves
    ]
    return JsonResponse(lignes, safe=False)


def _precision(freelance: Freelance) -> str:
    return ", ".join(filter(None, [freelance.titre, freelance.ville]))
