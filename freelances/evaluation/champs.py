"""Form fields of the panels: the six levels of an axis, tick boxes of a closed list, habilitations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from freelances.fiche.champs import ZoneTexte
from freelances.models import Evaluation

HABILITATIONS_MAX = 30


def avis(modele: type[Evaluation], axe: str) -> forms.TypedChoiceField:
    """The six levels of an axis, as radio buttons; none of them while nobody has said."""
    champ: Any = modele._meta.get_field(axe)
    return forms.TypedChoiceField(
        label=f"Avis : {champ.verbose_name}",
        choices=champ.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


def cases(choix: type[models.TextChoices], libelle: str) -> forms.MultipleChoiceField:
    """Tick boxes of a closed list kept in an array."""
    return forms.MultipleChoiceField(
        label=libelle, choices=choix.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class ChampHabilitations(forms.Field):
    """One habilitation or certification a line."""

    def __init__(self) -> None:
        super().__init__(
            label="Habilitations et certifications",
            help_text="Une par ligne.",
            required=False,
            widget=ZoneTexte({"rows": 4}),
        )

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> list[str]:
        lignes = [" ".join(ligne.split()) for ligne in str(value or "").splitlines()]
        return list(dict.fromkeys(ligne for ligne in lignes if ligne))

    def validate(self, value: list[str]) -> None:
        if len(value) > HABILITATIONS_MAX:
            raise ValidationError(f"{HABILITATIONS_MAX} habilitations au plus.")
        if longue := next((ligne for ligne in value if len(ligne) > 120), None):
            raise ValidationError(f"« {longue[:40]}… » dépasse 120 signes.")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != self.to_python(data)
