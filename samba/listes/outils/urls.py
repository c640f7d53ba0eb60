"""Addresses of the buttons of a list: /listes/…"""

from django.urls import path

from samba.listes.outils import vues

app_name = "outils"
urlpatterns = [
    path("<slug:liste>/colonnes/", vues.colonnes, name="colonnes"),
    path("<slug:liste>/export/", vues.export, name="exporter"),
    path("<slug:liste>/recherches/", vues.recherches, name="recherches"),
    path("<slug:liste>/recherches/nouvelle/", vues.enregistrer, name="enregistrer"),
    path("recherches/<int:pk>/partage/", vues.partager, name="partager"),
    path("recherches/<int:pk>/supprimer/", vues.supprimer, name="supprimer"),
]
