"""Sectors and companies."""

from __future__ import annotations

from django.contrib import admin

from referentiels.admin.commun import ReferentielsAdmin
from referentiels.models import Entreprise, SecteurActivite


@admin.register(SecteurActivite)
class SecteurActiviteAdmin(ReferentielsAdmin):
    """Sectors."""

    list_display = ["nom", "ordre", "origine", "utilisations"]
    list_filter = ["origine"]
    search_fields = ["nom"]
    prepopulated_fields = {"code": ["nom"]}


@admin.register(Entreprise)
class EntrepriseAdmin(ReferentielsAdmin):
    """Companies; the ones still to check, and those without a sector, have their filters."""

    list_display = ["nom", "secteur", "utilisations", "verifiee", "siren", "origine"]
    list_filter = ["verifiee", ("secteur", admin.EmptyFieldListFilter), "secteur", "origine"]
    list_select_related = ["secteur"]
    search_fields = ["nom", "aliases", "siren", "noms_recherche"]
    autocomplete_fields = ["secteur"]
    readonly_fields = [*ReferentielsAdmin.readonly_fields, "nom_normalise", "aliases_normalises"]
