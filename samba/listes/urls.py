"""Addresses of this room: the user guide."""

from django.urls import path

from samba.listes import vues

app_name = "listes"
urlpatterns = [path("", vues.aide, name="aide")]
