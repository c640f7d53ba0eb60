"""Documents in the admin: to see what is kept, never to swap a file under a name."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from samba.documents.models import Document, LienSigne


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


@admin.register(LienSigne)
class LienSigneAdmin(admin.ModelAdmin):
    """Signed links and their log: read only. Nothing shown here opens one, the signature being ours."""

    list_display = ("usage", "cree_par", "cree_le", "expire_le", "utilise_le", "revoque_le")
    list_filter = ("usage",)
    list_select_related = ("cree_par",)
    fields = ("usage", "cree_par", "cree_le", "expire_le", "utilise_le", "revoque_le", "revoque_par", "journal")
    readonly_fields = fields

    @admin.display(description="journal")
    def journal(self, lien: LienSigne) -> str:
        """Each time it was opened, used or refused."""
        passages = lien.passages.order_by("pk")
        return (
            "\n".join(f"{timezone.localtime(p.le):%d/%m/%Y %H:%M} : {p.get_geste_display()}" for p in passages) or "—"
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
