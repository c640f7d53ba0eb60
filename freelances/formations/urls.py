"""Addresses of the training (`/formations/`)."""

from __future__ import annotations

from django.urls import path

from freelances.formations import vues, vues_besoins, vues_hors_vivier

app_name = "formations"
urlpatterns = [
    path("", vues.catalogue, name="catalogue"),
    path("nouvelle/", vues.creer, name="action_creer"),
    path("<int:pk>/", vues.action, name="action"),
    path("<int:pk>/modifier/", vues.modifier, name="action_modifier"),
    path("<int:pk>/archiver/", vues.archiver, name="action_archiver"),
    path("<int:pk>/lier/", vues.lier, name="lier"),
    path("<int:pk>/candidats/<int:freelance>/retirer/", vues.delier, name="delier"),
    path("besoins/", vues_besoins.liste, name="besoins"),
    path("besoins/nouveau/", vues_besoins.creer, name="besoin_creer"),
    path("besoins/<int:pk>/", vues_besoins.fiche, name="besoin"),
    path("besoins/<int:pk>/modifier/", vues_besoins.modifier, name="besoin_modifier"),
    path("besoins/<int:pk>/annuler/", vues_besoins.annuler, name="besoin_annuler"),
    path("besoins/<int:pk>/repondre/", vues_besoins.repondre, name="besoin_repondre"),
    path("besoins/<int:pk>/proposer/", vues_besoins.proposer, name="besoin_proposer"),
    path("besoins/<int:pk>/candidats/<int:freelance>/retirer/", vues_besoins.retirer, name="besoin_retirer"),
    path("hors-vivier/", vues_hors_vivier.liste, name="hors_vivier"),
    path("hors-vivier/nouveau/", vues_hors_vivier.creer, name="hors_vivier_creer"),
    path("hors-vivier/<int:pk>/", vues_hors_vivier.completer, name="completer"),
]
