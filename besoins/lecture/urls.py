"""Address of the reading of a description."""

from __future__ import annotations

from django.urls import path

from besoins.lecture import vues

urlpatterns = [path("nouveau/texte/", vues.depuis_un_texte, name="depuis_un_texte")]
