"""Pages that belong to no room."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def aide(request: HttpRequest) -> HttpResponse:
    """`/aide/`: the user guide, in French, in the order of a day."""
    return render(request, "listes/aide.html")
