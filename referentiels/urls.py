"""Addresses of the room: /referentiels/…"""

from django.urls import URLPattern

app_name = "referentiels"
urlpatterns: list[URLPattern] = []
