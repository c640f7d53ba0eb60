"""On how many files a skill is, whatever the rooms that hold them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from django.urls import NoReverseMatch, reverse

from referentiels.competences.liens import Lien, liens
from referentiels.models import Competence
from samba.listes.formats import pluriel

Fiches = dict[type[models.Model], set[Any]]

# Where the files that bear a skill are listed: (address, filter). The rooms above are named, never imported.
LISTES = {
    "freelances.freelance": ("freelances:liste", "competences"),
    "besoins.besoin": ("besoins:liste", "competence"),
    "clients.contact": ("clients:contacts", "technologie"),
}


@dataclass(frozen=True)
class Usage:
    """« 12 freelances », and the list of them when there is one."""

    texte: str
    url: str = ""

    def __str__(self) -> str:
        return self.texte


def fiches(cles: Iterable[int]) -> dict[int, Fiches]:
    """The files on which each of these skills is, by kind: one query a table of links, however many skills.

    A freelance who has a skill and used it in an experience is one file. What belongs to no file (a class of
    technologies) counts for itself.
    """
    demandees = list(cles)
    trouvees: dict[int, Fiches] = {cle: defaultdict(set) for cle in demandees}
    for lien in liens():
        for chemin, modele in _proprietaires(lien):
            lues = lien.lignes.filter(**{f"{lien.champ}__in": demandees}).values_list(lien.champ, chemin)
            for cle, fiche in lues.iterator() if demandees else ():
                trouvees[cle][modele].add(fiche)
    return trouvees


def usages(cle: int, trouvees: Fiches) -> list[Usage]:
    """In words, the most numerous kind first."""
    comptes = sorted(((len(ids), modele) for modele, ids in trouvees.items()), key=lambda paire: -paire[0])
    return [
        Usage(pluriel(nombre, f"{modele._meta.verbose_name},{modele._meta.verbose_name_plural}"), _liste(modele, cle))
        for nombre, modele in comptes
    ]


@cache
def _proprietaires(lien: Lien) -> list[tuple[str, type[models.Model]]]:
    if lien.modele is Competence:
        return []  # a skill merged into another is no file
    if lien.racines:
        return list(lien.racines.items())
    cles: list[Any] = [c for c in lien.modele._meta.concrete_fields if c.is_relation and c.name != lien.champ]
    if lien.modele._meta.auto_created and len(cles) == 1:
        return [(cles[0].name, cles[0].related_model)]
    return [("pk", lien.modele)]


def _liste(modele: type[models.Model], cle: int) -> str:
    nom, filtre = LISTES.get(modele._meta.label_lower, ("", ""))
    try:
        return f"{reverse(nom)}?{filtre}={cle}" if nom else ""
    except NoReverseMatch:
        return ""
