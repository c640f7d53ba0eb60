"""Places: official data, corrected here one by one; a correction stays, whatever the next edition of the file says."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from referentiels.admin.commun import ConsultationAdmin, ReferentielsAdmin
from referentiels.models import Commune, Departement, Edition, Region


class LieuxAdmin(ReferentielsAdmin):
    """What the tables of places share. `code_officiel`: given once, the file finds the row by it."""

    code_officiel = "code"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The official code is typed once."""
        return [*self.readonly_fields, self.code_officiel] if obj else [*self.readonly_fields]


@admin.register(Region)
class RegionAdmin(LieuxAdmin):
    """Régions."""

    list_display = ["nom", "code", "utilisations", "origine"]
    list_filter = ["origine"]
    search_fields = ["nom", "code"]
    fields = ["code", "nom", "origine", "detail_utilisations"]


@admin.register(Departement)
class DepartementAdmin(LieuxAdmin):
    """Départements. A neighbour given on one side is given on the other."""

    list_display = ["code", "nom", "region", "utilisations", "origine"]
    list_filter = ["region", "origine"]
    list_select_related = ["region"]
    search_fields = ["nom", "code"]
    autocomplete_fields = ["region", "voisins"]
    fields = ["code", "nom", "region", "latitude", "longitude", "voisins", "origine", "detail_utilisations"]


@admin.register(Commune)
class CommuneAdmin(LieuxAdmin):
    """Communes, found as in the choosers."""

    code_officiel = "code_insee"
    list_display = ["nom", "code_postal", "departement", "population", "utilisations", "origine"]
    list_filter = ["departement__region", "arrondissement", "origine"]
    list_select_related = ["departement"]
    search_fields = ["nom", "code_postal", "code_insee"]
    autocomplete_fields = ["departement"]
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
