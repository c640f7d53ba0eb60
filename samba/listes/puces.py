"""The chips that recall the active filters of a list, each with the address that removes it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from samba.listes.formats import date_fr, nombre


@dataclass(frozen=True)
class Puce:
    """« Région : Bretagne », and the address of the same list without it."""

    libelle: str
    valeur: str
    url: str


def puces_de(request: HttpRequest, formulaire: forms.BaseForm, sauf: Iterable[str] = ()) -> list[Puce]:
    """The chips of a valid, bound filter form; one per value of a multiple field. `sauf` names fields left out."""
    if not formulaire.is_bound or not formulaire.is_valid():
        return []
    puces = []
    for nom, champ in formulaire.fields.items():
        valeur = formulaire.cleaned_data.get(nom)
        if nom in sauf or valeur in (None, "", False) or isinstance(champ.widget, forms.HiddenInput):
            continue
        libelle = str(champ.label or nom.replace("_", " ").capitalize())
        cle = formulaire.add_prefix(nom)
        puces += [Puce(libelle, texte, _sans(request, cle, brut)) for texte, brut in _lues(champ, valeur)]
    return puces


def _lues(champ: forms.Field, valeur: Any) -> list[tuple[str, str | None]]:
    """(text shown, raw value to remove or None for the whole field) of a cleaned value."""
    if isinstance(valeur, QuerySet | list | tuple | set):
        return [(_texte(champ, element), _brute(element)) for element in valeur]
    if isinstance(valeur, slice):
        bornes = [f"dès {_ecrit(valeur.start)}"] if valeur.start is not None else []
        bornes += [f"jusqu’à {_ecrit(valeur.stop)}"] if valeur.stop is not None else []
        return [(" ".join(bornes), None)] if bornes else []
    return [(_texte(champ, valeur), None)]


def _brute(valeur: Any) -> str:
    return str(valeur.pk if isinstance(valeur, Model) else valeur)


def _ecrit(valeur: Any) -> str:
    if isinstance(valeur, datetime.date):
        return date_fr(valeur, "courte")
    return nombre(valeur) if not isinstance(valeur, str) else valeur


def _texte(champ: forms.Field, valeur: Any) -> str:
    """The words of a choice, « oui » for a ticked box, the value itself otherwise."""
    if valeur is True or valeur == "True":
        return "oui"
    if isinstance(champ, forms.ModelChoiceField):
        return champ.label_from_instance(valeur)
    for code, libelle in _choix(champ):
        if str(code) == str(valeur):
            return libelle
    return str(valeur) if isinstance(valeur, Model) else _ecrit(valeur)


def _choix(champ: forms.Field) -> Iterable[tuple[Any, str]]:
    choix: Any = getattr(champ, "choices", None)
    for code, libelle in () if choix is None else choix:  # some have no length to be asked for
        if isinstance(libelle, list | tuple):
            yield from libelle
        else:
            yield code, str(libelle)


def _sans(request: HttpRequest, cle: str, valeur: str | None) -> str:
    """The current address without this filter, back to page 1. Range fields send `_min`, `_max`, `_after`…"""
    parametres = request.GET.copy()
    parametres.pop("page", None)
    if valeur is not None:
        parametres.setlist(cle, [autre for autre in parametres.getlist(cle) if autre != valeur])
    else:
        for suffixe in ("", "_min", "_max", "_after", "_before", "_0", "_1"):
            parametres.pop(cle + suffixe, None)
    return f"?{parametres.urlencode()}"
