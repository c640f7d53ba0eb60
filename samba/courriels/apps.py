from django.apps import AppConfig


class CourrielsConfig(AppConfig):
    """The outbox and the e-mail templates."""

    name = "samba.courriels"
    label = "courriels"
    verbose_name = "Courriels"
