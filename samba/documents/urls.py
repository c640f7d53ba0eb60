"""Addresses of this room."""

from __future__ import annotations

from django.urls import path

from samba.documents import views

app_name = "documents"
urlpatterns = [path("<int:pk>/", views.telecharger, name="telecharger")]
