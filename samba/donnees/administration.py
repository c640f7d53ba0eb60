"""What the admin pages of every editable root share."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from samba.donnees.models import Racine


class RacineAdmin(admin.ModelAdmin):
    """An editable root in the admin: archived, never deleted; an edit here tells whoever has its form open (409)."""

    def save_model(self, request: HttpRequest, obj: Racine, form: Any, change: bool) -> None:
        """Move the version like any other edit, and leave alone the columns that other acts derive."""
        if not change:
            super().save_model(request, obj, form, change)
            return
        obj.version += 1
        derives = {*obj.derives, obj._meta.pk.name}
        obj.save(update_fields=[champ.name for champ in obj._meta.concrete_fields if champ.name not in derives])

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
