"""Form fields of this room: amounts and margins as people type them, days."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

MARGE_HORS_BORNES = "La marge doit être comprise entre 0 % et 100 % exclu."


def ecrire_decimal(valeur: Any, *, decimales: int | None = None) -> str:
    """A Decimal as a French keyboard types it: « 16,67 », without idle zeros unless `decimales` says how many."""
    if decimales is not None:
        return f"{valeur:.{decimales}f}".replace(".", ",")
    entier, _, reste = f"{valeur:f}".partition(".")
    reste = reste.rstrip("0")
    return f"{entier},{reste}" if reste else entier


class MontantField(forms.DecimalField):
    """An amount in euros excl. tax, typed « 1 234,50 »."""

    widget = forms.TextInput

    def __init__(self, *, role: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 8)
        kwargs.setdefault("decimal_places", 2)
        self.role = role
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str):
            value = "".join(c for c in value if not c.isspace() and c not in "€%").replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return ecrire_decimal(value, decimales=2).replace(",00", "") if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget) | {"inputmode": "decimal", "autocomplete": "off"}
        return attrs | ({"data-role": self.role} if self.role else {})


class MargeField(MontantField):
    """A margin typed in per cent and stored as a share (BES-2): « 16,67 » ⇄ 0.1667.

    100 % is refused here, where the person can read why.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(role="marge", max_digits=5, decimal_places=2, **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        pourcentage = self.to_python(value)
        if pourcentage is not None and pourcentage.is_finite() and not 0 <= pourcentage < 100:
            raise ValidationError(MARGE_HORS_BORNES, code="marge")
        pourcentage = super().clean(value)
        return None if pourcentage is None else pourcentage / 100

    def prepare_value(self, value: Any) -> Any:
        return ecrire_decimal(value * 100) if isinstance(value, Decimal) else value


class DateField(forms.DateField):
    """A day, with the browser's own picker."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=champ_date(), **kwargs)


def champ_date() -> forms.DateInput:
    """The widget of a day; the format is the one that browsers read."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
