"""What the file of a freelance adds for a commercial: history of the TJM, map of the mobility."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.utils import timezone

from freelances.models import Freelance
from referentiels import carte
from referentiels.models import Departement

# Geometry of the chart of the TJM, in units of its viewBox.
LARGEUR, HAUTEUR, MARGE = 320, 90, 12
EVENEMENTS_MAX = 500
# Around the places shown on the map, and beyond which width the whole country is shown (units of the map).
MARGE_CARTE, CARTE_ENTIERE = 75, 340


@dataclass(frozen=True)
class PalierTjm:
    """A rate (euros a day excl. tax) and since when; `ecart` is what it changed from the former one."""

    depuis: datetime
    tjm: Decimal
    ecart: Decimal | None


@dataclass(frozen=True)
class CourbeTjm:
    """The rates as steps: a path, and the points where one starts."""

    trace: str
    points: tuple[tuple[int, int, str], ...]
    bas: Decimal
    haut: Decimal
    debut: date
    largeur: int = LARGEUR
    hauteur: int = HAUTEUR


@dataclass(frozen=True)
class CarteMobilite:
    """The map: accepted départements as one path, the home, the radius around it, and the words of all this."""

    fond: str
    acceptes: str
    domicile: tuple[int, int] | None
    rayon: int
    cadre: str
    point: int
    texte: str
    outre_mer: tuple[str, ...]


def historique_tjm(freelance: Freelance) -> list[PalierTjm]:
    """The rates asked, newest first, read in the history of writes; one query. Unchanged writes are skipped."""
    table: Any = apps.get_model("freelances", "FreelanceEvent")
    lus = table.objects.filter(pgh_obj_id=freelance.pk, tjm__isnull=False).order_by("pgh_id")
    paliers: list[PalierTjm] = []
    for quand, tjm in lus.values_list("pgh_created_at", "tjm")[:EVENEMENTS_MAX]:
        if not paliers or paliers[-1].tjm != tjm:
            paliers.append(PalierTjm(quand, tjm, tjm - paliers[-1].tjm if paliers else None))
    return paliers[::-1]


def courbe_tjm(paliers: list[PalierTjm]) -> CourbeTjm | None:
    """The chart of at least two rates, from the first one to today. No query."""
    if len(paliers) < 2:
        return None
    anciens = paliers[::-1]
    debut, fin = anciens[0].depuis, timezone.now()
    duree = max((fin - debut).total_seconds(), 1)
    bas, haut = min(p.tjm for p in paliers), max(p.tjm for p in paliers)

    def place(palier: PalierTjm) -> tuple[int, int]:
        x = MARGE + (LARGEUR - 2 * MARGE) * (palier.depuis - debut).total_seconds() / duree
        y = HAUTEUR - MARGE - float((palier.tjm - bas) / (haut - bas)) * (HAUTEUR - 2 * MARGE)
        return round(x), round(y)

    places = [place(palier) for palier in anciens]
    trace = f"M{places[0][0]} {places[0][1]}" + "".join(f"H{x}V{y}" for _, (x, y) in pairwise(places))
    points = tuple((x, y, f"{palier.tjm:f}") for (x, y), palier in zip(places, anciens, strict=True))
    return CourbeTjm(f"{trace}H{LARGEUR - MARGE}", points, bas, haut, debut.date())


def carte_mobilite(freelance: Freelance, mobilites: list[Departement], rayon_km: int) -> CarteMobilite | None:
    """Where the freelance lives and accepts to work; None when neither is known. No query."""
    traces = carte.traces()
    codes = [d.pk for d in mobilites]
    domicile = None
    if freelance.latitude is not None and freelance.longitude is not None:
        domicile = carte.position(freelance.latitude, freelance.longitude)
    if not codes and domicile is None and not freelance.mobile_france:
        return None
    chez_soi = [freelance.departement_id] if freelance.departement_id else []
    voulus = list(traces) if freelance.mobile_france else [*chez_soi, *codes]
    x, y, cote = _cadre(domicile, [] if freelance.mobile_france else mobilites, freelance.mobile_france)
    return CarteMobilite(
        fond=carte.fond(),
        acceptes="".join(traces.get(code, "") for code in dict.fromkeys(voulus)),
        domicile=domicile,
        rayon=carte.rayon(rayon_km),
        cadre=f"{x} {y} {cote} {cote}",
        point=max(3, round(cote / 75)),
        texte=_en_mots(freelance, mobilites, rayon_km),
        outre_mer=tuple(str(d) for d in mobilites if d.pk not in traces),
    )


def _cadre(domicile: tuple[int, int] | None, mobilites: list[Departement], partout: bool) -> tuple[int, int, int]:
    """The square shown (left, top, side): close around home and what is accepted, all of France when that is wide."""
    places = [place for d in mobilites if (place := carte.position(d.latitude, d.longitude))]
    places += [domicile] if domicile else []
    if partout or not places:
        return 0, 0, carte.COTE
    (x1, x2), (y1, y2) = ((min(axe), max(axe)) for axe in zip(*places, strict=True))
    cote = max(x2 - x1, y2 - y1) + 2 * MARGE_CARTE
    if cote > CARTE_ENTIERE:
        return 0, 0, carte.COTE
    return (x1 + x2 - cote) // 2, (y1 + y2 - cote) // 2, cote


def _en_mots(freelance: Freelance, mobilites: list[Departement], rayon_km: int) -> str:
    chez = f"Domicile : {freelance.ville or freelance.code_postal or 'inconnu'}, {rayon_km} km autour."
    if freelance.mobile_france:
        return f"{chez} Mobile dans toute la France."
    if not mobilites:
        return f"{chez} Aucun autre département accepté."
    return f"{chez} Départements acceptés : {', '.join(str(d) for d in mobilites)}."
