from django.apps import AppConfig


class FreelancesConfig(AppConfig):
    """Freelances, their CVs and the search over them."""

    name = "freelances"
    verbose_name = "Freelances"

    def ready(self) -> None:
        from freelances import passages
        from freelances.cvs.gardes import garantir
        from freelances.portefeuille.listes import declarer as declarer_le_portefeuille
        from freelances.recherche.listes import declarer as declarer_la_liste
        from freelances.vivier.listes import declarer as declarer_le_vivier
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
                ("Vivier", "vivier:liste"),
                ("Portefeuille", "portefeuille:liste"),
                SousEntree("Nouveau freelance", "freelances:creer", redacteurs),
                SousEntree("CV à trier", "freelances:cvs_recus", redacteurs),
                ("Évaluations", "freelances:evaluations"),
                ("Formations", "formations:catalogue"),
                ("Partenaires", "freelances:partenaires"),
                ("Référentiels", "referentiels:accueil"),
            ),
        )
        self._declarer_les_panneaux()
        enregistrer_garde(garantir)
        for declarer in (declarer_la_liste, declarer_le_vivier, declarer_le_portefeuille):
            declarer()
        passages.declarer()
        self._declarer_les_liens()
        self._declarer_les_fiches()

    @staticmethod
    def _declarer_les_fiches() -> None:
        from freelances.sar import panneau, resume
        from samba.activite.resume import enregistrer_section
        from samba.listes.barre import enregistrer_outil
        from samba.listes.panneaux import enregistrer_panneau

        enregistrer_panneau(
            "freelances.Evaluation", "decisions", "Décision", "freelances/vivier/_panneau_decisions.html",
            contexte=panneau.decisions, ordre=10, icone="hand-raised",
        )  # fmt: skip
        enregistrer_panneau(
            "freelances.Freelance", "fiches", "Fiches de suivi", "freelances/portefeuille/_panneau_fiches.html",
            contexte=panneau.fiche_de_mon_agence, ordre=15, icone="clipboard-document-list",
        )  # fmt: skip
        enregistrer_outil("freelances/portefeuille/_dette.html", panneau.dette)
        for section in (resume.fiches_depassees, resume.fiches_du_jour, resume.fiches_de_la_semaine):
            enregistrer_section(section)

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
