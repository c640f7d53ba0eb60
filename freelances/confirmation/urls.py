"""Addresses of this part of the room; the answer itself is at `/lien/<jeton>/`."""

from __future__ import annotations

from django.urls import path

from freelances.confirmation import vues

urlpatterns = [
    path("<int:pk>/confirmation/", vues.demander, name="confirmation_demander"),
    path("confirmations/<int:pk>/revoquer/", vues.revoquer, name="confirmation_revoquer"),
]
