"""Addresses of the team."""

from django.urls import path

from samba.comptes import vues

app_name = "comptes"
urlpatterns = [path("", vues.equipe, name="equipe"), path("moi/", vues.profil, name="profil")]
