"""From one candidate of a search to the next: the search travels in the address, the rank of the candidate too."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from freelances.recherche.moteur import LIMITE
from freelances.vivier.acces import vivier_pour
from freelances.vivier.formulaire import VivierForm
from samba.acces.vues import utilisateur_de

RANG = "rang"


@dataclass(frozen=True)
class Voisins:
    """The addresses around a candidate of a search, and where the search itself is. Empty: there is none."""

    precedent: str
    suivant: str
    liste: str
    rang: int
    total: int
    plus_de_mille: bool


def voisins(request: HttpRequest, pk: int) -> Voisins | None:
    """The neighbours of `pk` in the search that the address tells; None when it tells none.

    A candidate whom one has just decided upon is no longer in the search: the rank then says where they were.

    Raises:
        FichesDepasseesError: the vivier is closed (SAR-4).
    """
    rang = request.GET.get(RANG, "")
    if not (rang.isascii() and rang.isdigit()) or len(rang) > 4:
        return None
    utilisateur = utilisateur_de(request)
    trouves = vivier_pour(utilisateur).chercher(
        VivierForm(request.GET, utilisateur).criteres(), request.GET.get("tri", "")
    )
    ids = trouves[: LIMITE - 1]
    if pk in ids:
        ici = ids.index(pk)
        avant, apres = ici - 1, ici + 1
    else:
        ici = min(int(rang), len(ids))
        avant, apres = ici - 1, ici
    parametres = request.GET.copy()
    parametres.pop(RANG)

    def adresse(place: int) -> str:
        if not 0 <= place < len(ids):
            return ""
        parametres[RANG] = str(place)
        return f"{reverse('vivier:etude', args=[ids[place]])}?{parametres.urlencode()}"

    precedent, suivant = adresse(avant), adresse(apres)
    parametres.pop(RANG, None)
    liste = f"{reverse('vivier:liste')}?{parametres.urlencode()}"
    return Voisins(precedent, suivant, liste, ici + 1, len(ids), len(trouves) >= LIMITE)
