"""Addresses of this part of the room."""

from __future__ import annotations

from django.urls import path

from freelances.lecture_cv import liste, vues

urlpatterns = [
    path("cv/recus/", liste.recus, name="cvs_recus"),
    path("cv/<int:pk>/lecture/", vues.lecture, name="cv_lecture"),
    path("cv/<int:pk>/decider/", vues.decider, name="cv_decider"),
    path("cv/<int:pk>/creer/", vues.creer, name="cv_creer"),
    path("cv/<int:pk>/rattacher/", vues.rattacher, name="cv_rattacher"),
    path("cv/<int:pk>/ecarter/", vues.ecarter, name="cv_ecarter"),
]
