"""The Django admin, behind allauth's login (one login, one lockout)."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache


class SambaAdminSite(admin.AdminSite):
    """The administrateur's rooms: users, référentiels, parameters and, as support, every model."""

    site_header = "SAMBA, administration"
    site_title = "SAMBA"
    index_title = "Administration"

    @method_decorator([never_cache, login_not_required, secure_admin_login])
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """A stranger goes to allauth's login and comes back; a colleague who is no administrateur gets 403."""
        return super().login(request, extra_context)
