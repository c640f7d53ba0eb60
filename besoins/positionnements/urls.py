"""Addresses of the positionnements."""

from __future__ import annotations

from django.urls import path

from besoins.positionnements import avancement, envois, vues

urlpatterns = [
    path("<int:pk>/positionner/", vues.positionner, name="positionner"),
    path("freelance/<int:pk>/positionner/", vues.choisir, name="choisir"),
    path("positionnements/<int:pk>/", vues.fiche, name="positionnement"),
    path("positionnements/<int:pk>/appel/", vues.appel, name="appel"),
    path("positionnements/<int:pk>/appel/brouillon/", vues.appel_brouillon, name="appel_brouillon"),
    path("positionnements/<int:pk>/portage/", vues.portage, name="portage"),
    path("positionnements/<int:pk>/references/", vues.reference_ajouter, name="reference_ajouter"),
    path("positionnements/<int:pk>/references/<int:reference>/", vues.reference_appelee, name="reference_appelee"),
    path("positionnements/<int:pk>/confirmer/", vues.confirmer, name="confirmer"),
    path("positionnements/<int:pk>/recapitulatif/", vues.recapitulatif, name="recapitulatif"),
    path("positionnements/<int:pk>/tarifs/", vues.tarifs, name="tarifs"),
    path("positionnements/<int:pk>/ecarter/", vues.ecarter, name="ecarter"),
    path("positionnements/<int:pk>/reprendre/", vues.reprendre, name="reprendre"),
    path("positionnements/<int:pk>/accord/do/", avancement.accord_do, name="accord_do"),
    path("positionnements/<int:pk>/accord/freelance/", avancement.accord_freelance, name="accord_freelance"),
    path("positionnements/<int:pk>/etape/", avancement.avancer, name="avancer"),
    path("positionnements/<int:pk>/envoyer/", envois.envoyer, name="envoyer"),
    path("positionnements/<int:pk>/reponse/", envois.repondre, name="repondre"),
    path("positionnements/<int:pk>/relancer/", envois.relancer, name="relancer"),
]
