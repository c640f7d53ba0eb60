"""Addresses of this part of the room."""

from __future__ import annotations

from django.urls import path

from freelances.recherche import vues

urlpatterns = [
    path("", vues.liste, name="liste"),
    path("facettes/", vues.facettes, name="facettes"),
]
