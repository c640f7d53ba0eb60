"""A light map of metropolitan France, drawn as SVG paths: no tile, no script, nothing asked of anybody.

The outlines come from `donnees/contours_departements.csv` (see `tracer_departements.py`, which shares these constants).
"""

from __future__ import annotations

import csv
from functools import cache
from math import cos, radians
from pathlib import Path

COTE = 600
UNITES_PAR_KM, KM_PAR_DEGRE = 0.52, 111.2
NORD, OUEST = 51.2, -5.3
ECHELLE = cos(radians(46.5))
FICHIER = Path(__file__).parent / "donnees" / "contours_departements.csv"


@cache
def traces() -> dict[str, str]:
    """The outline of each metropolitan département, by code. Overseas départements have none."""
    with FICHIER.open(encoding="utf-8") as fichier:
        lignes = (ligne for ligne in fichier if not ligne.startswith("#"))
        return {ligne["code"]: ligne["trace"] for ligne in csv.DictReader(lignes, delimiter=";")}


@cache
def fond() -> str:
    """Every outline in one path."""
    return "".join(traces().values())


def position(latitude: float, longitude: float) -> tuple[int, int] | None:
    """Where a place stands on the map, in units; None when it is not in metropolitan France's frame."""
    x = round((longitude - OUEST) * ECHELLE * KM_PAR_DEGRE * UNITES_PAR_KM)
    y = round((NORD - latitude) * KM_PAR_DEGRE * UNITES_PAR_KM)
    return (x, y) if 0 <= x <= COTE and 0 <= y <= COTE else None


def rayon(km: float) -> int:
    """A distance, in units."""
    return round(km * UNITES_PAR_KM)
