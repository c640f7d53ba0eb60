"""Addresses of the e-mails."""

from django.urls import path

from samba.courriels import vues

app_name = "courriels"
urlpatterns = [
    path("", vues.liste, name="liste"),
    path("<int:pk>/", vues.detail, name="detail"),
    path("<int:pk>/message.eml", vues.octets, name="octets"),
    path("<int:pk>/juger/", vues.juger, name="juger"),
]
