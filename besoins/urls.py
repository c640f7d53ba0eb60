"""Addresses of the besoins room, gathered from its parts."""

from besoins.brouillons.urls import urlpatterns as brouillons
from besoins.candidats.urls import urlpatterns as candidats
from besoins.comparatif.urls import urlpatterns as comparatif
from besoins.entretiens.urls import urlpatterns as entretiens
from besoins.fiche.urls import urlpatterns as fiche
from besoins.lecture.urls import urlpatterns as lecture
from besoins.positionnements.urls import urlpatterns as positionnements
from besoins.tableau.urls import urlpatterns as tableau

app_name = "besoins"
urlpatterns = [*fiche, *comparatif, *positionnements, *candidats, *brouillons, *tableau, *lecture, *entretiens]
