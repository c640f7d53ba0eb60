"""The addresses of the site, and the empty page of the bench. Only the bench reads this module."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path


def vide(request: HttpRequest) -> HttpResponse:
    """The frame of every page, with its bar, and nothing inside."""
    return render(request, "base.html")


# Named, not imported: the roof stands under `samba.urls`.
urlpatterns = [path("banc/vide/", vide), path("", include("samba.urls"))]
