from django.apps import AppConfig


class ListesConfig(AppConfig):
    """What every screen shares: the bar, the panels of a file page, tables, pagination and the template tags."""

    name = "samba.listes"
    label = "listes"
    verbose_name = "Listes"

    def ready(self) -> None:
        from samba.listes import controles  # noqa: F401 - registers the system checks
