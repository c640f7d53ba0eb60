"""Addresses of the anonymised CV."""

from __future__ import annotations

from django.urls import URLPattern, path

from freelances.cv_anonyme import views

urlpatterns: list[URLPattern] = [
    path("<int:pk>/cv-anonyme/", views.page, name="cv_anonyme"),
    path("<int:pk>/cv-anonyme/apercu.pdf", views.apercu_pdf, name="cv_anonyme_pdf"),
    path("<int:pk>/cv-anonyme/secteurs/", views.secteurs, name="cv_anonyme_secteurs"),
    path("<int:pk>/cv-anonyme/decisions/", views.decider, name="cv_anonyme_decider"),
    path("<int:pk>/cv-anonyme/decisions/<int:decision>/annuler/", views.annuler, name="cv_anonyme_annuler"),
    path("<int:pk>/cv-anonyme/societe/", views.societe, name="cv_anonyme_societe"),
    path("<int:pk>/cv-anonyme/precisions/", views.precisions, name="cv_anonyme_precisions"),
    path("<int:pk>/cv-anonyme/approuver/", views.approuver, name="cv_anonyme_approuver"),
]
