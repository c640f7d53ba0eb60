"""Admin of the firm's parameters: one row, never added nor deleted."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from samba.parametres.models import Parametres, parametres


@admin.register(Parametres)
class ParametresAdmin(admin.ModelAdmin):
    """The list leads straight to the row."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("admin:parametres_parametres_change", parametres().pk)
