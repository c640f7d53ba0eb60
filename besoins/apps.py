from django.apps import AppConfig


class BesoinsConfig(AppConfig):
    """Besoins, positionnements, and what is sent to a DO."""

    name = "besoins"
    verbose_name = "Besoins"
