"""Addresses of the besoins room, gathered from its parts."""

from besoins.candidats.urls import urlpatterns as candidats
from besoins.fiche.urls import urlpatterns as fiche

app_name = "besoins"
urlpatterns = [*fiche, *candidats]
