"""The moves around one métier, as its page tells them: where from, where to, and which fiche says it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from referentiels.consultation.recherche import adresse_metier
from referentiels.models import Metier, Passerelle


class Dite(StrEnum):
    """Who says a move, seen from the fiche shown."""

    CONFIRMEE = "confirmee"
    ICI = "ici"
    AILLEURS = "ailleurs"

    @property
    def libelle(self) -> str:
        """In words."""
        return {
            Dite.CONFIRMEE: "dite par les deux fiches",
            Dite.ICI: "dite par cette fiche seule",
            Dite.AILLEURS: "déduite de l’autre fiche",
        }[self]


@dataclass(frozen=True)
class Lien:
    """One end of a move, seen from the métier shown. `url` is empty for a name that no référentiel has."""

    libelle: str
    url: str
    dite: Dite


@dataclass(frozen=True)
class Passerelles:
    """The moves of a métier. `lui_meme`: its fiche lists itself, which leads nowhere."""

    origines: list[Lien]
    evolutions: list[Lien]
    lui_meme: bool = False

    def __bool__(self) -> bool:
        return bool(self.origines or self.evolutions or self.lui_meme)


def passerelles_de(metier: Metier) -> Passerelles:
    """Those of a métier, the surest first; one query."""
    lues = Passerelle.objects.filter(Q(depart=metier) | Q(arrivee=metier))
    origines, evolutions, lui_meme = [], [], False
    for p in lues.select_related("depart__referentiel", "arrivee__referentiel").order_by("ordre", "pk"):
        if p.depart_id == p.arrivee_id:
            lui_meme = True
        elif p.depart_id == metier.pk:
            evolutions.append(_lien(p.arrivee, p.libelle, ici=p.selon_depart, ailleurs=p.selon_arrivee))
        else:
            origines.append(_lien(p.depart, p.libelle, ici=p.selon_arrivee, ailleurs=p.selon_depart))
    rangs = list(Dite)
    for liens in (origines, evolutions):
        liens.sort(key=lambda lien: (not lien.url, rangs.index(lien.dite)))
    return Passerelles(origines, evolutions, lui_meme)


def _lien(autre: Metier | None, libelle: str, *, ici: bool, ailleurs: bool) -> Lien:
    dite = Dite.CONFIRMEE if ici and ailleurs else Dite.ICI if ici else Dite.AILLEURS
    return Lien(autre.nom if autre else libelle, adresse_metier(autre) if autre else "", dite)
