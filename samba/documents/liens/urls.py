"""Addresses of the signed links (`/lien/`)."""

from __future__ import annotations

from django.urls import path

from samba.documents.liens import vues

app_name = "liens"
urlpatterns = [path("<str:jeton>/", vues.lien, name="lien")]
