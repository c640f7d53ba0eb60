"""Themes, skills and classes of technologies."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from referentiels.admin.commun import ReferentielsAdmin
from referentiels.models import ClasseTechnologie, Competence, Theme


class EtatCompetence(SimpleListFilter):
    """In use, to put away, merged, retired."""

    title = "état"
    parameter_name = "etat"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> list[tuple[str, str]]:
        """The four states."""
        return [
            ("active", "se choisit"),
            ("a_verifier", "à vérifier"),
            ("reunie", "réunie à une autre"),
            ("retiree", "retirée"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep those in this state."""
        voulus: dict[str, dict[str, Any]] = {
            "active": {"retiree": False},
            "a_verifier": {"verifiee": False, "fusionnee_dans": None},
            "reunie": {"fusionnee_dans__isnull": False},
            "retiree": {"retiree": True, "fusionnee_dans": None},
        }
        return queryset.filter(**voulus.get(self.value() or "", {}))


@admin.register(Theme)
class ThemeAdmin(ReferentielsAdmin):
    """Themes of skills."""

    list_display = ["nom", "ordre", "origine", "utilisations"]
    search_fields = ["nom"]
    prepopulated_fields = {"code": ["nom"]}


@admin.register(Competence)
class CompetenceAdmin(ReferentielsAdmin):
    """Skills, found by name or synonym."""

    list_display = ["nom", "theme", "etat", "utilisations", "synonymes", "origine"]
    list_filter = [EtatCompetence, "origine", "theme"]
    list_select_related = ["theme", "fusionnee_dans"]
    search_fields = ["nom", "synonymes", "code"]
    autocomplete_fields = ["theme"]
    prepopulated_fields = {"code": ["nom"]}
    readonly_fields = [*ReferentielsAdmin.readonly_fields, "fusionnee_dans"]
    actions = [*ReferentielsAdmin.actions, "reunir"]

    @admin.display(description="état")
    def etat(self, competence: Competence) -> str:
        """« réunie à Kubernetes », « retirée », « à vérifier »."""
        if competence.fusionnee_dans is not None:
            return f"réunie à {competence.fusionnee_dans}"
        if competence.retiree:
            return "retirée"
        return "se choisit" if competence.verifiee else "à vérifier"

    @admin.action(description="Réunir à une autre compétence…", permissions=["change"])
    def reunir(self, request: HttpRequest, choisies: QuerySet[Competence]) -> HttpResponse | None:
        """Go to the page that merges: one skill chosen is merged into another; of two, the last into the first."""
        lues = list(choisies.order_by("nom")[:3])
        if len(lues) > 2:
            message = "Choisissez une compétence, ou deux\u202f: elles se réunissent deux par deux."
            self.message_user(request, message, messages.ERROR)
            return None
        adresse = reverse("referentiels:competence_reunir", args=[lues[-1].pk])
        return HttpResponseRedirect(f"{adresse}?vers={lues[0].pk}" if len(lues) == 2 else adresse)


@admin.register(ClasseTechnologie)
class ClasseTechnologieAdmin(ReferentielsAdmin):
    """Classes of technologies, with their roles and skills."""

    list_display = ["nom", "parent", "roles", "ordre", "origine", "utilisations"]
    list_filter = ["origine", ("parent", admin.EmptyFieldListFilter)]
    list_select_related = ["parent"]
    search_fields = ["nom", "roles", "competences__nom"]
    autocomplete_fields = ["parent", "competences"]
    prepopulated_fields = {"code": ["nom"]}
