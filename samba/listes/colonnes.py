"""Which columns a person sees in a list: those of the address, else those they chose, else the first ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, QueryDict

from samba.acces.vues import utilisateur_de
from samba.listes.models import ColonnesChoisies

if TYPE_CHECKING:
    from samba.comptes.models import Utilisateur
    from samba.listes.tables import Tableau

PARAMETRE = "colonnes"
# What a saved search or a link to share leaves out of an address.
PASSAGERS = ("page", "csrfmiddlewaretoken")


@dataclass(frozen=True)
class ChoixColonne:
    """One column of the chooser. `fixe`: it always stands."""

    nom: str
    libelle: str
    choisie: bool
    fixe: bool


@dataclass(frozen=True)
class Outils:
    """What the buttons of a list need: its code, its state as a query string, and its page."""

    liste: str
    requete: str
    chemin: str


def colonnes_de(request: HttpRequest, table: type[Tableau]) -> tuple[str, ...]:
    """The columns to show, in the order of the table; unknown names are dropped, and the first column always stands.

    One query, none when the address says them.
    """
    return colonnes_pour(utilisateur_de(request), request.GET, table)


def colonnes_pour(utilisateur: Utilisateur, parametres: QueryDict, table: type[Tableau]) -> tuple[str, ...]:
    """The same for the state of a list that is not the address's."""
    if PARAMETRE in parametres:
        return retenir(table, parametres.get(PARAMETRE, "").split(","))
    choix = ColonnesChoisies.objects.filter(utilisateur=utilisateur, liste=table.liste)
    return retenir(table, choix.values_list("colonnes", flat=True).first())


def retenir(table: type[Tableau], demandees: Iterable[str] | None) -> tuple[str, ...]:
    """The known ones among `demandees`, the first column among them; the table's own when none is known."""
    toutes, voulues = table.noms_colonnes(), set(demandees or ())
    connues = [nom for nom in toutes if nom in voulues]
    if not connues:
        return table.colonnes_initiales()
    return tuple(connues if toutes[0] in connues else [toutes[0], *connues])


def choix_colonnes(table: type[Tableau], colonnes: Collection[str]) -> list[ChoixColonne]:
    """Every column that its page may show, those of `colonnes` ticked."""
    montrables = [paire for paire in table.libelles_colonnes() if not table.ecran or paire[0] in table.ecran]
    return [ChoixColonne(nom, libelle, nom in colonnes, not rang) for rang, (nom, libelle) in enumerate(montrables)]


def outils_de(request: HttpRequest, table: type[Tableau]) -> Outils:
    """The buttons of a list, for `listes/_outils.html`."""
    return Outils(table.liste, requete_gardee(request.GET), request.path)


def requete_gardee(parametres: QueryDict) -> str:
    """A query string without what does not belong to the state of a list: the page."""
    gardes = parametres.copy()
    for nom in PASSAGERS:
        gardes.pop(nom, None)
    return gardes.urlencode()
