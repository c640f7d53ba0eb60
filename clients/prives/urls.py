"""Addresses of the privés."""

from __future__ import annotations

from django.urls import path

from clients.prives import vues

urlpatterns = [
    path("prives/", vues.prives, name="prives"),
    path("prives/tentatives/", vues.tentatives, name="prives_tentatives"),
    path("prives/demandes/<int:pk>/repondre/", vues.repondre, name="prive_repondre"),
    path("prives/demandes/<int:pk>/retirer/", vues.retirer, name="prive_retirer"),
    path("contacts/<int:pk>/prive/demander/", vues.demander, name="prive_demander"),
    path("contacts/<int:pk>/prive/attribuer/", vues.attribuer, name="prive_attribuer"),
]
