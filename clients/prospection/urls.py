"""Addresses of the activity reports: /clients/activite/…"""

from __future__ import annotations

from django.urls import path

from clients.prospection import vues

urlpatterns = [
    path("activite/generale/", vues.generale, name="activite_generale"),
    path("activite/privee/", vues.privee, name="activite_privee"),
]
