"""Addresses of the notifications: /notifications/…"""

from __future__ import annotations

from django.urls import path

from samba.activite import vues_notifications as vues

app_name = "notifications"
urlpatterns = [
    path("", vues.liste, name="liste"),
    path("compte/", vues.compte, name="compte"),
    path("lues/", vues.tout_lire, name="tout_lire"),
    path("<int:pk>/ouvrir/", vues.ouvrir, name="ouvrir"),
]
