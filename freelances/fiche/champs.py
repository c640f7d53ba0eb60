"""Form fields of the file of a freelance: an employer that may be new, a month, a day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from referentiels.models import Entreprise
from referentiels.normalisation import normaliser_societe
from samba.listes.champs import ChampDistant


class ChampEntreprise(ChampDistant):
    """A company of the référentiel, or the name of one that nobody knows yet: then an unsaved `Entreprise`."""

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        nom = " ".join(str(value).replace("\0", " ").split())
        if objet := self.trouver([nom]).get(nom):
            return objet
        if len(nom) > 200 or not normaliser_societe(nom):
            raise ValidationError("Le nom d’une entreprise a au moins une lettre ou un chiffre, et 200 signes au plus.")
        return Entreprise.objects.retrouver(nom) or Entreprise(nom=nom)


def deplacer_erreurs(formulaire: forms.BaseForm, champ: str) -> None:
    """Show what a constraint of the table says beside the field it is about, rather than at the top."""
    if generales := formulaire.errors.pop(NON_FIELD_ERRORS, None):
        formulaire.errors.setdefault(champ, formulaire.error_class()).extend(generales)


class ChampMois(forms.DateField):
    """A month, kept as a date: its first day, or its last one with `fin=True`. A known day of that month is kept."""

    def __init__(self, *, fin: bool = False, **options: Any) -> None:
        attrs = {"type": "month", **options.pop("attrs", {})}
        formats = ["%Y-%m", "%m/%Y", "%Y-%m-%d", "%d/%m/%Y"]
        super().__init__(widget=forms.DateInput(attrs, format="%Y-%m"), input_formats=formats, **options)
        self.fin = fin
        self.error_messages["invalid"] = "Écrivez un mois et une année, par exemple 03/2024."

    def to_python(self, value: Any) -> date | None:
        jour = super().to_python(value)
        if jour is None or not self.fin or str(value).count("-") + str(value).count("/") == 2:
            return jour
        return jour.replace(day=monthrange(jour.year, jour.month)[1])

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            jour = self.to_python(data)
        except ValidationError:
            return True
        return (initial and (initial.year, initial.month)) != (jour and (jour.year, jour.month))


class ZoneTexte(forms.Textarea):
    """A text of several lines. Browsers send CRLF: kept as LF, so that an untouched text is not a change."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        valeur = super().value_from_datadict(data, files, name)
        return valeur.replace("\r\n", "\n") if isinstance(valeur, str) else valeur


class ChampJour(forms.DateInput):
    """A day, by the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
