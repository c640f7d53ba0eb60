"""The table of the attempts on privés."""

from __future__ import annotations

import django_tables2 as tables
from django.utils.safestring import SafeString

from clients.prives.models import TentativePrive
from samba.listes.adresses import lien
from samba.listes.formats import date_fr
from samba.listes.tables import Tableau


class TentativeTable(Tableau):
    """When, who, which act, whom, whose privé. Nothing of the contact but what everybody sees (CLI-5)."""

    legende = "Tentatives sur des privés"
    nom_ligne = "tentative"
    vide_titre = "Aucune tentative"
    vide_texte = "Quand quelqu’un essaie d’agir sur le privé d’un autre, l’acte est refusé et compté ici."
    vide_icone = "shield-check"

    le = tables.Column(verbose_name="Quand")
    auteur = tables.Column(verbose_name="Qui", order_by=("auteur__nom", "auteur__prenom"))
    acte = tables.Column(verbose_name="Acte refusé")
    contact = tables.Column(verbose_name="Contact", order_by=("contact__nom", "contact__prenom"))
    client = tables.Column(
        accessor="contact__client__entreprise__nom",
        verbose_name="Client",
        order_by="contact__client__entreprise__nom",
    )
    proprietaire = tables.Column(verbose_name="Privé à", order_by=("proprietaire__nom", "proprietaire__prenom"))

    class Meta:
        model = TentativePrive
        fields = ("le", "auteur", "acte", "contact", "client", "proprietaire")

    def render_le(self, record: TentativePrive) -> str:
        """Day and hour: two attempts of one minute tell a habit."""
        return date_fr(record.le, "heure")

    def render_contact(self, record: TentativePrive) -> SafeString:
        """The contact, whose page masks what it must."""
        return lien("clients:contact", record.contact_id, record.contact, "s-principal")
