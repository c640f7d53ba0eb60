"""Zones of the filters: régions first, then départements, in one list of choices."""

from __future__ import annotations

from collections.abc import Iterable

from referentiels.models import Departement
from samba.listes.choix import Choix
from samba.listes.memoire import garder_un_moment

REGION = "r-"


@garder_un_moment
def zones() -> Choix:
    """Choices by group; one query a minute. The code of a région stands after « r- »."""
    regions: dict[str, str] = {}
    departements = []
    for code, nom, region, nom_region in Departement.objects.values_list("code", "nom", "region_id", "region__nom"):
        regions[f"{REGION}{region}"] = nom_region
        departements.append((code, f"{nom} ({code})"))
    par_nom = sorted(regions.items(), key=lambda paire: paire[1])
    return ("Régions", tuple(par_nom)), ("Départements", tuple(departements))


def departements_des(choisies: Iterable[str]) -> tuple[str, ...]:
    """The codes of the départements chosen, those of a région included."""
    choisies = list(choisies)
    codes = [zone for zone in choisies if not zone.startswith(REGION)]
    regions = [zone.removeprefix(REGION) for zone in choisies if zone.startswith(REGION)]
    if regions:
        codes += Departement.objects.filter(region__in=regions).values_list("code", flat=True)
    return tuple(dict.fromkeys(codes))
