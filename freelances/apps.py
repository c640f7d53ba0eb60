from django.apps import AppConfig


class FreelancesConfig(AppConfig):
    """Freelances, their CVs and the search over them."""

    name = "freelances"
    verbose_name = "Freelances"

    def ready(self) -> None:
        from freelances.cvs.gardes import garantir
        from samba.comptes.enums import CAPACITES_PAR_ROLE, Capacite
        from samba.documents.acces import enregistrer_garde
        from samba.listes.menu import SousEntree, enregistrer_entree

        redacteurs = frozenset(
            str(role) for role, capacites in CAPACITES_PAR_ROLE.items() if Capacite.GERER_FREELANCES in capacites
        )
        enregistrer_entree(
            "Freelance",
            "freelances:liste",
            10,
            "user-group",
            sous_entrees=(
                ("Rechercher", "freelances:liste"),
                SousEntree("Nouveau freelance", "freelances:creer", redacteurs),
            ),
        )
        enregistrer_garde(garantir)
