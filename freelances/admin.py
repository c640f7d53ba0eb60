"""Freelances in the admin: support. What is computed is read-only; what people upload comes through the pages."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from freelances.models import (
    CV,
    CVAnonyme,
    Experience,
    FormationSuivie,
    Freelance,
    FreelanceCompetence,
    FreelanceMetier,
    LangueParlee,
    Reference,
)
from samba.donnees.administration import RacineAdmin


class LigneInline(admin.TabularInline):
    """Rows of a freelance."""

    extra = 0


class CompetenceInline(LigneInline):
    """Skills."""

    model = FreelanceCompetence
    autocomplete_fields = ("competence",)


class MetierInline(LigneInline):
    """Métiers."""

    model = FreelanceMetier
    autocomplete_fields = ("metier",)


class ExperienceInline(admin.StackedInline):
    """Experiences."""

    model = Experience
    extra = 0
    autocomplete_fields = ("entreprise", "competences")


class FormationInline(LigneInline):
    """Trainings."""

    model = FormationSuivie


class LangueInline(LigneInline):
    """Languages."""

    model = LangueParlee


class ReferenceInline(LigneInline):
    """References."""

    model = Reference
    raw_id_fields = ("appelee_par",)


@admin.register(Freelance)
class FreelanceAdmin(RacineAdmin):
    """A freelance and all its rows. Never deleted here: archived, or erased by the RGPD eraser."""

    list_display = ("nom", "prenom", "titre", "ville", "disponibilite", "tjm", "modifie_le")
    list_filter = ("disponibilite", "facturation", "teletravail", "classification")
    search_fields = ("nom", "prenom", "email")
    show_full_result_count = False
    raw_id_fields = ("suivi_par",)
    autocomplete_fields = ("departement", "mobilites")
    inlines = (CompetenceInline, MetierInline, ExperienceInline, FormationInline, LangueInline, ReferenceInline)
    readonly_fields = (
        "version",
        "latitude",
        "longitude",
        "disponibilite_confirmee_le",
        "classification",
        "publie_le",
        "derniere_sollicitation_le",
        "archive_le",
        "cree_le",
        "modifie_le",
    )


class LectureSeuleAdmin(admin.ModelAdmin):
    """Rows that only the product writes."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(CV)
class CVAdmin(LectureSeuleAdmin):
    """CVs received, and what became of their reading."""

    list_display = ("freelance", "document", "etat", "courant", "cree_le")
    list_filter = ("etat", "courant")
    list_select_related = ("freelance", "document")
    search_fields = ("freelance__nom", "document__nom")
    fields = ("freelance", "document", "etat", "message", "courant", "cree_le")


@admin.register(CVAnonyme)
class CVAnonymeAdmin(LectureSeuleAdmin):
    """Anonymised CVs that somebody approved."""

    list_display = ("reference", "freelance", "approuve_par", "approuve_le")
    list_select_related = ("freelance", "approuve_par")
    search_fields = ("reference", "freelance__nom")
    fields = ("reference", "freelance", "document", "version_profil", "approuve_par", "approuve_le")
