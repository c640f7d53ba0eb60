"""The plain controls of forms drawn in Python, with the output of Django's own templates.

A filter panel has a dozen controls and its lists hundreds of options; one template an option cost more than reading
and drawing the list beside it. What is not drawn here (groups of boxes, files to clear) still goes by the templates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString, mark_safe

Donnees = Mapping[str, Any]


class RenduLeger(DjangoTemplates):
    """The form renderer of the site (`FORM_RENDERER`)."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """Draw a control. Every part goes through `escape`, as Django's templates would."""
        dessiner = DESSINS.get(template_name)
        if dessiner is None:
            return super().render(template_name, context, request)
        return mark_safe(dessiner(context["widget"]))


def _texte(valeur: Any) -> str:
    return valeur if isinstance(valeur, SafeString) else escape(str(valeur))


def _attributs(attributs: Donnees) -> str:
    """« name="value" » for each attribute; True writes the name alone, False nothing."""
    return "".join(
        f" {_texte(nom)}" if valeur is True else f' {_texte(nom)}="{_texte(valeur)}"'
        for nom, valeur in attributs.items()
        if valeur is not False
    )


def _saisie(widget: Donnees) -> str:
    valeur = "" if widget["value"] is None else f' value="{_texte(widget["value"])}"'
    nom, attributs = _texte(widget["name"]), _attributs(widget["attrs"])
    return f'<input type="{_texte(widget["type"])}" name="{nom}"{valeur}{attributs}>'


def _zone(widget: Donnees) -> str:
    contenu = _texte(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_texte(widget["name"])}"{_attributs(widget["attrs"])}>\n{contenu}</textarea>'


def _liste(widget: Donnees) -> str:
    morceaux = [f'<select name="{_texte(widget["name"])}"{_attributs(widget["attrs"])}>']
    for groupe, options, _ in widget["optgroups"]:
        if groupe:
            morceaux.append(f'  <optgroup label="{_texte(groupe)}">')
        morceaux += [
            f'  <option value="{_texte(o["value"])}"{_attributs(o["attrs"])}>{_texte(o["label"])}</option>'
            for o in options
        ]
        if groupe:
            morceaux.append("  </optgroup>")
    return "\n".join([*morceaux, "</select>"])


SAISIES = ("text", "number", "email", "url", "tel", "search", "password", "hidden", "date", "time", "checkbox")
DESSINS: dict[str, Callable[[Donnees], str]] = {
    **{f"django/forms/widgets/{nom}.html": _saisie for nom in SAISIES},
    "django/forms/widgets/textarea.html": _zone,
    "django/forms/widgets/select.html": _liste,
}
