"""Addresses of this part of the room."""

from __future__ import annotations

from django.urls import path

from besoins.candidats import vues

urlpatterns = [
    path("<int:pk>/candidats/", vues.candidats, name="candidats"),
    path("<int:pk>/recherche-externe/", vues.recherche_externe, name="recherche_externe"),
]
