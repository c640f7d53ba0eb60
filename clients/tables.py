"""Tables of clients and contacts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.db.models import F
from django.urls import reverse_lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from clients.enums import NatureContact, Referencement, Verdict
from clients.models import Client, Contact
from clients.verdict import AvisProspection
from samba.comptes.models import Utilisateur
from samba.listes.adresses import lien
from samba.listes.formats import ABSENT, date_fr, euros_courts, jour_de, jours_depuis, nombre, sans_numero, telephone
from samba.listes.tables import Tableau
from samba.listes.templatetags.samba_tags import badge, courriel, tel

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

    liste = "clients"
    legende = "Clients"
    nom_ligne = "client"
    vide_titre = "Aucun client ne correspond"
    vide_texte = "Élargissez les filtres, ou créez ce client s’il est nouveau."
    vide_icone = "building-office-2"
    vide_url = reverse_lazy("clients:creer")
    vide_action = "Nouveau client"

    nom = tables.Column(accessor="entreprise__nom", verbose_name="Client", order_by="entreprise__nom")
    type = tables.Column(verbose_name="Type")
    secteur = tables.Column(accessor="entreprise__secteur", verbose_name="Secteur", order_by="entreprise__secteur__nom")
    departement = tables.Column(accessor="departement__nom", verbose_name="Département", order_by="departement__nom")
    verdict = tables.Column(accessor="avis_bref", verbose_name="Verdict", orderable=False)
    referencement = tables.Column(verbose_name="Référencement", order_by=("-reference", "reference_via"))
    nombre_do = tables.Column(verbose_name="DO", attrs=NOMBRE)
    suivi_par = tables.Column(verbose_name="Suivi par", order_by=("suivi_par__nom", "suivi_par__prenom"))
    effectif = tables.Column(verbose_name="Effectif", attrs=NOMBRE)
    chiffre_affaires = tables.Column(verbose_name="Chiffre d’affaires", attrs=NOMBRE)
    exercice_annee = tables.Column(verbose_name="Exercice", attrs=NOMBRE)
    ville = tables.Column(verbose_name="Ville")
    telephone = tables.Column(verbose_name="Standard", orderable=False)
    siren = tables.Column(accessor="entreprise__siren", verbose_name="SIREN", order_by="entreprise__siren")
    mere = tables.Column(verbose_name="Maison mère", order_by="mere__entreprise__nom")
    domaines = tables.Column(verbose_name="Domaines", orderable=False)
    site = tables.Column(verbose_name="Site", orderable=False)

    class Meta:
        model = Client
        fields = (
            "nom",
            "type",
            "secteur",
            "departement",
            "ville",
            "verdict",
            "effectif",
            "chiffre_affaires",
            "exercice_annee",
            "referencement",
            "nombre_do",
            "suivi_par",
            "telephone",
            "siren",
            "mere",
            "domaines",
            "site",
        )

    secondaires = frozenset(
        {
            "ville",
            "effectif",
            "chiffre_affaires",
            "exercice_annee",
            "telephone",
            "siren",
            "mere",
            "domaines",
            "site",
        }
    )

    def render_nom(self, record: Client, value: str) -> SafeString:
        """The name, which opens the file."""
        return lien("clients:fiche", record.pk, value, "s-principal")

    def render_type(self, record: Client, value: str) -> str:
        """« ESN de conseil », with « En démarrage » when it is."""
        return format_html("{} {}", value, badge("En démarrage", "violet")) if record.en_demarrage else value

    def render_verdict(self, value: AvisProspection) -> SafeString:
        """CLI-1: the verdict, its reason on hover."""
        return badge(value.verdict.label, COULEURS_VERDICT[value.verdict], ICONES_VERDICT[value.verdict], value.raison)

    def value_verdict(self, record: Client) -> str:
        """The verdict in a word."""
        return str(record.avis_bref.verdict.label)

    def render_referencement(self, value: Referencement) -> SafeString | str:
        """How we are listed there, or nothing."""
        if value == Referencement.AUCUN:
            return ABSENT
        couleur, icone = ("bleu", "check-badge") if value == Referencement.DIRECT else ("neutre", "arrows-right-left")
        return badge("Référencés" if value == Referencement.DIRECT else "Seconde main", couleur, icone)

    def value_referencement(self, record: Client) -> str:
        """Its label."""
        return str(record.referencement.label)

    def render_effectif(self, value: int) -> str:
        """« 1 250 »."""
        return nombre(value)

    def render_chiffre_affaires(self, value: Decimal) -> str:
        """« 1 250 000 € »."""
        return euros_courts(value)

    def order_effectif(self, queryset: Any, descendant: bool) -> tuple[Any, bool]:
        """The unknown ones last, both ways."""
        return _inconnus_en_dernier(queryset, "effectif", descendant)

    def order_chiffre_affaires(self, queryset: Any, descendant: bool) -> tuple[Any, bool]:
        """The unknown ones last, both ways."""
        return _inconnus_en_dernier(queryset, "chiffre_affaires", descendant)

    def render_telephone(self, value: Any) -> SafeString:
        """Click to call."""
        return tel(value)

    def value_telephone(self, record: Client) -> str:
        """« 01 23 45 67 89 »."""
        return telephone(record.telephone)

    def render_mere(self, record: Client, value: Client) -> SafeString:
        """Its mother company, which opens its file."""
        return lien("clients:fiche", value.pk, value.nom)

    def render_site(self, value: str) -> SafeString:
        """Without what every address begins with."""
        court = value.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
        return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', value, court)


def _inconnus_en_dernier(queryset: Any, champ: str, descendant: bool) -> tuple[Any, bool]:
    ordre = F(champ).desc(nulls_last=True) if descendant else F(champ).asc(nulls_last=True)
    return queryset.order_by(ordre, "-pk"), True


class ContactTable(Tableau):
    """Contacts under CLI-5: a masked row shows its name, company, fonction, and whose privé it is.

    Columns that read a hidden field are not sorted on: the place of a masked row would betray it. The file holds
    readable rows alone.
    """

    liste = "contacts"
    legende = "Contacts"
    nom_ligne = "contact"
    vide_titre = "Aucun contact ne correspond"
    vide_texte = "Élargissez les filtres, ou créez ce contact s’il est nouveau."
    vide_icone = "user-group"
    vide_url = reverse_lazy("clients:contact_creer")
    vide_action = "Nouveau contact"

    nom = tables.Column(verbose_name="Contact", order_by=("nom", "prenom"))
    client = tables.Column(
        accessor="client__entreprise__nom", verbose_name="Client", order_by="client__entreprise__nom"
    )
    fonction = tables.Column(verbose_name="Fonction", order_by="fonction__libelle")
    nature = tables.Column(verbose_name="Nature")
    secteur = tables.Column(
        accessor="client__entreprise__secteur", verbose_name="Secteur", order_by="client__entreprise__secteur__nom"
    )
    telephone = tables.Column(accessor="pk", verbose_name="Téléphone", orderable=False)
    email = tables.Column(verbose_name="E-mail", orderable=False)
    technologies = tables.Column(accessor="pk", verbose_name="Technologies", orderable=False)
    silence = tables.Column(accessor="pk", verbose_name="Dernier contact", order_by="silence_depuis")
    dernier_essai = tables.Column(accessor="dernier_essai_le", verbose_name="Dernier essai", orderable=False)
    prive_a = tables.Column(verbose_name="Privé", order_by=("prive_a__nom", "prive_a__prenom"))

    class Meta:
        model = Contact
        fields = (
            "nom",
            "client",
            "secteur",
            "fonction",
            "nature",
            "telephone",
            "email",
            "technologies",
            "silence",
            "dernier_essai",
            "prive_a",
        )

    secondaires = frozenset({"secteur", "email", "technologies", "dernier_essai"})
    utilisateur: Utilisateur

    def _lisible(self, contact: Contact) -> bool:
        return contact.lisible_par(self.utilisateur)

    def render_nom(self, record: Contact) -> SafeString:
        """First name and name, which open the file."""
        return lien("clients:contact", record.pk, record, "s-principal")

    def value_nom(self, record: Contact) -> str:
        """First name and name."""
        return str(record)

    def render_client(self, record: Contact, value: str) -> SafeString:
        """The company, which opens its file."""
        return lien("clients:fiche", record.client_id, value)

    def render_nature(self, record: Contact) -> str:
        """Told of a readable contact only; of the others the fonction says enough."""
        return NatureContact(record.nature).label if self._lisible(record) else ABSENT

    def render_telephone(self, record: Contact) -> SafeString | str:
        """The numbers of a readable contact, to call when one may and they may be called."""
        if not self._lisible(record):
            return ABSENT
        if record.ne_plus_contacter:
            return badge("Ne plus contacter", "rouge", "no-symbol")
        dessiner = tel if record.joignable_par(self.utilisateur) else telephone
        numeros = [dessiner(numero) for numero in (record.mobile, record.telephone) if not sans_numero(numero)]
        return format_html_join(SafeString("<br>"), "{}", ((numero,) for numero in numeros)) or ABSENT

    def render_silence(self, record: Contact) -> SafeString | str:
        """Since when nobody really spoke with a readable contact (CLI-6)."""
        if not self._lisible(record):
            return ABSENT
        joint = record.dernier_joint_le
        if joint is None:
            return SafeString('<span class="s-secondaire">jamais joint</span>')
        return format_html('<span title="{}">{}</span>', date_fr(joint), jours_depuis(joint))

    def render_prive_a(self, record: Contact, value: Utilisateur) -> SafeString:
        """« Mon privé », or whose."""
        mien = record.prive_a_id == self.utilisateur.pk
        return badge("Mon privé" if mien else f"Privé à {value}", "violet", "lock-closed")

    def value_telephone(self, record: Contact) -> str:
        """Both numbers."""
        return ", ".join(filter(None, map(telephone, (record.mobile, record.telephone))))

    def render_email(self, record: Contact, value: str) -> SafeString | str:
        """Told of a readable contact only; a link for who may write to them."""
        if not self._lisible(record):
            return ABSENT
        return courriel(value) if record.joignable_par(self.utilisateur) and not record.ne_plus_contacter else value

    def render_technologies(self, record: Contact) -> SafeString | str:
        """Told of a readable contact only."""
        return self.value_technologies(record) if self._lisible(record) else ABSENT

    def value_technologies(self, record: Contact) -> str:
        """Their names."""
        return ", ".join(technologie.nom for technologie in record.technologies.all())

    def value_silence(self, record: Contact) -> Any:
        """The day of the last real contact."""
        return jour_de(record.dernier_joint_le)

    def render_dernier_essai(self, record: Contact, value: Any) -> str:
        """Told of a readable contact only."""
        return jours_depuis(value) if self._lisible(record) else ABSENT

    def value_dernier_essai(self, record: Contact) -> Any:
        """The day of the last attempt."""
        return jour_de(record.dernier_essai_le)
