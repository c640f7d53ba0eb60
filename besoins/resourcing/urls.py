"""Addresses of the resourcing: /resourcing/…"""

from __future__ import annotations

from django.urls import path

from besoins.resourcing import vues

app_name = "resourcing"
urlpatterns = [
    path("", vues.liste, name="liste"),
    path("noter/", vues.noter, name="noter"),
    path("<int:pk>/", vues.recherche, name="recherche"),
    path("<int:pk>/rattacher/", vues.rattacher, name="rattacher"),
    path("<int:pk>/trouver/", vues.trouver, name="trouver"),
    path("canaux/", vues.canaux, name="canaux"),
    path("canaux/nouveau/", vues.canal_creer, name="canal_creer"),
    path("canaux/<int:pk>/modifier/", vues.canal_modifier, name="canal_modifier"),
    path("canaux/<int:pk>/retirer/", vues.canal_retirer, name="canal_retirer"),
    path("esn/", vues.esn, name="esn"),
    path("esn/<int:pk>/client/", vues.esn_client, name="esn_client"),
    path("besoins.json", vues.besoins_json, name="besoins_json"),
    path("freelances.json", vues.freelances_json, name="freelances_json"),
]
