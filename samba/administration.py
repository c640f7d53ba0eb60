"""The Django admin, behind allauth's login (one login, one lockout)."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin


class SambaAdminSite(admin.AdminSite):
    """The administrateur's rooms: users, référentiels, parameters and, as support, every model."""

    site_header = "SAMBA, administration"
    site_title = "SAMBA"
    index_title = "Administration"


SambaAdminSite.login = secure_admin_login(SambaAdminSite.login)  # type: ignore[method-assign]
