"""Form fields of the file of a freelance: remote lists, an employer that may be new, a month."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model, QuerySet

from referentiels.models import Entreprise
from referentiels.normalisation import normaliser_societe
from samba.listes.distants import SelectDistant, SelectDistantMultiple


class ChampDistant(forms.Field):
    """One row of a référentiel, chosen in a remote list. `precharger` saves a query a field."""

    def __init__(self, lignes: Callable[[], QuerySet[Any]], url_name: str, **options: Any) -> None:
        creer = options.pop("creer", False)
        attrs = options.pop("attrs", None)
        widget = options.pop("widget", SelectDistant)
        super().__init__(widget=widget(url_name, creer=creer, attrs=attrs), **options)
        self.lignes = lignes
        self.connus: dict[str, Model] | None = None

    def prepare_value(self, value: Any) -> Any:
        """A key, for a key as for an object."""
        return value.pk if isinstance(value, Model) else value

    def trouver(self, cles: Iterable[str]) -> dict[str, Model]:
        """The rows of these keys, by key as text."""
        demandees = {str(cle) for cle in cles}
        if self.connus is not None:
            return {cle: objet for cle, objet in self.connus.items() if cle in demandees}
        numeros = [int(cle) for cle in demandees if est_une_cle(cle)]
        return {str(cle): objet for cle, objet in self.lignes().in_bulk(numeros).items()}

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        objet = self.trouver([value]).get(str(value))
        if objet is None:
            raise ValidationError("Ce choix n’existe plus : choisissez-le à nouveau.", code="invalid_choice")
        return objet

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")


class ChampDistantMultiple(ChampDistant):
    """Several rows of a référentiel, in the order they were chosen."""

    def __init__(self, lignes: Callable[[], QuerySet[Any]], url_name: str, **options: Any) -> None:
        super().__init__(lignes, url_name, widget=SelectDistantMultiple, **options)

    def prepare_value(self, value: Any) -> Any:
        return [objet.pk if isinstance(objet, Model) else objet for objet in value or []]

    def to_python(self, value: Any) -> Any:
        cles = list(dict.fromkeys(str(cle) for cle in value or []))
        trouves = self.trouver(cles)
        if len(trouves) < len(cles):
            raise ValidationError("Un de ces choix n’existe plus : choisissez-le à nouveau.", code="invalid_choice")
        return [trouves[cle] for cle in cles]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return [str(c) for c in self.prepare_value(initial)] != [str(c) for c in data or []]


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


def est_une_cle(valeur: str) -> bool:
    """Could it be a primary key? (What a person typed may be anything.)"""
    return valeur.isascii() and valeur.isdigit() and len(valeur) < 19


def deplacer_erreurs(formulaire: forms.BaseForm, champ: str) -> None:
    """Show what a constraint of the table says beside the field it is about, rather than at the top."""
    if generales := formulaire.errors.pop(NON_FIELD_ERRORS, None):
        formulaire.errors.setdefault(champ, formulaire.error_class()).extend(generales)


def precharger(formulaires: Iterable[forms.BaseForm], nom: str) -> None:
    """Read in one query every row that the field `nom` of these forms shows, and share it among them."""
    valeurs: set[str] = set()
    champs: list[ChampDistant] = []
    for formulaire in formulaires:
        valeur = formulaire[nom].value()
        valeurs |= {str(cle) for cle in (valeur if isinstance(valeur, list | tuple) else [valeur]) if cle}
        champs.append(formulaire.fields[nom])  # type: ignore[arg-type]
    if not champs:
        return
    connus = champs[0].trouver(valeurs)
    libelles = {cle: str(objet) for cle, objet in connus.items()}
    for champ in champs:
        champ.connus = connus
        champ.widget.libelles = libelles  # type: ignore[attr-defined]


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
