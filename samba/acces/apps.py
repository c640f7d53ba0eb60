from django.apps import AppConfig


class AccesConfig(AppConfig):
    """Who may read and do what."""

    name = "samba.acces"
    label = "acces"
    verbose_name = "Accès"
