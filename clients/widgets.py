"""Choice lists fed by the server while one types (Tom Select, `data-tom-url`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.urls import reverse_lazy

from samba.donnees.validateurs import cle_lue


class SelectDistant(forms.Select):
    """A select that draws only its chosen option; the others are asked to `url` (thousands of clients never travel)."""

    def __init__(self, url_name: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-tom-url": reverse_lazy(url_name), "data-tom-precharger": "", **(attrs or {})})

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """The empty option and the chosen one."""
        choix = self.choices
        if isinstance(choix, ModelChoiceIterator):
            self.choices = list(self._choisis(choix, value))
        groupes = super().optgroups(name, value, attrs)
        self.choices = choix
        return groupes

    def _choisis(self, choix: ModelChoiceIterator, valeurs: list[str]) -> Iterator[tuple[Any, str]]:
        yield "", str(choix.field.empty_label or "")
        cles = [cle for cle in map(cle_lue, valeurs) if cle is not None]
        if cles:
            for objet in choix.queryset.filter(pk__in=cles):
                yield choix.choice(objet)
