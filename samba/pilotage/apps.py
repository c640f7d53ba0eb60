from django.apps import AppConfig


class PilotageConfig(AppConfig):
    """The roof: dashboard, health, benchmark, demo data."""

    name = "samba.pilotage"
    label = "pilotage"
    verbose_name = "Pilotage"
