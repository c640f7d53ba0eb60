"""Addresses of this part of the room."""

from __future__ import annotations

from django.urls import path

from freelances.partenaires import vues

urlpatterns = [
    path("partenaires/", vues.liste, name="partenaires"),
    path("partenaires/nouveau/", vues.creer, name="partenaire_creer"),
    path("partenaires/<int:pk>/modifier/", vues.modifier, name="partenaire_modifier"),
    path("partenaires/<int:pk>/archiver/", vues.archiver, name="partenaire_archiver"),
]
