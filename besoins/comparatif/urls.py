"""Address of the comparison sheet."""

from __future__ import annotations

from django.urls import path

from besoins.comparatif import vues

urlpatterns = [path("<int:pk>/comparatif.pdf", vues.comparatif, name="comparatif")]
