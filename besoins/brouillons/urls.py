"""Address of the besoin being qualified on the phone."""

from __future__ import annotations

from django.urls import path

from besoins.brouillons import vues

urlpatterns = [path("brouillon/<int:pk>/", vues.brouillon, name="brouillon")]
