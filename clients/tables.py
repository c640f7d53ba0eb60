"""Tables of clients and contacts."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString

from clients.enums import NatureContact, Verdict
from clients.models import Client, Contact
from clients.verdict import AvisProspection
from samba.comptes.models import Utilisateur
from samba.listes.adresses import lien
from samba.listes.formats import ABSENT
from samba.listes.tables import Tableau
from samba.listes.templatetags.samba_tags import badge

COULEURS_VERDICT = {
    Verdict.A_PROSPECTER: "vert",
    Verdict.NE_PAS_PROSPECTER: "rouge",
    Verdict.INDETERMINE: "neutre",
}
ICONES_VERDICT = {
    Verdict.A_PROSPECTER: "check-circle",
    Verdict.NE_PAS_PROSPECTER: "no-symbol",
    Verdict.INDETERMINE: "question-mark-circle",
}
NOMBRE = {"td": {"class": "s-droite"}, "th": {"class": "s-droite"}}


class ClientTable(Tableau):
    """The list of clients, each with its verdict (CLI-1)."""

    legende = "Clients"
    nom_ligne = "client"
    vide_titre = "Aucun client ne correspond"
    vide_texte = "Élargissez les filtres, ou créez ce client s’il est nouveau."
    vide_icone = "building-office-2"
    vide_url = reverse_lazy("clients:creer")
    vide_action = "Nouveau client"

    nom = tables.Column(
        accessor="entreprise__nom",
        verbose_name="Client",
        order_by="entreprise__nom",
    )
    type = tables.Column(verbose_name="Type")
    secteur = tables.Column(accessor="entreprise__secteur", verbose_name="Secteur", order_by="entreprise__secteur__nom")
    departement = tables.Column(accessor="departement__nom", verbose_name="Département", order_by="departement__nom")
    verdict = tables.Column(accessor="avis", verbose_name="Verdict", orderable=False)
    reference = tables.Column(verbose_name="Référencement")
    nombre_do = tables.Column(verbose_name="DO", attrs=NOMBRE)
    suivi_par = tables.Column(verbose_name="Suivi par", order_by=("suivi_par__nom", "suivi_par__prenom"))

    class Meta:
        model = Client
        fields = ("nom", "type", "secteur", "departement", "verdict", "reference", "nombre_do", "suivi_par")

    def render_nom(self, record: Client, value: str) -> SafeString:
        """The name, which opens the file."""
        return lien("clients:fiche", record.pk, value, "s-principal")

    def render_type(self, record: Client, value: str) -> str:
        """« ESN de conseil », with « En démarrage » when it is."""
        return format_html("{} {}", value, badge("En démarrage", "violet")) if record.en_demarrage else value

    def render_verdict(self, value: AvisProspection) -> SafeString:
        """CLI-1: the verdict, its reason on hover."""
        return badge(value.verdict.label, COULEURS_VERDICT[value.verdict], ICONES_VERDICT[value.verdict], value.raison)

    def render_reference(self, value: bool) -> SafeString | str:
        """« Référencés », or nothing."""
        return badge("Référencés", "bleu", "check-badge") if value else ABSENT


class ContactTable(Tableau):
    """Contacts under CLI-5: a masked row shows its name, company, fonction, and whose privé it is."""

    legende = "Contacts"
    nom_ligne = "contact"
    vide_titre = "Aucun contact ne correspond"
    vide_texte = "Élargissez les filtres, ou créez ce contact s’il est nouveau."
    vide_icone = "user-group"
    vide_url = reverse_lazy("clients:contact_creer")
    vide_action = "Nouveau contact"

    nom = tables.Column(
        verbose_name="Contact",
        order_by=("nom", "prenom"),
    )
    client = tables.Column(
        accessor="client__entreprise__nom",
        verbose_name="Client",
        order_by="client__entreprise__nom",
    )
    fonction = tables.Column(verbose_name="Fonction", order_by="fonction__libelle")
    nature = tables.Column(verbose_name="Nature")
    telephone = tables.TemplateColumn(
        template_name="clients/_cellule_telephone.html", verbose_name="Téléphone", orderable=False
    )
    silence = tables.TemplateColumn(
        template_name="clients/_cellule_silence.html", verbose_name="Dernier contact", order_by="silence_depuis"
    )
    prive_a = tables.TemplateColumn(
        template_name="clients/_cellule_prive.html", verbose_name="Privé", order_by=("prive_a__nom", "prive_a__prenom")
    )

    class Meta:
        model = Contact
        fields = ("nom", "client", "fonction", "nature", "telephone", "silence", "prive_a")

    def __init__(self, *args: Any, utilisateur: Utilisateur, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.utilisateur = utilisateur

    def render_nom(self, record: Contact) -> SafeString:
        """First name and name, which open the file."""
        return lien("clients:contact", record.pk, record, "s-principal")

    def render_client(self, record: Contact, value: str) -> SafeString:
        """The company, which opens its file."""
        return lien("clients:fiche", record.client_id, value)

    def render_nature(self, record: Contact) -> str:
        """Told of a readable contact only; of the others the fonction says enough."""
        return NatureContact(record.nature).label if record.lisible_par(self.utilisateur) else "—"
