"""Form fields fed by the server while one types: a row, or several, of a table too long to travel."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from samba.donnees.validateurs import cle_lue
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
        numeros = [lue for lue in map(cle_lue, demandees) if lue is not None]
        return {str(cle): objet for cle, objet in self.lignes().in_bulk(numeros).items()}

    def retenir(self, connus: dict[str, Any]) -> None:
        """Keep these rows: they are read and drawn without asking for them again."""
        self.connus = connus
        self.widget.libelles = {cle: str(objet) for cle, objet in connus.items()}  # type: ignore[attr-defined]

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
        super().__init__(lignes, url_name, **{"widget": SelectDistantMultiple, **options})

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
    for champ in champs:
        champ.retenir(connus)
