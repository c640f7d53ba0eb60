"""Addresses of this part of the room."""

from __future__ import annotations

from django.urls import path

from freelances.evaluation import dossier, liste, vues

urlpatterns = [
    path("evaluations/", liste.liste, name="evaluations"),
    path("evaluations/<int:pk>/", vues.lire, name="evaluation"),
    path("evaluations/<int:pk>/publier/", vues.publier, name="evaluation_publier"),
    path("evaluations/<int:pk>/abandonner/", vues.abandonner, name="evaluation_abandonner"),
    path("evaluations/<int:pk>/<slug:volet>/", vues.volet, name="evaluation_volet"),
    path("<int:pk>/evaluer/", vues.ouvrir, name="evaluer"),
    path("<int:pk>/retirer-du-vivier/", vues.retirer, name="retirer_du_vivier"),
    path("<int:pk>/situation/", dossier.situation, name="situation"),
    path("<int:pk>/documents/", dossier.piece_ajouter, name="piece_ajouter"),
    path("documents/<int:pk>/retirer/", dossier.piece_retirer, name="piece_retirer"),
]
