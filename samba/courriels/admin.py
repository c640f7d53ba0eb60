"""Admin of the e-mails: texts are edited, messages are only read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from samba.courriels.models import Courriel, ModeleCourriel
from samba.courriels.textes import TEXTES


@admin.register(ModeleCourriel)
class ModeleCourrielAdmin(admin.ModelAdmin):
    """The placeholders that a text may use are shown beside it."""

    list_display = ["code", "objet"]
    readonly_fields = ["places"]

    @admin.display(description="Mots entre accolades possibles")
    def places(self, modele: ModeleCourriel) -> str:
        """The allow-list of the code."""
        return ", ".join(f"{{{nom}}}" for nom in sorted(TEXTES[modele.code].places)) if modele.code in TEXTES else "—"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Courriel)
class CourrielAdmin(admin.ModelAdmin):
    """Frozen: a message that left cannot be rewritten."""

    list_display = ["objet", "destinataire", "statut", "essais", "cree_le", "envoye_le"]
    list_filter = ["statut", "interne"]
    search_fields = ["objet", "destinataire", "message_id"]
    date_hierarchy = "cree_le"
    exclude = ["mime"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
