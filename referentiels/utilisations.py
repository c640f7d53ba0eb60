"""Who uses a row of the référentiels: how often, in which rooms. Found from the models: a new room counts by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import Expression, F, Func, Value

from samba.listes.formats import nombre as ecrire_nombre

# Nobody needs more to know that a row is used; counting every line of 10 million would.
BORNE = 1_000


@dataclass(frozen=True)
class Usage:
    """One way to use the rows of a table: the table that points to it, and by which column."""

    modele: type[models.Model]
    champ: models.ForeignKey[Any, Any]
    libelle: str

    def compte(self) -> Expression:
        """How many rows point to the row at hand, as a column of its queryset: at most `BORNE` + 1."""
        nommer = connection.ops.quote_name
        table, colonne = nommer(self.modele._meta.db_table), nommer(self.champ.column)
        # Under another name: a row that its own table uses (a family, its sub-families) would compare with itself.
        lignes = f"SELECT 1 FROM {table} AS autre WHERE autre.{colonne} = %(expressions)s LIMIT {BORNE + 1}"  # noqa: S608 - names of our own tables
        sql = f"(SELECT count(*) FROM ({lignes}) AS u)"  # noqa: S608 - the same
        return Func(F("pk"), template=sql, output_field=models.IntegerField())


@dataclass(frozen=True)
class Utilisation:
    """How many times a row is used in one way."""

    libelle: str
    nombre: int

    @property
    def plus(self) -> bool:
        """There are more than were counted."""
        return self.nombre > BORNE

    def __str__(self) -> str:
        return f"{self.libelle} : {ecrire(self.nombre)}"


def ecrire(nombre: int) -> str:
    """A count as people read it: « 12 », « plus de 1 000 »."""
    return f"plus de {ecrire_nombre(BORNE)}" if nombre > BORNE else ecrire_nombre(nombre)


def usages_de(modele: type[models.Model]) -> list[Usage]:
    """Every way to use the rows of a table, by any room.

    What belongs to the row and goes with it (the appellations of a métier) is no use. A link of a many-to-many is one
    for the row it leads to, not for the row that holds it.
    """
    relations = (r for r in modele._meta.get_fields(include_hidden=True) if r.auto_created and not r.concrete)
    usages = [_usage(r) for r in relations if (r.one_to_many or r.one_to_one) and _sert(r)]
    return sorted(usages, key=lambda usage: usage.libelle)


def _sert(relation: Any) -> bool:
    pointeur = relation.related_model
    if hasattr(pointeur, "pgh_tracked_model"):  # the history of a row does not use it
        return False
    porteur = pointeur._meta.auto_created
    if not porteur:
        return relation.on_delete is not models.CASCADE
    lien = _lien(pointeur)
    return relation.field.name == lien.m2m_reverse_field_name() and lien.related_model is not lien.model


def _lien(liens: Any) -> Any:
    """The many-to-many field behind its table of links."""
    return next(f for f in liens._meta.auto_created._meta.local_many_to_many if f.remote_field.through is liens)


def _usage(relation: Any) -> Usage:
    pointeur = relation.related_model
    porteur = pointeur._meta.auto_created or pointeur
    piece = porteur._meta.app_config.verbose_name
    quoi = str(porteur._meta.verbose_name_plural)
    precision = str((_lien(pointeur) if pointeur._meta.auto_created else relation.field).verbose_name)
    return Usage(pointeur, relation.field, f"{piece}, {quoi} ({precision})")


def total(modele: type[models.Model]) -> Expression:
    """All uses together, as one column of a queryset; capped way by way."""
    somme: Any = Value(0)
    for usage in usages_de(modele):
        somme = somme + usage.compte()
    return somme


def utilisations_de(objet: models.Model) -> list[Utilisation]:
    """How the row is used, way by way, those that are not left out; one query."""
    usages = usages_de(type(objet))
    if not usages:
        return []
    comptes = {f"u{rang}": usage.compte() for rang, usage in enumerate(usages)}
    lus = type(objet)._base_manager.filter(pk=objet.pk).values_list(*comptes.values()).first() or ()
    return [Utilisation(u.libelle, nombre) for u, nombre in zip(usages, lus, strict=False) if nombre]


def est_utilise(objet: models.Model) -> bool:
    """Tell whether any row of any room uses this one; its own history does not count."""
    return bool(utilisations_de(objet))
