"""Addresses of the cockpit and of its texts."""

from __future__ import annotations

from django.urls import path

from clients.appel import vues, vues_textes
from samba.activite.enums import GenreBrouillon

urlpatterns = [
    path("contacts/<int:pk>/appel/", vues.appel, name="appel"),
    path("contacts/<int:pk>/appel/brouillon/", vues.garder, {"genre": GenreBrouillon.APPEL}, name="appel_brouillon"),
    path(
        "contacts/<int:pk>/appel/preparation/",
        vues.garder,
        {"genre": GenreBrouillon.PREPARATION},
        name="appel_preparation",
    ),
    path("scripts/", vues_textes.liste, name="textes"),
    path("scripts/nouveau/", vues_textes.creer, name="texte_creer"),
    path("scripts/<int:pk>/modifier/", vues_textes.modifier, name="texte_modifier"),
    path("scripts/<int:pk>/archiver/", vues_textes.archiver, name="texte_archiver"),
]
