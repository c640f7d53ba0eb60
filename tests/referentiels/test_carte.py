"""The light map: outlines drawn from our own data."""

from __future__ import annotations

import csv
import re

import pytest

from referentiels import carte


def _centres() -> dict[str, tuple[float, float]]:
    with (carte.FICHIER.parent / "departements.csv").open(encoding="utf-8") as fichier:
        lignes = csv.DictReader((ligne for ligne in fichier if not ligne.startswith("#")), delimiter=";")
        return {ligne["code"]: (float(ligne["latitude"]), float(ligne["longitude"])) for ligne in lignes}


def _polygones(trace: str) -> list[list[tuple[int, int]]]:
    """The rings of a path made of one absolute start and relative steps."""
    anneaux = []
    for morceau in trace.split("z")[:-1]:
        nombres = [int(n) for n in re.findall(r"-?\d+", morceau)]
        points = [(nombres[0], nombres[1])]
        for dx, dy in zip(nombres[2::2], nombres[3::2], strict=True):
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        anneaux.append(points)
    return anneaux


def _dedans(x: float, y: float, points: list[tuple[int, int]]) -> bool:
    trouve = False
    for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            trouve = not trouve
    return trouve


def test_les_96_departements_de_metropole_ont_un_contour():
    assert len(carte.traces()) == 96
    assert {"75", "2A", "2B"} <= set(carte.traces())


@pytest.mark.parametrize("code", [c for c in _centres() if len(c) == 2])
def test_le_centre_de_chaque_departement_est_dans_son_contour(code):
    """The constants of the script and of the module are the same ones."""
    place = carte.position(*_centres()[code])
    assert place is not None
    x, y = place
    assert any(
        _dedans(x + dx, y + dy, p) for p in _polygones(carte.traces()[code]) for dx in (0, 2, -2) for dy in (0, 2, -2)
    )


def test_hors_de_metropole_on_n_a_pas_de_place():
    assert carte.position(-21.1, 55.5) is None
