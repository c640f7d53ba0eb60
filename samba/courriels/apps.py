from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def creer_les_modeles(**options: Any) -> None:
    """Give the staff a row to edit for each e-mail; a text already edited is left alone."""
    from samba.courriels.models import ModeleCourriel
    from samba.courriels.textes import TEXTES

    for code, texte in TEXTES.items():
        ModeleCourriel.objects.get_or_create(code=code, defaults={"objet": texte.objet, "corps": texte.corps})


class CourrielsConfig(AppConfig):
    """The outbox and the e-mail templates."""

    name = "samba.courriels"
    label = "courriels"
    verbose_name = "Courriels"

    def ready(self) -> None:
        post_migrate.connect(creer_les_modeles, sender=self)
        from samba.courriels.vues import pieces_visibles
        from samba.documents.acces import enregistrer_garde

        enregistrer_garde(pieces_visibles)
