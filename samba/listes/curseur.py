"""A slider over a few named steps: the browser's own range control, so keyboard, phone and no JavaScript all do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class Curseur(forms.Select):
    """The values 0, 1, 2… of a choice field as the steps of a slider, named under it; 0 changes nothing.

    Args:
        pas: the short name of each step, in order.
        selon: the name of the field without which the slider means nothing: the style sheet hides it meanwhile.
    """

    def __init__(self, pas: Sequence[str], selon: str = "", attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.pas = tuple(pas)
        self.selon = selon

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Draw the control, its steps for the browser (`datalist`), and their names for the eye."""
        rang = self._rang(value)
        # The form's filters leave `data-neutre` out of the address.
        propres = {"name": name, "min": 0, "max": len(self.pas) - 1, "step": 1, "value": rang, "data-neutre": 0}
        attributs = {**self.build_attrs(self.attrs, attrs), **propres, "aria-valuetext": self.pas[rang]}
        attributs["list"] = f"{attributs.get('id', name)}_pas"
        return format_html(
            '<div class="s-curseur" data-valeur="{}"{}><input type="range"{}><datalist id="{}">{}</datalist>'
            '<div class="s-curseur-pas" aria-hidden="true">{}</div></div>',
            rang,
            format_html(' data-selon="{}"', self.selon) if self.selon else "",
            format_html_join("", ' {}="{}"', attributs.items()),
            attributs["list"],
            format_html_join("", '<option value="{}" label="{}"></option>', enumerate(self.pas)),
            format_html_join("", "<span>{}</span>", ((nom,) for nom in self.pas)),
        )

    def _rang(self, value: Any) -> int:
        """The step of a value; the first for one that is none."""
        texte = str(value)
        return int(texte) if texte.isascii() and texte.isdigit() and int(texte) < len(self.pas) else 0
