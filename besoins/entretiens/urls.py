"""Addresses of the interviews; the answer of each side is at `/lien/<jeton>/`."""

from __future__ import annotations

from django.urls import path

from besoins.entretiens import vues

urlpatterns = [
    path("positionnements/<int:pk>/entretien/", vues.proposer, name="entretien_proposer"),
    path("entretiens/<int:pk>/annuler/", vues.annuler, name="entretien_annuler"),
    path("entretiens/<int:pk>/avis/do/", vues.avis_do, name="entretien_avis_do"),
    path("entretiens/<int:pk>/avis/freelance/", vues.avis_freelance, name="entretien_avis_freelance"),
    path("entretiens/<int:pk>/incident/", vues.incident, name="entretien_incident"),
]
