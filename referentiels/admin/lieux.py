"""Places: official data, read here; a new edition of the file changes them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from referentiels.admin.commun import ConsultationAdmin
from referentiels.models import Commune, Departement, Edition, Region


@admin.register(Region)
class RegionAdmin(ConsultationAdmin):
    """Régions."""

    list_display = ["nom", "code", "utilisations"]
    search_fields = ["nom", "code"]
    fields = ["code", "nom", "detail_utilisations"]


@admin.register(Departement)
class DepartementAdmin(ConsultationAdmin):
    """Départements."""

    list_display = ["code", "nom", "region", "utilisations"]
    list_filter = ["region"]
    list_select_related = ["region"]
    search_fields = ["nom", "code"]
    fields = ["code", "nom", "region", "latitude", "longitude", "voisins", "detail_utilisations"]


@admin.register(Commune)
class CommuneAdmin(ConsultationAdmin):
    """Communes, found as in the choosers."""

    list_display = ["nom", "code_postal", "departement", "population"]
    list_filter = ["departement__region", "arrondissement"]
    list_select_related = ["departement"]
    search_fields = ["nom", "code_postal", "code_insee"]
    show_full_result_count = False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search by the beginning of the name or of the postcode."""
        if not search_term.strip():
            return queryset, False
        return queryset & Commune.objects.chercher(search_term), False


@admin.register(Edition)
class EditionAdmin(ConsultationAdmin):
    """Which edition of each file the base holds."""

    list_display = ["fichier", "version", "date", "lignes", "charge_le", "source"]
    search_fields = ["fichier", "source", "version"]
