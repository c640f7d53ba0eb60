from django.apps import AppConfig

# Roles that may open a besoin; the view guards itself (`exige`).
OUVREURS = frozenset({"commercial", "manager"})


class BesoinsConfig(AppConfig):
    """Besoins, positionnements, and what is sent to a DO."""

    name = "besoins"
    verbose_name = "Besoins"

    def ready(self) -> None:
        self._declarer_le_menu()
        self._declarer_les_panneaux()
        self._declarer_les_liens()
        from besoins.fiche.listes import declarer as declarer_la_liste

        declarer_la_liste()
        from besoins.tableau.tables import declarer as declarer_les_positionnements

        declarer_les_positionnements()

    @staticmethod
    def _declarer_le_menu() -> None:
        from samba.listes.menu import SousEntree, enregistrer_entree

        enregistrer_entree(
            "Resourcing",
            "resourcing:liste",
            60,
            "globe-alt",
            sous_entrees=(
                SousEntree("Recherches à l’extérieur", "resourcing:liste"),
                SousEntree("ESN à évaluer", "resourcing:esn"),
                SousEntree("Canaux", "resourcing:canaux"),
                SousEntree("Noter une recherche", "resourcing:noter", OUVREURS),
            ),
        )

        enregistrer_entree(
            "Besoin",
            "besoins:liste",
            30,
            "clipboard-document-list",
            sous_entrees=(
                SousEntree("Search 1", "besoins:liste"),
                SousEntree("Search 2", "besoins:search2"),
                SousEntree("Mes besoins", "besoins:mes"),
                SousEntree("Tableau", "besoins:tableau"),
                SousEntree("Nouveau besoin", "besoins:creer", OUVREURS),
            ),
        )

    @staticmethod
    def _declarer_les_liens() -> None:
        from besoins.entretiens import vues
        from besoins.entretiens.services import USAGE
        from samba.documents.liens.registre import enregistrer_usage

        enregistrer_usage(USAGE, "Votre entretien", afficher=vues.afficher, agir=vues.agir)

    @staticmethod
    def _declarer_les_panneaux() -> None:
        from besoins import panneaux
        from samba.listes.panneaux import Contexte, enregistrer_panneau

        enregistrer_panneau(
            "freelances.Freelance",
            "origine",
            "D’où il vient",
            "besoins/resourcing/_panneau_origine.html",
            contexte=panneaux.origine_du_freelance,
            ordre=70,
            icone="globe-alt",
        )
        enregistrer_panneau(
            "freelances.Freelance",
            "positionnements",
            "Positionnements",
            "besoins/panneaux/positionnements.html",
            contexte=panneaux.positionnements_du_freelance,
            ordre=30,
            icone="user-group",
        )
        modele: str
        contexte: Contexte
        for modele, contexte in (
            ("clients.Client", panneaux.besoins_du_client),
            ("clients.Contact", panneaux.besoins_du_contact),
        ):
            enregistrer_panneau(
                modele,
                "besoins",
                "Besoins",
                "besoins/panneaux/besoins.html",
                contexte=contexte,
                ordre=30,
                icone="clipboard-document-list",
            )
        for modele, contexte in (
            ("referentiels.Metier", panneaux.besoins_du_metier),
            ("referentiels.Competence", panneaux.besoins_de_la_competence),
        ):
            enregistrer_panneau(
                modele,
                "besoins",
                "Besoins ouverts",
                "besoins/panneaux/besoins_ouverts.html",
                contexte=contexte,
                ordre=20,
                icone="clipboard-document-list",
            )
