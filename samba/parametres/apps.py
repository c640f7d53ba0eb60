from typing import Any

from django.apps import AppConfig


def plaquette_lisible(utilisateur: Any, document: Any) -> bool:
    """The firm's brochure is for everybody who works here."""
    from samba.parametres.models import Parametres

    return Parametres.objects.filter(plaquette=document).exists()


class ParametresConfig(AppConfig):
    """The firm's parameters: delays, thresholds, texts, editable in the admin."""

    name = "samba.parametres"
    label = "parametres"
    verbose_name = "Paramètres"

    def ready(self) -> None:
        from samba.documents.acces import enregistrer_garde

        enregistrer_garde(plaquette_lisible)
