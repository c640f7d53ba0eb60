"""How well a freelance answers a besoin: an additive score, each part of which is told (BES-10).

Only what the besoin asks counts; name, sex, age, address, photo and nationality are not even read (`Profil`). A low
score rejects nobody: everybody stays in the list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from besoins.enums import DisponibiliteAttendue
from besoins.models import Besoin, Importance
from besoins.tarifs import marge as calculer_marge
from freelances.enums import Teletravail
from freelances.recherche.elargissement import relier
from freelances.recherche.profils import Profil
from referentiels.geo import distance_km
from referentiels.proximite import Degre, Lien, voisinage
from samba.parametres.models import parametres

# Points of each part when the besoin asks for it. The score is their share obtained, out of 100.
POINTS = {
    "indispensables": 50,
    "souhaitees": 10,
    "metier": 10,
    "lieu": 10,
    "disponibilite": 10,
    "marge": 10,
    "experience": 5,
    "langues": 5,
}
OUI, A_MOITIE, NON = 1.0, 0.5, 0.0
# What a near métier earns of the points of the exact one, when the person widened the besoin's métier that far.
METIER_PROCHE = {Degre.APPELLATIONS: 0.75, Degre.PASSERELLES: 0.5, Degre.SOUS_FAMILLE: 0.25}
# An availability that comes this many days late still earns half.
RETARD_TOLERE = 30
DELAIS = {
    DisponibiliteAttendue.IMMEDIATE: 0,
    DisponibiliteAttendue.SOUS_15_JOURS: 15,
    DisponibiliteAttendue.SOUS_1_MOIS: 30,
}


@dataclass(frozen=True)
class Vise:
    """What a besoin asks, read once for all the candidates. Levels by id of skill; € per day excl. tax.

    `degre`: how far around `metier` a near one counts (`referentiels.proximite.Degre`).
    """

    indispensables: dict[int, int]
    souhaitees: dict[int, int]
    metier: int | None
    degre: int
    sur_place: bool
    departement: str
    latitude: float | None
    longitude: float | None
    rayon_km: int
    echeance: date
    experience_min: int | None
    langues: tuple[str, ...]
    tjm_vente: Decimal | None
    marge: Decimal


def vise_par(besoin: Besoin, degre: int = Degre.EXACT) -> Vise:
    """What this besoin asks, its métier being widened to `degre`. Two queries: its skills, the firm's radius."""
    competences = list(besoin.competences.values_list("competence_id", "niveau", "importance"))
    return Vise(
        indispensables={pk: niveau for pk, niveau, poids in competences if poids == Importance.INDISPENSABLE},
        souhaitees={pk: niveau for pk, niveau, poids in competences if poids == Importance.SOUHAITEE},
        metier=besoin.metier_id,
        degre=degre,
        sur_place=besoin.teletravail != Teletravail.TOTAL,
        departement=besoin.departement_id or "",
        latitude=besoin.latitude,
        longitude=besoin.longitude,
        rayon_km=parametres().rayon_km,
        echeance=echeance(besoin),
        experience_min=besoin.experience_min,
        langues=tuple(besoin.langues),
        tjm_vente=besoin.tjm_vente,
        marge=besoin.marge or Decimal(0),
    )


def echeance(besoin: Besoin) -> date:
    """The day by which one must be available: what the DO expects, the start of the mission otherwise."""
    aujourdhui = timezone.localdate()
    delai = DELAIS.get(DisponibiliteAttendue(besoin.disponibilite_attendue)) if besoin.disponibilite_attendue else None
    if delai is not None:
        return aujourdhui + timedelta(days=delai)
    return max(besoin.date_demarrage or aujourdhui, aujourdhui)


def est_disponible(vise: Vise, profil: Profil) -> bool:
    """Available in time: step 1 of BES-4; the others belong to step 3."""
    return profil.disponible_le is not None and profil.disponible_le <= vise.echeance


def liens_au_metier(vise: Vise, profils: Iterable[Profil]) -> dict[int, Lien]:
    """The link to the métier asked of those who do not have it, but come within `degre`. One query at most."""
    if vise.metier is None or not vise.degre:
        return {}
    return relier({profil.pk: profil.metiers for profil in profils}, voisinage([vise.metier], vise.degre))


def noter(vise: Vise, profil: Profil, lien: Lien | None = None) -> dict[str, float]:
    """The share (0, ½ or 1; in between for skills and near métiers) obtained in each part that the besoin asks for."""
    parts: dict[str, float] = {"disponibilite": _disponibilite(vise, profil)}
    if vise.indispensables:
        parts["indispensables"] = _competences(vise.indispensables, profil.competences)
    if vise.souhaitees:
        parts["souhaitees"] = _competences(vise.souhaitees, profil.competences)
    if vise.metier is not None:
        parts["metier"] = OUI if vise.metier in profil.metiers else METIER_PROCHE[lien.degre] if lien else NON
    if vise.sur_place and vise.departement:
        parts["lieu"] = OUI if est_proche(vise, profil) else NON
    if vise.experience_min:
        parts["experience"] = OUI if (profil.experience or 0) >= vise.experience_min else NON
    if vise.langues:
        parts["langues"] = len(set(vise.langues) & set(profil.langues)) / len(set(vise.langues))
    if vise.tjm_vente:
        parts["marge"] = _marge(vise, profil)
    return parts


def score(parts: dict[str, float]) -> int:
    """The points obtained out of those that could be, from 0 to 100."""
    total = sum(POINTS[code] for code in parts)
    return round(100 * sum(POINTS[code] * part for code, part in parts.items()) / total) if total else 0


def marge_laissee(vise: Vise, profil: Profil) -> Decimal | None:
    """The margin at the freelance's rate (BES-2); None while a rate is unknown. Negative: sold below cost."""
    if not vise.tjm_vente or profil.tjm is None:
        return None
    return calculer_marge(profil.tjm, vise.tjm_vente)


def distance(vise: Vise, profil: Profil) -> float | None:
    """Kilometres between the commune of the freelance and the mission; None when a place is unknown."""
    if None in (vise.latitude, vise.longitude, profil.latitude, profil.longitude):
        return None
    return distance_km(vise.latitude, vise.longitude, profil.latitude, profil.longitude)  # type: ignore[arg-type]


def est_proche(vise: Vise, profil: Profil) -> bool:
    """Within the radius, in the same département when coordinates are unknown, or covered by their mobility."""
    if profil.mobile_france or vise.departement in profil.zones:
        return True
    km = distance(vise, profil)
    return profil.departement == vise.departement if km is None else km <= vise.rayon_km


def _competences(demandees: dict[int, int], eues: dict[int, int]) -> float:
    """Each skill weighs the same: whole at the level asked, half below it."""
    obtenu = NON
    for pk, niveau in demandees.items():
        if pk in eues:
            obtenu += OUI if eues[pk] >= niveau else A_MOITIE
    return obtenu / len(demandees)


def _disponibilite(vise: Vise, profil: Profil) -> float:
    if est_disponible(vise, profil):
        return OUI
    # Subtracted from the candidate's day: a mission may be dated at the very end of the calendar.
    retard = profil.disponible_le - vise.echeance if profil.disponible_le is not None else None
    return A_MOITIE if retard is not None and retard <= timedelta(days=RETARD_TOLERE) else NON


def _marge(vise: Vise, profil: Profil) -> float:
    laissee = marge_laissee(vise, profil)
    if laissee is None or laissee < 0:
        return NON
    return OUI if laissee >= vise.marge else A_MOITIE
