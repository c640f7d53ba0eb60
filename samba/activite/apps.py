from django.apps import AppConfig


class ActiviteConfig(AppConfig):
    """Echanges, relances, notifications and the morning digest."""

    name = "samba.activite"
    label = "activite"
    verbose_name = "Activité"

    def ready(self) -> None:
        from samba.activite.panneaux import declarer

        declarer()
