"""What every editable root shares (conception §8): a version, an idempotency key, an archive date."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F


class ConflitVersionError(Exception):
    """Somebody saved this record after the form was opened: nothing was written (answers 409)."""


class RacineQuerySet(models.QuerySet):
    """Queryset of an editable root."""

    def en_cours(self) -> Self:
        """Not archived."""
        return self.filter(archive_le__isnull=True)


class Racine(models.Model):
    """An editable root.

    `version` is carried by every form and API call; children bump the root. `cle_creation` is the idempotency key of
    the creation form: a double click makes one record. Deletion is archiving (`archive_le`).

    `derives` names the columns that other acts write without moving the version (the date of the last échange): a form
    never writes them back.
    """

    derives: ClassVar[tuple[str, ...]] = ()

    version = models.PositiveIntegerField("version", default=1, editable=False)
    cle_creation = models.UUIDField("clé de création", null=True, blank=True, unique=True, editable=False)
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    modifie_le = models.DateTimeField("modifié le", auto_now=True)
    archive_le = models.DateTimeField("archivé le", null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def prendre_version(self, version_lue: int) -> None:
        """Move from the version that was read to the next one, in one conditional UPDATE.

        Call it inside the transaction that writes the record.

        Raises:
            ConflitVersionError: somebody else saved in between.
        """
        touches = type(self)._base_manager.filter(pk=self.pk, version=version_lue).update(version=F("version") + 1)
        if touches != 1:
            raise ConflitVersionError
        self.version = version_lue + 1
