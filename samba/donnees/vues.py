"""The write half of a form page: valid → saved; stale → 409 with both versions; wrong → 422 with what was typed.

A creation form posted again gives the record of the first post; with other words in it, 409 and the way to the record.
"""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samba.donnees.formulaires import ConflitVersionError, FormulaireRacine
from samba.donnees.models import Racine


def enregistrer(
    request: HttpRequest, formulaire: FormulaireRacine, template: str, contexte: dict[str, Any]
) -> tuple[Any, HttpResponse | None]:
    """Save a bound form. Returns (record, None) when it is written, (None, response) when the page must come back.

    The page that comes back is `template` with `form` (everything typed still in it), and, after a conflict,
    `divergences`: what I typed against what is stored now.
    """
    if not formulaire.is_valid() and formulaire.deja_cree() is not None:
        # The same form, sent twice at once, was written between two of our checks: it is no duplicate of itself.
        formulaire.full_clean()
    if not formulaire.is_valid():
        return None, render(request, template, {**contexte, "form": formulaire}, status=422)
    deja = formulaire.deja_cree()
    if deja is not None and formulaire.ecarts_avec(deja):
        formulaire.add_error(None, _deja_enregistre(formulaire, deja))
        return None, render(request, template, {**contexte, "form": formulaire}, status=409)
    try:
        return formulaire.save(), None
    except IntegrityError:
        # Somebody wrote the same thing after the check: checking again says what, in words for people.
        formulaire.full_clean()
        if formulaire.is_valid():
            raise
        return None, render(request, template, {**contexte, "form": formulaire}, status=422)
    except ConflitVersionError:
        divergences = formulaire.divergences()
        formulaire.reprendre()
        page = {**contexte, "form": formulaire, "divergences": divergences, "conflit": True}
        return None, render(request, template, page, status=409)


def _deja_enregistre(formulaire: FormulaireRacine, deja: Racine) -> SafeString:
    """« Back », other words, and again: what was typed is not dropped in silence."""
    gabarit = (
        "Ce formulaire a déjà été enregistré, avec un autre contenu\u202f: rien n’a été changé. "
        '<a href="{}" target="_blank" rel="noopener">Ouvrez la fiche</a> pour la modifier.'
    )
    return format_html(gabarit, reverse(formulaire.fiche, args=[deja.pk]))
