"""App configuration of the Django admin (kept apart from the site, which needs the app registry)."""

from django.contrib.admin.apps import AdminConfig


class SambaAdminConfig(AdminConfig):
    """Makes `admin.site` the one that asks allauth for the login."""

    default_site = "samba.administration.SambaAdminSite"
