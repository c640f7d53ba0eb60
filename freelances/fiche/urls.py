"""Addresses of this part of the room."""

from __future__ import annotations

from django.urls import path

from freelances.fiche import vues

urlpatterns = [
    path("nouveau/", vues.creer, name="creer"),
    path("champs/disponibilite/", vues.champs_disponibilite, name="champs_disponibilite"),
    path("champs/secteur/", vues.champ_secteur, name="champ_secteur"),
    path("<int:pk>/", vues.fiche, name="fiche"),
    path("<int:pk>/modifier/", vues.modifier, name="modifier"),
    path("<int:pk>/historique/", vues.historique, name="historique"),
    path("<int:pk>/semblables/", vues.semblables, name="semblables"),
    path("<int:pk>/portage/", vues.portage_propose, name="portage_propose"),
    path("<int:pk>/archiver/", vues.archiver, name="archiver"),
    path("<int:pk>/reactiver/", vues.reactiver, name="reactiver"),
]
