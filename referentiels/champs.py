"""Columns computed in Python from other fields of the row, on every save and every bulk creation."""

from collections.abc import Callable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Derive:
    """Mixin of a field whose value is `calcul(row)`.

    `pre_save` runs for `save`, `create`, `bulk_create` and `update_or_create`. `.update()` and `bulk_update` do not
    call it: change the fields it reads through one of the four others.
    """

    def __init__(self, *args: Any, calcul: Callable[[Any], Any] | None = None, **kwargs: Any) -> None:
        self.calcul = calcul
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Compute the value, and leave it on the instance."""
        attname: str = self.attname  # type: ignore[attr-defined]
        if self.calcul is not None:  # historical models of migrations carry no code of ours
            setattr(model_instance, attname, self.calcul(model_instance))
        return getattr(model_instance, attname)


class TexteDerive(Derive, models.TextField):
    """A text derived from other fields."""

    def deconstruct(self) -> Any:
        """Be a plain column in migrations."""
        nom, _, args, kwargs = super().deconstruct()
        return nom, "django.db.models.TextField", args, kwargs


class ListeDerivee(Derive, ArrayField):
    """A list of texts derived from other fields."""

    def deconstruct(self) -> Any:
        """Be a plain column in migrations."""
        nom, _, args, kwargs = super().deconstruct()
        return nom, "django.contrib.postgres.fields.ArrayField", args, kwargs
