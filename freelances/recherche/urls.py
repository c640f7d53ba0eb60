"""Addresses of this part of the room."""

from __future__ import annotations

from django.urls import path

from freelances.recherche import extraits, noms, vues

urlpatterns = [
    path("", vues.liste, name="liste"),
    path("noms/", noms.freelances_json, name="freelances_json"),
    path("extraits/", extraits.extraits, name="extraits"),
    path("facettes/", vues.facettes, name="facettes"),
]
