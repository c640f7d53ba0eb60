from django.apps import AppConfig


class ActiviteConfig(AppConfig):
    """Echanges, relances, notifications and the morning digest."""

    name = "samba.activite"
    label = "activite"
    verbose_name = "Activité"

    def ready(self) -> None:
        from samba.activite.panneaux import declarer
        from samba.activite.vues_notifications import cloche
        from samba.listes.barre import enregistrer_outil

        declarer()
        enregistrer_outil("activite/_cloche.html", cloche)
