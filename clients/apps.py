from django.apps import AppConfig

PROSPECTEURS = frozenset({"commercial", "manager"})


class ClientsConfig(AppConfig):
    """Clients and contacts: prospecting, privés."""

    name = "clients"
    verbose_name = "Clients"

    def ready(self) -> None:
        from clients.gardes import garantir
        from clients.listes import declarer as declarer_les_listes
        from samba.documents.acces import enregistrer_garde
        from samba.listes.menu import SousEntree, enregistrer_entree

        enregistrer_entree(
            "Client",
            "clients:liste",
            20,
            "building-office-2",
            sous_entrees=(
                SousEntree("Clients", "clients:liste"),
                SousEntree("Contacts et DO", "clients:contacts"),
                SousEntree("Mes relances", "activite:relances"),
                SousEntree("Nouveau client", "clients:creer", PROSPECTEURS),
                SousEntree("Nouveau DO", "clients:contact_creer", PROSPECTEURS),
            ),
        )
        declarer_les_listes()
        enregistrer_garde(garantir)
