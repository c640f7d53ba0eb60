"""Who points to a skill, found in the models themselves: this ground floor knows none of the rooms above it.

A room that links to skills has nothing to declare, unless a merge may have to choose between two rows of its own: then
its link says which columns are kept, the strongest first.

    class FreelanceCompetence(models.Model):
        force = {"niveau": Maitrise.values}      # from the weakest to the strongest

Links without such a choice (a plain foreign key, a many-to-many) move as they are. What nobody foresaw is refused:
`liens_inconnus` tells it, and the suite fails on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from referentiels.models import Competence
from samba.donnees.models import Racine

# How far up a link looks for the file it belongs to: experience's technology → experience → freelance.
PROFONDEUR = 3


@dataclass(frozen=True, eq=False)
class Lien:
    """A foreign key to a skill.

    Attributes:
        modele: the table that holds it.
        champ: its name.
        avec: the columns that together with the skill stand once; empty when rows may repeat.
        force: of each column that tells two such rows apart, its values from the weakest to the strongest.
        racines: the files it belongs to, by their path from the table ("experience__freelance").
        inconnu: why a merge cannot treat it; empty when it can.
    """

    modele: type[models.Model]
    champ: str
    avec: tuple[str, ...]
    force: dict[str, Sequence[Any]]
    racines: dict[str, type[Racine]]
    inconnu: str = ""

    @property
    def lignes(self) -> models.QuerySet[Any]:
        """Every row of the table."""
        return self.modele._base_manager.all()

    def __str__(self) -> str:
        return f"{self.modele._meta.label}.{self.champ}"


@cache
def liens() -> tuple[Lien, ...]:
    """Every foreign key to a skill, many-to-many tables included; the history is not one: it keeps what was."""
    return tuple(_lien(modele, champ) for modele, champ in _cles_etrangeres())


def liens_inconnus() -> list[str]:
    """What a merge would not know how to treat, with the reason."""
    return [f"{lien} : {lien.inconnu}" for lien in liens() if lien.inconnu]


def _cles_etrangeres() -> Iterator[tuple[type[models.Model], Any]]:
    for modele in apps.get_models(include_auto_created=True):
        if modele._meta.proxy or not modele._meta.managed or hasattr(modele, "pgh_tracked_model"):
            continue
        for champ in modele._meta.local_concrete_fields:
            if champ.is_relation and champ.related_model is Competence:
                yield modele, champ


def _lien(modele: type[models.Model], champ: Any) -> Lien:
    avec, inconnu = _unicite(modele, champ)
    force = dict(getattr(modele, "force", {}))
    libres = {c.name for c in modele._meta.concrete_fields} - {champ.name, *avec, *force, modele._meta.pk.name}
    if avec and libres and not inconnu:
        inconnu = f"quand deux lignes se rejoignent, laquelle garde {', '.join(sorted(libres))} ?"
    return Lien(modele, champ.name, avec, force, dict(_racines(modele, {champ.name})), inconnu)


def _unicite(modele: type[models.Model], champ: Any) -> tuple[tuple[str, ...], str]:
    """(the columns that stand once with the skill, why this is not understood)."""
    groupes = [set(groupe) for groupe in modele._meta.unique_together]
    contraintes = [c for c in modele._meta.constraints if isinstance(c, models.UniqueConstraint)]
    groupes += [set(c.fields) for c in contraintes]
    groupes = [groupe - {champ.name} for groupe in groupes if champ.name in groupe]
    if champ.unique or any(not groupe for groupe in groupes):
        return (), "une compétence n’y a qu’une ligne."
    if len(groupes) > 1 or any(c.condition or c.expressions for c in contraintes if champ.name in c.fields):
        return (), "son unicité dépend d’autre chose."
    return tuple(sorted(groupes[0])) if groupes else (), ""


def _racines(modele: Any, sauf: set[str], chemin: str = "", reste: int = PROFONDEUR) -> Iterator[tuple[str, Any]]:
    """The roots that own a row: those it goes away with (CASCADE), directly or through their children."""
    if issubclass(modele, Racine):
        yield chemin or "pk", modele
        return
    for champ in modele._meta.concrete_fields if reste else ():
        if champ.is_relation and champ.name not in sauf and champ.remote_field.on_delete is models.CASCADE:
            suite = f"{chemin}__{champ.name}" if chemin else champ.name
            yield from _racines(champ.related_model, set(), suite, reste - 1)
