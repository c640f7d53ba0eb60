from django.apps import AppConfig


class DonneesConfig(AppConfig):
    """What every editable record shares: version, idempotence, history."""

    name = "samba.donnees"
    label = "donnees"
    verbose_name = "Données"
