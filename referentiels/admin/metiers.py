"""Référentiels of métiers: families, métiers with their names, labels and passerelles."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from referentiels.admin.commun import ReferentielsAdmin
from referentiels.models import Appellation, Contenu, FamilleMetier, Metier, Passerelle, Referentiel


class AppellationEnLigne(admin.TabularInline):
    """The other names of a métier, on its page."""

    model = Appellation
    fields = ["libelle", "genre", "dans_la_table"]
    extra = 1


class ContenuEnLigne(admin.TabularInline):
    """The labels of its fiche."""

    model = Contenu
    fields = ["genre", "libelle", "ordre"]
    extra = 1
    classes = ["collapse"]


class EvolutionEnLigne(admin.TabularInline):
    """Where one goes from there."""

    model = Passerelle
    fk_name = "depart"
    fields = ["arrivee", "libelle", "selon_depart", "selon_arrivee", "ordre"]
    autocomplete_fields = ["arrivee"]
    extra = 0
    classes = ["collapse"]
    verbose_name = "évolution"
    verbose_name_plural = "évolutions"


class OrigineEnLigne(EvolutionEnLigne):
    """Where one comes from."""

    fk_name = "arrivee"
    fields = ["depart", "libelle", "selon_arrivee", "selon_depart", "ordre"]
    autocomplete_fields = ["depart"]
    verbose_name = "origine"
    verbose_name_plural = "origines"


@admin.register(Referentiel)
class ReferentielAdmin(ReferentielsAdmin):
    """Lists of métiers."""

    list_display = ["nom", "version", "date", "source", "origine", "utilisations"]
    search_fields = ["nom", "source"]
    prepopulated_fields = {"code": ["nom"]}


@admin.register(FamilleMetier)
class FamilleMetierAdmin(ReferentielsAdmin):
    """Domaines, families and sub-families."""

    list_display = ["nom", "niveau", "parent", "referentiel", "ordre", "origine", "utilisations"]
    list_filter = ["referentiel", "niveau", "origine"]
    list_select_related = ["parent", "referentiel"]
    search_fields = ["nom", "parent__nom"]
    autocomplete_fields = ["parent", "referentiel"]
    prepopulated_fields = {"code": ["nom"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With what stands above: a family is named with it, in the lists of choices too."""
        return super().get_queryset(request).select_related("parent")


@admin.register(Metier)
class MetierAdmin(ReferentielsAdmin):
    """Métiers, found by any of their names or labels."""

    list_display = ["nom", "famille", "utilisations", "retire", "codes_rome", "referentiel", "origine"]
    list_filter = ["retire", "referentiel", "origine", "famille"]
    list_select_related = ["famille__parent", "referentiel"]
    search_fields = ["nom", "appellations__libelle", "contenus__libelle", "code"]
    autocomplete_fields = ["famille", "referentiel"]
    prepopulated_fields = {"code": ["nom"]}
    inlines = [AppellationEnLigne, EvolutionEnLigne, OrigineEnLigne, ContenuEnLigne]


@admin.register(Appellation)
class AppellationAdmin(ReferentielsAdmin):
    """Other names of métiers."""

    list_display = ["libelle", "metier", "genre", "dans_la_table", "origine"]
    list_filter = ["genre", "dans_la_table", "metier__referentiel", "origine"]
    list_select_related = ["metier"]
    search_fields = ["libelle", "metier__nom"]
    autocomplete_fields = ["metier"]


@admin.register(Contenu)
class ContenuAdmin(ReferentielsAdmin):
    """Labels of the fiches."""

    list_display = ["libelle", "genre", "metier", "origine"]
    list_filter = ["genre", "metier__referentiel", "origine"]
    list_select_related = ["metier"]
    search_fields = ["libelle", "metier__nom"]
    autocomplete_fields = ["metier"]


@admin.register(Passerelle)
class PasserelleAdmin(ReferentielsAdmin):
    """Moves between métiers, with which fiche says each."""

    list_display = ["__str__", "selon_depart", "selon_arrivee", "origine"]
    list_filter = ["selon_depart", "selon_arrivee", ("arrivee", admin.EmptyFieldListFilter), "origine"]
    list_select_related = ["depart", "arrivee"]
    search_fields = ["depart__nom", "arrivee__nom", "libelle"]
    autocomplete_fields = ["depart", "arrivee"]
