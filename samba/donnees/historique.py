"""The history of every write (pghistory): which models keep one, and how a file page shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

import pghistory
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


def historique(objet: models.Model, *relations: str, limite: int = 50) -> list[Ligne]:
    """The latest writes on a record and on the children named by `relations` (reverse accessors), newest first.

    A fixed number of queries, whatever the number of events: one a model, one for the people, and one a foreign key
    shown. Children that were deleted are still told.
    """
    suivis = [(type(objet), {"pgh_obj_id": objet.pk})]
    for nom in relations:
        relation = objet._meta.get_field(nom)
        suivis.append((relation.related_model, {f"{relation.field.name}_id": objet.pk}))  # type: ignore[union-attr]
    evenements: list[tuple[Any, type[models.Model]]] = []
    for modele, filtre in suivis:
        table = modele._meta.get_field("events").related_model
        lus = table._default_manager.filter(**filtre).select_related("pgh_context").order_by("-pgh_id")[: limite + 1]
        evenements += [(evenement, modele) for evenement in lus]
    evenements.sort(key=lambda paire: paire[0].pgh_created_at, reverse=True)
    return _mettre_en_mots(evenements, limite)


def _mettre_en_mots(evenements: list[tuple[Any, type[models.Model]]], limite: int) -> list[Ligne]:
    personnes = _personnes(evenements)
    lignes = []
    for rang, (evenement, modele) in enumerate(evenements[:limite]):
        contexte = evenement.pgh_context.metadata if evenement.pgh_context else {}
        precedent = next(
            (autre for autre, m in evenements[rang + 1 :] if m is modele and autre.pgh_obj_id == evenement.pgh_obj_id),
            None,
        )
        changements = _changements(evenement, precedent, modele) if evenement.pgh_label == "update" else []
        if evenement.pgh_label == "update" and not changements:
            continue
        lignes.append(
            Ligne(
                quand=evenement.pgh_created_at,
                qui=personnes.get(contexte.get("user"), "SAMBA"),
                quoi=f"{VERBES.get(evenement.pgh_label, evenement.pgh_label)} : {modele._meta.verbose_name}",
                adresse=contexte.get("url", ""),
                changements=changements,
            )
        )
    return lignes


def _personnes(evenements: list[tuple[Any, type[models.Model]]]) -> dict[int, str]:
    cles = {e.pgh_context.metadata.get("user") for e, _ in evenements if e.pgh_context} - {None}
    return {personne.pk: str(personne) for personne in get_user_model()._default_manager.filter(pk__in=cles)}


def _changements(evenement: Any, precedent: Any, modele: type[models.Model]) -> list[Changement]:
    """Field by field. Without an earlier event nothing can be compared."""
    if precedent is None:
        return []
    suivis = {champ.name for champ in type(evenement)._meta.fields}
    ecarts = []
    for champ in modele._meta.concrete_fields:
        if champ.name in COLONNES_TUES or champ.name not in suivis:
            continue
        avant, apres = getattr(precedent, champ.attname), getattr(evenement, champ.attname)
        if avant != apres:
            ecarts.append(Changement(str(champ.verbose_name), _valeur(champ, avant), _valeur(champ, apres)))
    return ecarts


def _valeur(champ: models.Field[Any, Any], valeur: Any) -> str:
    if valeur in (None, "", []):
        return "—"
    if champ.is_relation:
        cible = champ.related_model._base_manager.filter(pk=valeur).first()  # type: ignore[union-attr]
        return str(cible) if cible else f"n° {valeur}"
    if champ.choices:
        return str(dict(champ.flatchoices).get(valeur, valeur))
    if isinstance(valeur, bool):
        return "Oui" if valeur else "Non"
    if isinstance(valeur, datetime):
        return f"{timezone.localtime(valeur):%d/%m/%Y %H:%M}"
    if isinstance(valeur, date):
        return f"{valeur:%d/%m/%Y}"
    return str(valeur)
