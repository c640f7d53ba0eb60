from django.apps import AppConfig


class ComptesConfig(AppConfig):
    """Who works here: agences, utilisateurs and their roles."""

    name = "samba.comptes"
    label = "comptes"
    verbose_name = "Comptes"

    def ready(self) -> None:
        from samba.listes.menu import enregistrer_entree

        enregistrer_entree("Utilisateur", "comptes:equipe", 90, "users")
