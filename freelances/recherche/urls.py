"""Addresses of this part of the room."""

from __future__ import annotations

from django.urls import path

from freelances.recherche import noms, vues

urlpatterns = [
    path("", vues.liste, name="liste"),
    path("noms/", noms.freelances_json, name="freelances_json"),
    path("facettes/", vues.facettes, name="facettes"),
]
