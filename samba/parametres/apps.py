from django.apps import AppConfig


class ParametresConfig(AppConfig):
    """The firm's parameters: delays, thresholds, texts, editable in the admin."""

    name = "samba.parametres"
    label = "parametres"
    verbose_name = "Paramètres"
