"""Addresses of the room: /referentiels/…"""

from django.urls import path

from referentiels import views
from referentiels.competences import vues as competences
from referentiels.consultation.urls import urlpatterns as consultation

app_name = "referentiels"
urlpatterns = [
    path("metiers.json", views.metiers_json, name="metiers_json"),
    path("competences.json", views.competences_json, name="competences_json"),
    path("competences/a-verifier/", competences.liste, name="competences_a_verifier"),
    path("competences/a-verifier/<int:pk>/", competences.examiner, name="competence_examiner"),
    path("competences/a-verifier/<int:pk>/ranger/", competences.ranger, name="competence_ranger"),
    path("competences/a-verifier/<int:pk>/refuser/", competences.refuser, name="competence_refuser"),
    path("competences/<int:pk>/reunir/", competences.reunir, name="competence_reunir"),
    path("communes.json", views.communes_json, name="communes_json"),
    path("entreprises.json", views.entreprises_json, name="entreprises_json"),
    *consultation,
]
