"""Addresses of the room: /referentiels/…"""

from django.urls import path

from referentiels import views
from referentiels.consultation.urls import urlpatterns as consultation

app_name = "referentiels"
urlpatterns = [
    path("metiers.json", views.metiers_json, name="metiers_json"),
    path("competences.json", views.competences_json, name="competences_json"),
    path("communes.json", views.communes_json, name="communes_json"),
    path("entreprises.json", views.entreprises_json, name="entreprises_json"),
    *consultation,
]
