from django.apps import AppConfig


class FreelancesConfig(AppConfig):
    """Freelances, their CVs and the search over them."""

    name = "freelances"
    verbose_name = "Freelances"

    def ready(self) -> None:
        from freelances import passages
        from freelances.cvs.gardes import garantir
        from freelances.recherche.listes import declarer as declarer_la_liste
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
                ("Évaluations", "freelances:evaluations"),
                ("Formations", "formations:catalogue"),
                ("Partenaires", "freelances:partenaires"),
                ("Référentiels", "referentiels:accueil"),
            ),
        )
        self._declarer_les_panneaux()
        enregistrer_garde(garantir)
        declarer_la_liste()
        passages.declarer()
        self._declarer_les_liens()

    @staticmethod
    def _declarer_les_liens() -> None:
        from freelances.confirmation import vues
        from freelances.confirmation.services import USAGE
        from samba.documents.liens.registre import enregistrer_usage

        enregistrer_usage(USAGE, "Votre disponibilité", afficher=vues.afficher, agir=vues.agir)

    @staticmethod
    def _declarer_les_panneaux() -> None:
        from freelances import panneaux
        from samba.listes.panneaux import enregistrer_panneau

        for modele, contexte in (
            ("referentiels.Metier", panneaux.freelances_du_metier),
            ("referentiels.Competence", panneaux.freelances_de_la_competence),
        ):
            enregistrer_panneau(
                modele,
                "freelances",
                "Freelances",
                "freelances/panneaux/qui.html",
                contexte=contexte,
                ordre=10,
                icone="user-group",
            )
