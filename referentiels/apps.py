"""The référentiels: the closed vocabularies that every other room points to."""

from django.apps import AppConfig


class ReferentielsConfig(AppConfig):
    """Ground floor: imports no other room."""

    name = "referentiels"
    verbose_name = "Référentiels"
