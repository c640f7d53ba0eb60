"""Counts the attempts on others' privés (CLI-5), wherever a view lets the refusal rise."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from clients.prives.services import noter_tentative
from samba.acces.regles import PriveRefuseError
from samba.acces.vues import utilisateur_de


class TentativesMiddleware:
    """Writes the attempt once the view's own transaction is undone; the answer stays the 403 it was."""

    def __init__(self, suite: Callable[[HttpRequest], HttpResponse]) -> None:
        self.suite = suite

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.suite(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Called by Django with what a view raised."""
        if isinstance(exception, PriveRefuseError):
            noter_tentative(contact=exception.contact, auteur=utilisateur_de(request), acte=exception.acte)
