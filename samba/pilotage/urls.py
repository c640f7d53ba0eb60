"""Addresses of the roof: the dashboard and the health page."""

from django.urls import path

from samba.pilotage import vues
from samba.pilotage.sante import sante

app_name = "pilotage"
urlpatterns = [path("", vues.accueil, name="accueil"), path("sante/", sante, name="sante")]
