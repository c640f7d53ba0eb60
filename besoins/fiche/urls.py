"""Addresses of the list and of the file of a besoin."""

from __future__ import annotations

from django.urls import path

from besoins.fiche import vues

urlpatterns = [
    path("", vues.liste, name="liste"),
    path("search2/", vues.liste, {"vue": "search2"}, name="search2"),
    path("mes/", vues.liste, {"vue": "mes"}, name="mes"),
    path("nouveau/", vues.creer, name="creer"),
    path("manques/", vues.manques, name="manques"),
    path("donneurs.json", vues.donneurs, name="donneurs_json"),
    path("<int:pk>/", vues.fiche, name="fiche"),
    path("<int:pk>/modifier/", vues.modifier, name="modifier"),
    path("<int:pk>/qualifier/", vues.qualifier, name="qualifier"),
    path("<int:pk>/clore/", vues.clore, name="clore"),
    path("<int:pk>/rouvrir/", vues.rouvrir, name="rouvrir"),
]
