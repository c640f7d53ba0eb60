"""Choice lists fed by the server while one types (Tom Select, `data-tom-url`): thousands of clients never travel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.urls import reverse_lazy

from samba.donnees.validateurs import cle_lue


class SelectDistant(forms.Select):
    """A <select> drawn with its chosen options only; Tom Select asks `url_name` for the others.

    Args:
        url_name: the page that answers what is typed.
        creer: a name that is not in the list may be typed.
        precharger: the first options are asked for before anything is typed.

    The options chosen come from the field's own rows, or from `libelles` (label by key) when it has none.
    """

    def __init__(
        self, url_name: str, *, creer: bool = False, precharger: bool = False, attrs: dict[str, Any] | None = None
    ) -> None:
        options = {"data-tom-creer": creer, "data-tom-precharger": precharger}
        voulues = {nom: "" for nom, voulue in options.items() if voulue}
        # Late: widgets are made when the module is read, before the addresses are known.
        super().__init__({"data-tom-url": reverse_lazy(url_name), **voulues, **(attrs or {})})
        self.libelles: dict[str, str] = {}

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> Any:
        """The empty option and the chosen ones."""
        choisis = [str(cle) for cle in value if cle not in (None, "")]
        choix = self.choices
        self.choices = [*self._vide(choix), *self._choisis(choix, choisis)]
        groupes = super().optgroups(name, choisis or [""], attrs)
        self.choices = choix
        return groupes

    def _vide(self, choix: Any) -> list[tuple[Any, str]]:
        if self.allow_multiple_selected:
            return []
        return [("", str(choix.field.empty_label or "") if isinstance(choix, ModelChoiceIterator) else "")]

    def _choisis(self, choix: Any, cles: list[str]) -> Iterator[tuple[Any, str]]:
        if not isinstance(choix, ModelChoiceIterator):
            yield from ((cle, self.libelles.get(cle, cle)) for cle in cles)
            return
        lues = [lue for lue in map(cle_lue, cles) if lue is not None]
        if lues:
            yield from (choix.choice(objet) for objet in choix.queryset.filter(pk__in=lues))


class SelectDistantMultiple(SelectDistant, forms.SelectMultiple):
    """The same, for several values."""

    allow_multiple_selected = True
