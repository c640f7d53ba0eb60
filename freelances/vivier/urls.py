"""Addresses of the vivier (`/vivier/`)."""

from __future__ import annotations

from django.urls import path

from freelances.vivier import etude

app_name = "vivier"
urlpatterns = [path("<int:pk>/", etude.etude, name="etude")]
