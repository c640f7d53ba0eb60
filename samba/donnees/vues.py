"""The write half of a form page: valid → saved; stale → 409 with both versions; wrong → 422 with what was typed."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samba.donnees.formulaires import ConflitVersionError, FormulaireRacine


def enregistrer(
    request: HttpRequest, formulaire: FormulaireRacine, template: str, contexte: dict[str, Any]
) -> tuple[Any, HttpResponse | None]:
    """Save a bound form. Returns (record, None) when it is written, (None, response) when the page must come back.

    The page that comes back is `template` with `form` (everything typed still in it), and, after a conflict,
    `divergences`: what I typed against what is stored now.
    """
    if not formulaire.is_valid():
        return None, render(request, template, {**contexte, "form": formulaire}, status=422)
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
