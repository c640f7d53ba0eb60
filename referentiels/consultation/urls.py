"""Addresses of the pages that read the référentiels."""

from django.urls import path

from referentiels.consultation import vues_listes as listes
from referentiels.consultation import vues_metiers as metiers

urlpatterns = [
    path("", metiers.accueil, name="accueil"),
    path("metiers/<str:referentiel>/<str:code>/", metiers.metier, name="metier"),
    path("technologies/", listes.technologies, name="technologies"),
    path("themes/", listes.themes, name="themes"),
    path("competences/", listes.competences, name="competences"),
    path("profil/", listes.profil, name="profil"),
    path("secteurs/", listes.secteurs, name="secteurs"),
    path("entreprises/", listes.entreprises, name="entreprises"),
    path("lieux/", listes.lieux, name="lieux"),
    path("communes/", listes.communes, name="communes"),
    path("editions/", listes.editions, name="editions"),
    # Last: any other word after « competences/ » is the code of one.
    path("competences/<str:code>/", listes.competence, name="competence"),
]
