"""Addresses of this part of the room."""

from __future__ import annotations

from django.urls import path

from freelances.cvs import vues

urlpatterns = [
    path("<int:pk>/cv/", vues.deposer, name="cv_deposer"),
    path("cv/<int:pk>/etat/", vues.etat, name="cv_etat"),
    path("cv/<int:pk>/texte/", vues.texte, name="cv_texte"),
    path("cv/<int:pk>/comparer/", vues.comparer, name="cv_comparer"),
    path("cv/<int:pk>/relire/", vues.relire, name="cv_relire"),
]
