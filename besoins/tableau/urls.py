"""Addresses of the board."""

from __future__ import annotations

from django.urls import path

from besoins.tableau import vues

urlpatterns = [
    path("tableau/", vues.tableau, name="tableau"),
    path("tableau/liste/", vues.liste, name="positionnements"),
    path("tableau/deplacer/", vues.deplacer, name="deplacer"),
    path("tableau/annuler/", vues.annuler, name="annuler_deplacement"),
    path("besoins.json", vues.besoins_json, name="besoins_json"),
]
