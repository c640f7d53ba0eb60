from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Private files, served only through a permission view."""

    name = "samba.documents"
    label = "documents"
    verbose_name = "Documents"
