"""Addresses of the portefeuille (`/portefeuille/`)."""

from __future__ import annotations

from django.urls import path

from freelances.portefeuille import lot, vues

app_name = "portefeuille"
urlpatterns = [
    path("", vues.liste, name="liste"),
    path("depassees/", vues.depassees, name="depassees"),
    path("lot/apercu/", lot.apercu, name="lot_apercu"),
    path("lot/", lot.lot, name="lot"),
    path("noms/", vues.noms, name="noms"),
    path("mots/", vues.mots, name="mots"),
    path("<int:pk>/", vues.fiche, name="fiche"),
    path("<int:pk>/calcul/", vues.calcul, name="calcul"),
]
