"""FRE-3: what makes an availability *confirmed*, condition by condition, each with its reason and its distance."""

from __future__ import annotations

from dataclasses import dataclass

from besoins.models import Besoin, Positionnement
from freelances.enums import Facturation
from freelances.models import Freelance
from referentiels.geo import distance_km, localiser
from samba.listes.formats import date_fr
from samba.parametres.models import parametres


@dataclass(frozen=True)
class Condition:
    """One condition of FRE-3. `distance_km` is None when no distance is at stake or one end is unknown."""

    code: str
    libelle: str
    remplie: bool
    raison: str
    distance_km: float | None = None


def conditions(positionnement: Positionnement) -> list[Condition]:
    """The conditions that apply to this freelance on this mission; the portage one only when there is a portage."""
    freelance, rayon = positionnement.freelance, parametres().rayon_km
    liste = [_reference(freelance), _lieu(freelance, positionnement.besoin, rayon)]
    if freelance.facturation == Facturation.PORTAGE:
        liste.append(_portage(freelance, rayon))
    return liste


def toutes_remplies(positionnement: Positionnement) -> bool:
    """May the availability be confirmed (FRE-3)?"""
    return all(condition.remplie for condition in conditions(positionnement))


def _reference(freelance: Freelance) -> Condition:
    libelle = "Une référence a été appelée"
    # Sorted here rather than in SQL: the page has read them already.
    appelees = [(ref.appelee_le, ref.pk, str(ref)) for ref in freelance.references.all() if ref.appelee_le]
    if appelees:
        le, _, nom = max(appelees)
        return Condition("reference", libelle, True, f"{nom}, le {date_fr(le)}.")
    if len(freelance.references.all()):
        return Condition("reference", libelle, False, "Aucune des références données n’a encore été appelée.")
    return Condition("reference", libelle, False, "Le freelance n’a donné aucune référence.")


def _lieu(freelance: Freelance, besoin: Besoin, rayon: int) -> Condition:
    libelle = f"À {rayon} km de la mission, ou mobile jusque-là"
    distance = _distance(
        (freelance.latitude, freelance.longitude),
        (besoin.latitude, besoin.longitude),
    )
    if distance is not None and distance <= rayon:
        return Condition("lieu", libelle, True, f"Le domicile est à {_km(distance)} de la mission.", distance)
    if freelance.mobile_france:
        return Condition("lieu", libelle, True, "Mobile dans toute la France.", distance)
    if besoin.departement_id and any(zone.pk == besoin.departement_id for zone in freelance.mobilites.all()):
        return Condition("lieu", libelle, True, f"Mobile dans le département {besoin.departement}.", distance)
    if besoin.latitude is None:
        return Condition("lieu", libelle, False, "Le lieu de la mission est inconnu : indiquez son code postal.")
    if distance is None:
        return Condition("lieu", libelle, False, "Le domicile est inconnu : indiquez le code postal du freelance.")
    raison = f"Le domicile est à {_km(distance)} de la mission, et aucune mobilité ne la couvre."
    return Condition("lieu", libelle, False, raison, distance)


def _portage(freelance: Freelance, rayon: int) -> Condition:
    societe = freelance.portage or "La société de portage"
    libelle = f"Société de portage à {rayon} km du domicile"
    if not freelance.portage_code_postal:
        return Condition("portage", libelle, False, f"Le code postal de {societe} est inconnu.")
    lieu = localiser(freelance.portage_code_postal)
    distance = _distance((freelance.latitude, freelance.longitude), lieu[1:] if lieu else (None, None))
    if distance is None:
        return Condition("portage", libelle, False, f"La distance entre le domicile et {societe} est inconnue.")
    raison = f"{societe} est à {_km(distance)} du domicile."
    return Condition("portage", libelle, distance <= rayon, raison, distance)


def _distance(ici: tuple[float | None, float | None], la: tuple[float | None, float | None]) -> float | None:
    if ici[0] is None or ici[1] is None or la[0] is None or la[1] is None:
        return None
    return distance_km(ici[0], ici[1], la[0], la[1])


def _km(distance: float) -> str:
    """Whole kilometres, except near the limit where a decimal tells why."""
    return f"{distance:.1f} km".replace(".", ",")
