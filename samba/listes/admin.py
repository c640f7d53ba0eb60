"""Support on lists: who exported what, and the searches people keep. Read only."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from samba.listes.models import Export, RechercheEnregistree


class LectureSeule(admin.ModelAdmin):
    """Neither added, changed nor deleted here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Export)
class ExportAdmin(LectureSeule):
    """Who, what, when, how many rows."""

    list_display = ("le", "utilisateur", "liste", "format", "lignes", "coupe")
    list_filter = ("liste", "format", "utilisateur")
    list_select_related = ("utilisateur",)
    date_hierarchy = "le"


@admin.register(RechercheEnregistree)
class RechercheEnregistreeAdmin(LectureSeule):
    """Searches with a name."""

    list_display = ("nom", "liste", "utilisateur", "partagee")
    list_filter = ("liste", "partagee")
    list_select_related = ("utilisateur",)
    search_fields = ("nom",)
