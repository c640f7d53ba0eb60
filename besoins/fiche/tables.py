"""The table of besoins. The DO's column says « DO privé » for those one may not read (CLI-5): it is never sorted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import django_tables2 as tables
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString

from besoins.acces import nom_du_do
from besoins.models import Besoin
from samba.comptes.models import Utilisateur
from samba.listes.adresses import lien
from samba.listes.formats import ABSENT, date_fr, euros_jour
from samba.listes.tables import Tableau
from samba.listes.templatetags.samba_tags import badge

DROITE = {"td": {"class": "s-droite"}, "th": {"class": "s-droite"}}


class BesoinTable(Tableau):
    """Title and profile, client, DO, place, start, rate, positionnements in play, statut, owner."""

    liste = "besoins"
    nom_ligne = "besoin"
    legende = "Besoins"
    vide_titre = "Aucun besoin ici"
    vide_texte = "Changez les filtres, ou ouvrez un besoin dès qu’un donneur d’ordre vous en parle."
    vide_icone = "clipboard-document-list"
    vide_url = reverse_lazy("besoins:creer")
    vide_action = "Nouveau besoin"

    intitule = tables.Column(verbose_name="Besoin")
    client = tables.Column(
        accessor="client__entreprise__nom", verbose_name="Client", order_by=("client__entreprise__nom",)
    )
    contact = tables.Column(verbose_name="Donneur d’ordre", orderable=False)
    # The code is enough, and reading the département would cost a query a row.
    lieu = tables.Column(
        accessor="departement_id",
        verbose_name="Lieu",
        order_by=("departement_id", "ville"),
        empty_values=(),
    )
    date_demarrage = tables.Column(verbose_name="Démarrage")
    tjm_vente = tables.Column(verbose_name="TJM", attrs=DROITE)
    duree_mois = tables.Column(verbose_name="Durée", attrs=DROITE)
    mode_intervention = tables.Column(verbose_name="Mode")
    cree_le = tables.Column(verbose_name="Ouvert le")
    en_jeu = tables.Column(verbose_name="Positionnés", attrs=DROITE)
    statut = tables.Column()
    proprietaire = tables.Column(verbose_name="Suivi par", order_by=("proprietaire__nom", "proprietaire__prenom"))

    class Meta:
        model = Besoin
        fields = (
            "intitule",
            "client",
            "contact",
            "lieu",
            "date_demarrage",
            "duree_mois",
            "mode_intervention",
            "tjm_vente",
            "en_jeu",
            "statut",
            "proprietaire",
            "cree_le",
        )

    secondaires = frozenset({"duree_mois", "mode_intervention", "cree_le"})
    utilisateur: Utilisateur

    def render_intitule(self, record: Besoin, value: str) -> SafeString:
        """The title, which opens the besoin, over the profile looked for."""
        profil = format_html('<span class="s-ligne-2">{}</span>', record.metier) if record.metier else ""
        return format_html("{}{}", lien("besoins:fiche", record.pk, value, "s-principal"), profil)

    def render_client(self, record: Besoin, value: str) -> SafeString:
        """The company, which opens its file."""
        return lien("clients:fiche", record.client_id, value)

    def render_contact(self, record: Besoin) -> SafeString:
        """CLI-5: the DO, or the words « DO privé » and never more."""
        if record.contact.lisible_par(self.utilisateur):
            return lien("clients:contact", record.contact_id, record.contact)
        return badge("DO privé", "violet", icone="lock-closed")

    def value_contact(self, record: Besoin) -> str:
        """The same in a file."""
        return nom_du_do(record, self.utilisateur)

    def value_lieu(self, record: Besoin) -> str:
        """The same in a file."""
        return self.render_lieu(record)

    def render_duree_mois(self, value: int) -> str:
        """« 6 mois »."""
        return f"{value}\u00a0mois"

    def value_duree_mois(self, record: Besoin) -> int | None:
        """In months."""
        return record.duree_mois

    def render_cree_le(self, value: datetime) -> str:
        """« 12/03/2026 »."""
        return date_fr(value, "courte")

    def render_lieu(self, record: Besoin) -> str:
        """« Nantes (44) », or what is known of it."""
        if record.ville and record.departement_id:
            return f"{record.ville} ({record.departement_id})"
        return record.ville or record.departement_id or ABSENT

    def render_date_demarrage(self, value: date) -> str:
        """« 12/03/2026 »."""
        return date_fr(value, "courte")

    def render_statut(self, record: Besoin, value: str) -> SafeString:
        """The statut in its colour."""
        return badge(value, record.couleur)

    def render_tjm_vente(self, value: Any) -> str:
        """« 600 €/j »."""
        return euros_jour(value)
