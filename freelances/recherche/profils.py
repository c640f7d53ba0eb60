"""What matching reads of a freelance: nothing that BES-10 keeps out of a score."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from freelances.models import ProfilRecherche


class Profil(NamedTuple):
    """The facts of a search row, with the place. No name, sex, age, address, photo or nationality (BES-10).

    `tjm` is in € per day excl. tax; `disponible_le` is None when never or unknown; the coordinates are the commune’s.
    """

    pk: int
    competences: dict[int, int]
    metiers: list[int]
    langues: list[str]
    departement: str
    zones: list[str]
    mobile_france: bool
    disponible_le: date | None
    tjm: Decimal | None
    experience: int | None
    sollicite_le: datetime | None
    latitude: float | None
    longitude: float | None


_COLONNES = (
    "pk",
    "competences",
    "metiers",
    "langues",
    "departement",
    "zones",
    "mobile_france",
    "disponible_le",
    "tjm",
    "experience",
    "sollicite_le",
    "freelance__latitude",
    "freelance__longitude",
)


def profils_de(ids: Sequence[int]) -> list[Profil]:
    """The profiles of these freelances, in no particular order; one query."""
    lus = ProfilRecherche.objects.filter(pk__in=ids).values_list(*_COLONNES)
    return [Profil(pk, {cle // 10: cle % 10 for cle in cles}, *autres) for pk, cles, *autres in lus.iterator(2000)]
