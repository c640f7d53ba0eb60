from django.apps import AppConfig


class ComptesConfig(AppConfig):
    """Who works here: agences, utilisateurs and their roles."""

    name = "samba.comptes"
    label = "comptes"
    verbose_name = "Comptes"
