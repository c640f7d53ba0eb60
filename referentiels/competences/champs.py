"""The one field in which skills are chosen or typed, and the one of a level."""

from __future__ import annotations

from typing import Any

from django import forms

from referentiels.competences.saisie import lire
from referentiels.enums import Maitrise
from referentiels.models import Competence
from samba.donnees.validateurs import cle_lue
from samba.listes.champs import ChampDistant, ChampDistantMultiple
from samba.listes.distants import SelectDistant, SelectDistantMultiple

URL = "referentiels:competences_json"
A_RANGER = "à ranger"


class _MarqueLesNouvelles:
    """Mixin of the two widgets: an option that nobody put away yet says so."""

    def __init__(self, url_name: str = URL, *, creer: bool = True, attrs: dict[str, Any] | None = None) -> None:
        nouveau = {"data-tom-creer": A_RANGER} if creer else {}
        super().__init__(url_name, attrs={"data-tom-min": "1", **nouveau, **(attrs or {})})  # type: ignore[call-arg]
        self.a_ranger: set[str] = set()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """A name that is no key was typed in this very form."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        if value and (cle_lue(value) is None or str(value) in self.a_ranger):
            option["attrs"]["data-marque"] = A_RANGER
        return option


class SelectCompetence(_MarqueLesNouvelles, SelectDistant):
    """The list of one skill."""


class SelectCompetences(_MarqueLesNouvelles, SelectDistantMultiple):
    """The list of several skills."""


class ChampCompetence(ChampDistant):
    """A skill: chosen by name or synonym, or typed when nobody knows it (`creer`).

    The value of a typed one is an unsaved `Competence`: `enregistrer_saisies` creates it when the form is written, so
    that a form which comes back with an error has created nothing. A merged one is read as the one it became.
    """

    widget_liste: type[Any] = SelectCompetence

    def __init__(self, *, creer: bool = True, **options: Any) -> None:
        self.creer = creer
        super().__init__(_lignes, URL, creer=creer, widget=self.widget_liste, **options)

    def retenir(self, connus: dict[str, Any]) -> None:
        """Draw the chosen ones, and mark those to put away."""
        super().retenir(connus)
        self.widget.a_ranger = {cle for cle, c in connus.items() if not c.verifiee}  # type: ignore[attr-defined]

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        return self._lire(str(value))

    def _lire(self, valeur: str) -> Competence:
        if self.creer and cle_lue(valeur) is None:
            return lire(valeur)
        competence: Competence = ChampDistant.to_python(self, valeur)
        return competence.gardee


class ChampCompetences(ChampCompetence, ChampDistantMultiple):
    """Several skills, in the order they were chosen, each once."""

    widget_liste = SelectCompetences

    def to_python(self, value: Any) -> Any:
        lues: dict[Any, Competence] = {}
        for valeur in dict.fromkeys(str(element) for element in value or []):
            competence = self._lire(valeur)
            lues.setdefault(competence.cle_saisie, competence)
        return list(lues.values())


class ChampNiveau(forms.TypedChoiceField):
    """A level: débutant, opérationnel or expérimenté. Their first letters choose them."""

    def __init__(self, **options: Any) -> None:
        attrs = options.pop("attrs", None)
        options = {"label": "Niveau", "initial": Maitrise.OPERATIONNEL, **options}
        super().__init__(choices=Maitrise, coerce=int, widget=forms.Select(attrs), **options)


def _lignes() -> Any:
    return Competence.objects.select_related("fusionnee_dans")
