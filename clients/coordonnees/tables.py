"""Those who are to be told that we hold their coordinates (RGPD, art. 14)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from clients.enums import SourceContact
from clients.models import Contact
from samba.comptes.models import Utilisateur
from samba.listes.adresses import adresse_de, lien
from samba.listes.formats import date_fr, jours_depuis
from samba.listes.tables import Tableau
from samba.listes.templatetags.samba_tags import badge


class InformationTable(Tableau):
    """Who, where their coordinates come from, by when they must know; a box for those whom one may write to."""

    legende = "Personnes à informer"
    nom_ligne = "personne à informer"
    nom_lignes = "personnes à informer"
    vide_titre = "Personne à informer"
    vide_texte = "Chacun sait que nous avons ses coordonnées, ou a demandé à ne plus être contacté."
    vide_icone = "shield-check"

    nom = tables.Column(verbose_name="Personne", order_by=("nom", "prenom"))
    client = tables.Column(
        accessor="client__entreprise__nom", verbose_name="Client", order_by="client__entreprise__nom"
    )
    source = tables.Column(verbose_name="Source", empty_values=())
    email = tables.Column(verbose_name="Adresse e-mail", empty_values=())
    echeance = tables.Column(accessor="collecte_le", verbose_name="À informer avant", order_by="collecte_le")

    class Meta:
        model = Contact
        fields = ("nom", "client", "source", "email", "echeance")

    def __init__(self, *args: Any, utilisateur: Utilisateur, delai: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lecteur, self.delai = utilisateur, timedelta(days=delai)

    def render_nom(self, record: Contact) -> SafeString:
        """A box to send to several at once, and the name, which opens the file."""
        fiche = lien("clients:contact", record.pk, record, "s-principal")
        if not (record.email and record.source and record.joignable_par(self.lecteur)):
            return format_html('<span class="form-check"><span class="s-coche-vide"></span>{}</span>', fiche)
        gabarit = (
            '<span class="form-check"><input class="form-check-input" type="checkbox" name="contact" value="{}" '
            'aria-label="Informer {}">{}</span>'
        )
        return format_html(gabarit, record.pk, record, fiche)

    def render_source(self, record: Contact) -> SafeString | str:
        """Its source, or the way to say it: nobody is informed of an unknown source."""
        if not record.source:
            adresse = adresse_de("clients:contact_modifier", record.pk)
            return format_html('{} <a href="{}#id_source">Préciser</a>', badge("À préciser", "orange"), adresse)
        libelle = SourceContact(record.source).label
        return format_html(
            '{}<span class="s-ligne-2">{}collecté le {}</span>',
            libelle,
            f"{record.source_precision} · " if record.source_precision else "",
            date_fr(record.collecte_le, "courte"),
        )

    def render_email(self, record: Contact) -> SafeString | str:
        """The address, or what to do without one."""
        return record.email or badge("De vive voix", "neutre", "phone", "Pas d’adresse e-mail")

    def render_echeance(self, record: Contact) -> SafeString | str:
        """The last day; in colour once it has passed."""
        jour = record.collecte_le + self.delai
        if jour < timezone.localdate():
            return badge(f"En retard, {jours_depuis(jour)}", "rouge", "clock", date_fr(jour))
        return format_html('<span title="{}">{}</span>', date_fr(jour), jours_depuis(jour))
