from django.apps import AppConfig


class ClientsConfig(AppConfig):
    """Clients and contacts: prospecting, privés."""

    name = "clients"
    verbose_name = "Clients"
