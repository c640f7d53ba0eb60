from django.apps import AppConfig
from django.db.models.signals import post_migrate

PROSPECTEURS = frozenset({"commercial", "manager"})


class ClientsConfig(AppConfig):
    """Clients and contacts: prospecting, privés."""

    name = "clients"
    verbose_name = "Clients"

    def ready(self) -> None:
        from clients.appel.textes_initiaux import charger
        from clients.coordonnees.refus import opposition_sur
        from clients.gardes import garantir
        from clients.listes import declarer as declarer_les_listes
        from clients.prospection.listes import declarer as declarer_l_activite
        from samba.courriels.refus import enregistrer_refus
        from samba.documents.acces import enregistrer_garde

        self._declarer_le_menu()
        self._declarer_les_panneaux()
        enregistrer_refus(opposition_sur)
        post_migrate.connect(charger, sender=self)
        declarer_les_listes()
        declarer_l_activite()
        enregistrer_garde(garantir)

    @staticmethod
    def _declarer_les_panneaux() -> None:
        from clients.coordonnees.panneaux import donnees_du_contact
        from clients.prives.panneaux import prive_du_contact
        from samba.listes.panneaux import enregistrer_panneau

        enregistrer_panneau(
            "clients.Contact",
            "prive",
            "Privé",
            "clients/prives/_panneau.html",
            contexte=prive_du_contact,
            ordre=5,
            icone="lock-closed",
        )
        enregistrer_panneau(
            "clients.Contact",
            "donnees",
            "Données personnelles",
            "clients/coordonnees/_panneau.html",
            contexte=donnees_du_contact,
            ordre=60,
            icone="shield-check",
        )

    @staticmethod
    def _declarer_le_menu() -> None:
        from samba.listes.menu import SousEntree, enregistrer_entree

        enregistrer_entree(
            "Client",
            "clients:liste",
            20,
            "building-office-2",
            sous_entrees=(
                SousEntree("Clients", "clients:liste"),
                SousEntree("Contacts et DO", "clients:contacts"),
                SousEntree("Activité générale", "clients:activite_generale", PROSPECTEURS),
                SousEntree("Activité privée", "clients:activite_privee", PROSPECTEURS),
                SousEntree("Privés", "clients:prives", PROSPECTEURS | {"direction"}),
                SousEntree("Mes relances", "activite:relances"),
                SousEntree("Nouveau client", "clients:creer", PROSPECTEURS),
                SousEntree("Nouveau DO", "clients:contact_creer", PROSPECTEURS),
                SousEntree("Scripts d’appel", "clients:textes", PROSPECTEURS),
                SousEntree("Personnes à informer", "clients:information", PROSPECTEURS),
            ),
        )
