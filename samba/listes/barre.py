"""Tools of the bar, beside the theme button: a room shows there what must be seen from everywhere.

    enregistrer_outil("freelances/portefeuille/_dette.html", dette_de)

`contexte(request)` returns the template's variables, or None to show nothing. It runs on every full page: one cheap
query at most.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

Contexte = Callable[[HttpRequest], dict[str, Any] | None]
_registre: dict[str, Contexte] = {}


def enregistrer_outil(template: str, contexte: Contexte) -> None:
    """Declare a tool. The same template again replaces the first."""
    _registre[template] = contexte


def outils_pour(request: HttpRequest) -> list[tuple[str, dict[str, Any]]]:
    """The tools to draw on this page: (template, variables) each."""
    lus = ((template, contexte(request)) for template, contexte in _registre.items())
    return [(template, variables) for template, variables in lus if variables is not None]
