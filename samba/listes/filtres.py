"""The fields of filter panels. Those at rest, nearly all of them, look the same for everybody: drawn once a moment.

A panel has eight to fourteen fields; drawn by templates on each page, they cost as much as the rows of the list.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.models import ModelChoiceIterator
from django.template.loader import render_to_string
from django.utils.choices import CallableChoiceIterator
from django.utils.safestring import SafeString

from samba.listes.choix import ChoixPartage, figes
from samba.listes.distants import SelectDistant
from samba.listes.memoire import Memoire

GABARIT = "composants/_filtre.html"
_dessins = Memoire[SafeString]()


def dessiner_filtre(champ: BoundField, principal: bool = False) -> SafeString:
    """A field of a filter panel; `principal`: the search box at its top."""
    if champ.is_hidden or not _au_repos(champ):
        return _dessiner(champ, principal)
    choix = _choix(champ)
    if choix is None:
        return _dessiner(champ, principal)
    return _dessins.lire((principal, *_aspect(champ), choix), lambda: _dessiner(champ, principal))


def _dessiner(champ: BoundField, principal: bool) -> SafeString:
    return SafeString(render_to_string(GABARIT, {"champ": champ, "principal": principal}))


def _au_repos(champ: BoundField) -> bool:
    """Nothing typed, nothing wrong: what one user types never reaches the memory of all."""
    valeur = champ.value()
    vide = not any(valeur) if isinstance(valeur, list | tuple) else valeur in (None, "", False)
    return vide and not champ.errors


def _aspect(champ: BoundField) -> tuple[Any, ...]:
    """All that a field at rest shows, beside its choices."""
    field, widget = champ.field, champ.field.widget
    attributs = tuple((nom, str(valeur)) for nom, valeur in widget.attrs.items())
    mots = str(champ.label), str(champ.help_text)
    return champ.html_name, champ.auto_id, *mots, type(field), type(widget), field.required, field.disabled, attributs


def _choix(champ: BoundField) -> Any:
    """What tells its choices from others; None when they come from rows that may not be the same for everybody."""
    widget: Any = champ.field.widget
    vide = str(getattr(champ.field, "empty_label", ""))
    if isinstance(widget, SelectDistant):
        return vide
    if isinstance(widget, ChoixPartage):
        return widget.lire, vide
    choix = getattr(widget, "choices", ())
    if isinstance(choix, ModelChoiceIterator) or isinstance(widget, forms.MultiWidget):
        return None
    return choix.func if isinstance(choix, CallableChoiceIterator) else figes(choix)
