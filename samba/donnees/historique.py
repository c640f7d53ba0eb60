"""The history of every write (pghistory): which models keep one, and how a file page shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple, TypeVar

import pghistory
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone

Modele = TypeVar("Modele", bound=models.Model)


def suivre(**options: Any) -> Callable[[type[Modele]], type[Modele]]:
    """Track inserts, updates and deletions of a model, by statement-level triggers.

    The trackers are made here, one set per model: pghistory copies those of the settings, and the copies no longer
    compare equal to pgtrigger's operations.
    """
    return pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), **options)


class Changement(NamedTuple):
    """One field of a modification, worded for people."""

    champ: str
    avant: str
    apres: str


@dataclass(frozen=True)
class Ligne:
    """One event of the history, worded for people. `adresse` is the path that wrote it, without its query."""

    quand: datetime
    qui: str
    quoi: str
    adresse: str
    changements: list[Changement]


VERBES = {"insert": "Création", "update": "Modification", "delete": "Suppression"}
COLONNES_TUES = {"version", "modifie_le", "cree_le", "cle_creation"}


Evenement = tuple[Any, type[models.Model]]


def historique(objet: models.Model, *relations: str, limite: int = 50) -> list[Ligne]:
    """The latest writes on a record and on the children named by `relations` (reverse accessors), newest first.

    A bounded number of queries, whatever the number of events: one a table of events (two when it holds more than
    `limite`), one for the people, one a model that foreign keys name. Children that were deleted are still told.
    """
    evenements = _lire(type(objet), {"pgh_obj_id": objet.pk}, limite)
    parents = {type(objet): ""}
    for nom in relations:
        enfant, parent = _enfant(objet._meta.get_field(nom))
        parents[enfant] = parent
        evenements += _lire(enfant, {f"{parent}_id": objet.pk}, limite)
    evenements.sort(key=lambda paire: paire[0].pgh_created_at, reverse=True)
    noms = _Noms(evenements)
    lignes = (_mettre_en_mots(evenements, rang, parents, noms) for rang in range(min(limite, len(evenements))))
    return [ligne for ligne in lignes if ligne is not None]


def _enfant(relation: Any) -> tuple[type[models.Model], str]:
    """The tracked model behind a relation (a many-to-many has a tracked proxy), and its key to the parent."""
    if not relation.many_to_many:
        return relation.related_model, relation.field.name
    liens = relation.remote_field.through
    proxys = (m for m in apps.get_models() if m._meta.proxy and m._meta.concrete_model is liens)
    return next(proxys), relation.m2m_field_name()


def _lire(modele: type[models.Model], filtre: dict[str, Any], limite: int) -> list[Evenement]:
    table: Any = _tables_d_evenements()[modele]
    tous = table._default_manager.filter(**filtre).select_related("pgh_context")
    lus = list(tous.order_by("-pgh_id")[: limite + 1])
    if len(lus) > limite:
        lus += _precedents(tous, lus)
    return [(evenement, modele) for evenement in lus]


def _precedents(tous: Any, lus: list[Any]) -> list[Any]:
    """The event before the oldest one read of each row, when that one is a modification: it tells what changed.

    They come after all those read, so they are compared with and never shown.
    """
    plus_anciens = {_cle(evenement): evenement.pgh_label for evenement in lus}
    orphelins = [cle for cle, label in plus_anciens.items() if label == "update"]
    if not orphelins:
        return []
    cle = "pgh_obj_id" if hasattr(lus[0], "pgh_obj_id") else "id"
    avant = tous.filter(**{f"{cle}__in": orphelins}, pgh_id__lt=lus[-1].pgh_id)
    return list(avant.order_by(cle, "-pgh_id").distinct(cle))


def _cle(evenement: Any) -> Any:
    """The row that an event tells of: a link of a many-to-many is known by its own key."""
    return getattr(evenement, "pgh_obj_id", None) or evenement.id


@cache
def _tables_d_evenements() -> dict[type[models.Model], type[models.Model]]:
    """Event table by tracked model."""
    return {m.pgh_tracked_model: m for m in apps.get_models() if hasattr(m, "pgh_tracked_model")}


def _suivis(evenement: Any, modele: type[models.Model]) -> list[Any]:
    """The fields of the model that its events keep and that people care about."""
    gardes = {champ.name for champ in type(evenement)._meta.fields}
    return [champ for champ in modele._meta.concrete_fields if champ.name in gardes and champ.name not in COLONNES_TUES]


class _Noms:
    """The names behind the foreign keys of some events, one query a model."""

    def __init__(self, evenements: list[Evenement]) -> None:
        cles: dict[type[models.Model], set[Any]] = {get_user_model(): set()}
        for evenement, modele in evenements:
            if evenement.pgh_context:
                cles[get_user_model()].add(evenement.pgh_context.metadata.get("user"))
            for champ in _suivis(evenement, modele):
                if champ.is_relation:
                    cles.setdefault(champ.related_model, set()).add(getattr(evenement, champ.attname))
        self.noms = {
            modele: modele._base_manager.in_bulk([valeur for valeur in valeurs if valeur is not None])
            for modele, valeurs in cles.items()
        }

    def personne(self, evenement: Any) -> str:
        """Who wrote; SAMBA itself when nobody was signed in."""
        cle = evenement.pgh_context.metadata.get("user") if evenement.pgh_context else None
        return str(self.noms[get_user_model()].get(cle, "SAMBA"))

    def valeur(self, champ: Any, valeur: Any) -> str:
        """A stored value, worded for people."""
        if valeur in (None, "", []):
            return "—"
        if champ.is_relation:
            return str(self.noms[champ.related_model].get(valeur, f"n° {valeur}"))
        if champ.choices:
            return str(dict(champ.flatchoices).get(valeur, valeur))
        if isinstance(valeur, bool):
            return "Oui" if valeur else "Non"
        if isinstance(valeur, datetime):
            return f"{timezone.localtime(valeur):%d/%m/%Y %H:%M}"
        return f"{valeur:%d/%m/%Y}" if isinstance(valeur, date) else str(valeur)


def _mettre_en_mots(
    evenements: list[Evenement], rang: int, parents: dict[type[models.Model], str], noms: _Noms
) -> Ligne | None:
    """One line, or None for an update that changed nothing people care about."""
    evenement, modele = evenements[rang]
    changements: list[Changement] = []
    if evenement.pgh_label == "update":
        changements = _changements(evenements, rang, noms)
        if not changements:
            return None
    detail = "" if evenement.pgh_label == "update" else _de_quoi(evenement, modele, parents[modele], noms)
    return Ligne(
        quand=evenement.pgh_created_at,
        qui=noms.personne(evenement),
        quoi=f"{VERBES.get(evenement.pgh_label, evenement.pgh_label)} : {modele._meta.verbose_name}{detail}",
        adresse=evenement.pgh_context.metadata.get("url", "") if evenement.pgh_context else "",
        changements=changements,
    )


def _de_quoi(evenement: Any, modele: type[models.Model], parent: str, noms: _Noms) -> str:
    """What a child that came or went was: its first foreign key apart from the parent, else its first words."""
    if not parent:
        return ""
    champs = [champ for champ in _suivis(evenement, modele) if champ.name not in {parent, "id"}]
    remplis = [champ for champ in champs if getattr(evenement, champ.attname) not in (None, "")]
    # Who wrote the row says nothing of what it was.
    gens = get_user_model()
    parlants = [champ for champ in remplis if champ.is_relation and champ.related_model is not gens]
    parlants += [champ for champ in remplis if isinstance(champ, models.CharField)]
    return f" « {noms.valeur(parlants[0], getattr(evenement, parlants[0].attname))} »" if parlants else ""


def _changements(evenements: list[Evenement], rang: int, noms: _Noms) -> list[Changement]:
    """Field by field, against the event before. Without an earlier event nothing can be compared."""
    evenement, modele = evenements[rang]
    avants = (e for e, m in evenements[rang + 1 :] if m is modele and _cle(e) == _cle(evenement))
    precedent = next(avants, None)
    if precedent is None:
        return []
    paires = [
        (champ, getattr(precedent, champ.attname), getattr(evenement, champ.attname))
        for champ in _suivis(evenement, modele)
    ]
    return [
        Changement(str(champ.verbose_name), noms.valeur(champ, avant), noms.valeur(champ, apres))
        for champ, avant, apres in paires
        if avant != apres
    ]
