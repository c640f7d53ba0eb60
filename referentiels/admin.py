"""The référentiels in the Django admin: editable by the administrateur, derived columns shown read-only."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.forms import SimpleArrayField
from django.db.models import Field, QuerySet
from django.http import HttpRequest

from referentiels.models import (
    Appellation,
    Commune,
    Competence,
    Departement,
    Entreprise,
    FamilleMetier,
    Metier,
    Referentiel,
    Region,
    SecteurActivite,
    Theme,
)


class ListeParLigne(SimpleArrayField):
    """A list typed one per line: names hold commas ("UNIX (SCO, AIX, ...)"). Blank lines are dropped."""

    def __init__(self, base_field: forms.Field, **kwargs: Any) -> None:
        kwargs |= {"delimiter": "\n", "widget": forms.Textarea(attrs={"rows": 6})}
        super().__init__(base_field, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Split by line."""
        if isinstance(value, str):
            value = "\n".join(ligne for ligne in value.splitlines() if ligne.strip())
        return super().to_python(value)


class ReferentielsAdmin(admin.ModelAdmin):
    """What the editable tables share."""

    readonly_fields = ["origine"]

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Edit lists one per line."""
        if isinstance(db_field, ArrayField):
            aide = f"{db_field.help_text} Un par ligne.".strip()
            kwargs |= {"form_class": ListeParLigne, "help_text": aide}
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class ConsultationAdmin(admin.ModelAdmin):
    """Official data: read here, changed only by the reference files."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False


class AppellationEnLigne(admin.TabularInline):
    """The other names of a métier, on its page."""

    model = Appellation
    fields = ["libelle", "genre"]
    extra = 1


@admin.register(Referentiel)
class ReferentielAdmin(ReferentielsAdmin):
    """Lists of métiers."""

    list_display = ["nom", "version", "date", "source", "origine"]
    search_fields = ["nom", "source"]


@admin.register(FamilleMetier)
class FamilleMetierAdmin(ReferentielsAdmin):
    """Families and sub-families."""

    list_display = ["nom", "parent", "referentiel", "ordre"]
    list_filter = ["referentiel", ("parent", admin.EmptyFieldListFilter)]
    list_select_related = ["parent", "referentiel"]
    search_fields = ["nom"]
    prepopulated_fields = {"code": ["nom"]}


@admin.register(Metier)
class MetierAdmin(ReferentielsAdmin):
    """Métiers, found by any of their names."""

    list_display = ["nom", "famille", "codes_rome", "retire", "origine"]
    list_filter = ["retire", "referentiel", "famille", "origine"]
    list_select_related = ["famille__parent"]
    search_fields = ["nom", "appellations__libelle", "code"]
    autocomplete_fields = ["famille"]
    prepopulated_fields = {"code": ["nom"]}
    inlines = [AppellationEnLigne]


@admin.register(Appellation)
class AppellationAdmin(ReferentielsAdmin):
    """Other names of métiers."""

    list_display = ["libelle", "metier", "genre", "origine"]
    list_filter = ["genre", "origine"]
    list_select_related = ["metier"]
    search_fields = ["libelle", "metier__nom"]
    autocomplete_fields = ["metier"]


@admin.register(Theme)
class ThemeAdmin(ReferentielsAdmin):
    """Themes of skills."""

    list_display = ["nom", "ordre", "origine"]
    search_fields = ["nom"]


@admin.register(Competence)
class CompetenceAdmin(ReferentielsAdmin):
    """Skills, found by name or synonym."""

    list_display = ["nom", "theme", "synonymes", "retiree", "origine"]
    list_filter = ["retiree", "origine", "theme"]
    list_select_related = ["theme"]
    search_fields = ["nom", "synonymes", "code"]
    autocomplete_fields = ["theme"]
    prepopulated_fields = {"code": ["nom"]}


@admin.register(Region)
class RegionAdmin(ConsultationAdmin):
    """Régions."""

    list_display = ["nom", "code"]
    search_fields = ["nom", "code"]


@admin.register(Departement)
class DepartementAdmin(ConsultationAdmin):
    """Départements."""

    list_display = ["code", "nom", "region"]
    list_filter = ["region"]
    list_select_related = ["region"]
    search_fields = ["nom", "code"]


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


@admin.register(SecteurActivite)
class SecteurActiviteAdmin(ReferentielsAdmin):
    """Sectors."""

    list_display = ["nom", "ordre", "origine"]
    search_fields = ["nom"]
    prepopulated_fields = {"code": ["nom"]}


@admin.register(Entreprise)
class EntrepriseAdmin(ReferentielsAdmin):
    """Companies; the ones still to check, and those without a sector, have their filters."""

    list_display = ["nom", "secteur", "siren", "verifiee", "origine"]
    list_filter = ["verifiee", ("secteur", admin.EmptyFieldListFilter), "secteur", "origine"]
    list_select_related = ["secteur"]
    search_fields = ["nom", "aliases", "siren", "noms_recherche"]
    autocomplete_fields = ["secteur"]
    readonly_fields = ["origine", "nom_normalise", "aliases_normalises"]
