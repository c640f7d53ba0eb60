"""Addresses of the opposition and of the information."""

from __future__ import annotations

from django.urls import path

from clients.coordonnees import vues

urlpatterns = [
    path("information/", vues.information, name="information"),
    path("information/envoyer/", vues.informer, name="informer"),
    path("contacts/<int:pk>/informe/", vues.informe, name="informe"),
    path("contacts/<int:pk>/opposition/", vues.opposition, name="opposition"),
    path("contacts/<int:pk>/opposition/lever/", vues.lever, name="opposition_lever"),
]
