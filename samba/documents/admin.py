"""Documents in the admin: to see what is kept, never to swap a file under a name."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from samba.documents.models import Document


@admin.register(Document)
class DocumentAdmin(admin.ModelAdmin):
    """Read-only: files come through the pages, which examine them."""

    list_display = ("nom", "type_mime", "taille", "auteur", "cree_le")
    list_filter = ("type_mime",)
    search_fields = ("nom", "empreinte")
    date_hierarchy = "cree_le"
    fields = ("nom", "type_mime", "taille", "empreinte", "auteur", "cree_le")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Document | None = None) -> bool:
        return False
