"""Addresses of the vivier (`/vivier/`)."""

from __future__ import annotations

from django.urls import path

from freelances.vivier import decisions, etude, vues

app_name = "vivier"
urlpatterns = [
    path("", vues.liste, name="liste"),
    path("comptes/", vues.comptes, name="comptes"),
    path("noms/", vues.noms, name="noms"),
    path("visite/", vues.visite, name="visite"),
    path("<int:pk>/", etude.etude, name="etude"),
    path("<int:pk>/savoirs/", vues.savoirs, name="savoirs"),
    path("<int:pk>/apercu/", vues.apercu, name="apercu"),
    path("<int:pk>/decider/", decisions.decision, name="decider"),
    path("fiches/<int:pk>/annuler/", decisions.annulation, name="annuler"),
]
