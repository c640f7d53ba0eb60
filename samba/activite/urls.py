"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from samba.activite import vues

app_name = "activite"
urlpatterns = [
    path("relances/", vues.relances, name="relances"),
    path("relances/<int:pk>/terminer/", vues.terminer, name="relance_terminer"),
    path("relances/<int:pk>/reporter/", vues.reporter, name="relance_reporter"),
]
