"""Draw the light outline of the départements from the middles of the communes: `contours_departements.csv`.

Run by hand when the division changes: `python referentiels/donnees/tracer_departements.py`. It reads nothing but the
files of this folder. Metropolitan France only, in the square of 600 units of `referentiels.carte`, whose constants are
those of this file; north is up.

Each point of a fine grid belongs to the département of its nearest commune, or to the sea; the lines between two
départements are then followed and simplified once, so that neighbours share them exactly.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path

DOSSIER = Path(__file__).parent
UNITES_PAR_KM = 0.52
LATITUDES, LONGITUDES = (41.2, 51.2), (-5.3, 9.7)
ECHELLE = cos(radians(46.5))
PAS_KM, MER_KM, TOLERANCE, CELLULES_MIN = 3.2, 8.5, 1.1, 6
KM_PAR_DEGRE = 111.2
Noeud = tuple[int, int]


def communes() -> list[tuple[float, float, str]]:
    """Metropolitan communes: kilometres east and south of the north-west corner, and their département."""
    lues = []
    lignes = [ligne for ligne in (DOSSIER / "communes.csv").read_text("utf-8").splitlines() if ligne[0] != "#"]
    for ligne in csv.DictReader(lignes, delimiter=";"):
        if len(ligne["departement"]) == 2:
            x = (float(ligne["longitude"]) - LONGITUDES[0]) * ECHELLE * KM_PAR_DEGRE
            y = (LATITUDES[1] - float(ligne["latitude"])) * KM_PAR_DEGRE
            lues.append((x, y, ligne["departement"]))
    return lues


def grille(points: list[tuple[float, float, str]]) -> list[list[str]]:
    """The département of each cell, "" at sea; specks are given to what surrounds them."""
    seaux: dict[tuple[int, int], list[tuple[float, float, str]]] = defaultdict(list)
    for point in points:
        seaux[int(point[0] // MER_KM), int(point[1] // MER_KM)].append(point)
    colonnes = int((LONGITUDES[1] - LONGITUDES[0]) * ECHELLE * KM_PAR_DEGRE / PAS_KM) + 2
    rangees = int((LATITUDES[1] - LATITUDES[0]) * KM_PAR_DEGRE / PAS_KM) + 2
    cases = [[""] * colonnes for _ in range(rangees)]
    for rang in range(1, rangees - 1):
        for colonne in range(1, colonnes - 1):
            cases[rang][colonne] = _plus_proche(seaux, (colonne + 0.5) * PAS_KM, (rang + 0.5) * PAS_KM)
    _nettoyer(cases)
    return cases


def _plus_proche(seaux: dict[tuple[int, int], list[tuple[float, float, str]]], x: float, y: float) -> str:
    sx, sy = int(x // MER_KM), int(y // MER_KM)
    proches = [p for i in (-1, 0, 1) for j in (-1, 0, 1) for p in seaux.get((sx + i, sy + j), ())]
    distance, code = min(((hypot(px - x, py - y), code) for px, py, code in proches), default=(MER_KM, ""))
    return code if distance < MER_KM else ""


def _nettoyer(cases: list[list[str]]) -> None:
    """Give every small patch to its most frequent neighbour."""
    vues: set[Noeud] = set()
    for rang in range(1, len(cases) - 1):
        for colonne in range(1, len(cases[0]) - 1):
            if (rang, colonne) in vues:
                continue
            tache, bords = _tache(cases, rang, colonne)
            vues |= tache
            if len(tache) < CELLULES_MIN and bords:
                for r, c in tache:
                    cases[r][c] = bords.most_common(1)[0][0]


def _tache(cases: list[list[str]], rang: int, colonne: int) -> tuple[set[Noeud], Counter[str]]:
    code, pile = cases[rang][colonne], [(rang, colonne)]
    tache: set[Noeud] = set()
    bords: Counter[str] = Counter()
    while pile:
        r, c = pile.pop()
        if (r, c) in tache:
            continue
        tache.add((r, c))
        for i, j in ((r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)):
            if 0 <= i < len(cases) and 0 <= j < len(cases[0]):
                if cases[i][j] == code:
                    pile.append((i, j))
                else:
                    bords[cases[i][j]] += 1
    return tache, bords


def arcs(cases: list[list[str]]) -> list[tuple[list[Noeud], frozenset[str]]]:
    """The lines between two different neighbours, cut where three meet."""
    voisins: dict[Noeud, dict[Noeud, frozenset[str]]] = defaultdict(dict)
    for r in range(len(cases)):
        for c in range(len(cases[0])):
            for autre, bouts in (
                ((r, c + 1), ((r, c + 1), (r + 1, c + 1))),
                ((r + 1, c), ((r + 1, c), (r + 1, c + 1))),
            ):
                if autre[0] < len(cases) and autre[1] < len(cases[0]) and cases[r][c] != cases[autre[0]][autre[1]]:
                    paire = frozenset((cases[r][c], cases[autre[0]][autre[1]]))
                    voisins[bouts[0]][bouts[1]] = voisins[bouts[1]][bouts[0]] = paire
    faites: set[frozenset[Noeud]] = set()
    trouves = []
    carrefours = [n for n, autres in voisins.items() if len(autres) != 2]
    for depart in [*carrefours, *voisins]:
        for suivant, paire in voisins[depart].items():
            if frozenset((depart, suivant)) in faites:
                continue
            ligne = [depart, suivant]
            faites.add(frozenset(ligne))
            while len(voisins[ligne[-1]]) == 2 and ligne[-1] != depart:
                apres = next(n for n in voisins[ligne[-1]] if n != ligne[-2])
                faites.add(frozenset((ligne[-1], apres)))
                ligne.append(apres)
            trouves.append((_simplifier(ligne), paire))
    return trouves


def _simplifier(ligne: list[Noeud]) -> list[Noeud]:
    """Douglas and Peucker; a closed line is cut in two first."""
    if ligne[0] == ligne[-1]:
        milieu = len(ligne) // 2
        return _reduire(ligne[: milieu + 1])[:-1] + _reduire(ligne[milieu:])
    return _reduire(ligne)


def _reduire(ligne: list[Noeud]) -> list[Noeud]:
    (y1, x1), (y2, x2) = ligne[0], ligne[-1]
    longueur = hypot(x2 - x1, y2 - y1)
    ecarts = [
        abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / longueur if longueur else hypot(x - x1, y - y1)
        for y, x in ligne
    ]
    loin = max(range(len(ligne)), key=ecarts.__getitem__)
    if ecarts[loin] <= TOLERANCE:
        return [ligne[0], ligne[-1]]
    return _reduire(ligne[: loin + 1])[:-1] + _reduire(ligne[loin:])


def contours(lignes: list[tuple[list[Noeud], frozenset[str]]]) -> dict[str, list[list[Noeud]]]:
    """The closed lines of each département."""
    par_code: dict[str, list[list[Noeud]]] = defaultdict(list)
    for ligne, paire in lignes:
        for code in paire - {""}:
            par_code[code].append(ligne)
    return {code: _boucler(morceaux) for code, morceaux in par_code.items()}


def _boucler(morceaux: list[list[Noeud]]) -> list[list[Noeud]]:
    reste, boucles = [list(m) for m in morceaux], []
    while reste:
        boucle = reste.pop()
        while boucle[0] != boucle[-1]:
            suite = next((m for m in reste if boucle[-1] in (m[0], m[-1])), None)
            if suite is None:
                break
            reste.remove(suite)
            boucle += (suite if suite[0] == boucle[-1] else suite[::-1])[1:]
        boucles.append(boucle)
    return boucles


def _trace(points: list[tuple[int, int]]) -> str:
    """An SVG path: an absolute start, then short relative steps."""
    pas = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points[:-1])]
    suite = "".join(f"{'' if x < 0 else ' '}{x}{'' if y < 0 else ' '}{y}" for x, y in pas if (x, y) != (0, 0))
    return f"M{points[0][0]} {points[0][1]}l{suite.strip()}z"


def main() -> None:
    """Write the file."""
    cases = grille(communes())
    unite = PAS_KM * UNITES_PAR_KM
    traces = {}
    for code, boucles in contours(arcs(cases)).items():
        traces[code] = "".join(_trace([(round(x * unite), round(y * unite)) for y, x in boucle]) for boucle in boucles)
    entete = (
        "# source: tracé schématique calculé des milieux des communes de ce dossier (tracer_departements.py)\n"
        "# version: COG 2026-01-01\n# date: 2026-11-24\n# licence: Licence Ouverte 2.0\ncode;trace\n"
    )
    corps = "\n".join(f"{code};{trace}" for code, trace in sorted(traces.items()))
    (DOSSIER / "contours_departements.csv").write_text(entete + corps + "\n", "utf-8")
    print(len(traces), "départements,", len(corps), "octets")  # noqa: T201


if __name__ == "__main__":
    main()
