"""Tables of the lists."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from referentiels.models import Commune, Competence, Departement, Edition, Entreprise, SecteurActivite
from samba.listes.formats import date_fr, jours_depuis, nombre
from samba.listes.tables import Tableau
from samba.listes.templatetags.samba_tags import badge

DROITE = {"td": {"class": "s-droite"}, "th": {"class": "s-droite"}}


def _seconde_ligne(texte: str) -> SafeString:
    return format_html('<span class="s-ligne-2">{}</span>', texte) if texte else mark_safe("")


class CompetenceTable(Tableau):
    """Name with the other names under it, theme, state."""

    legende = "Compétences"
    nom_ligne = "compétence"
    vide_titre = "Aucune compétence ne correspond"
    vide_icone = "cpu-chip"

    nom = tables.Column(verbose_name="Compétence")
    theme = tables.Column(accessor="nom_theme", verbose_name="Thème", order_by=("theme__ordre", "nom"))
    etat = tables.Column(empty_values=(), orderable=False, verbose_name="État")

    class Meta:
        model = Competence
        fields = ("nom", "theme", "etat")

    def render_nom(self, record: Competence) -> SafeString:
        """The name, which opens its page, over its synonyms."""
        adresse = reverse("referentiels:competence", args=[record.code])
        lien = format_html('<a class="s-principal" href="{}">{}</a>', adresse, record.nom)
        return format_html("{}{}", lien, _seconde_ligne(", ".join(record.synonymes)))

    def render_etat(self, record: Competence) -> SafeString:
        """Nothing to say of one that may be chosen."""
        if record.fusionnee_dans_id:
            return badge("Réunie à une autre", "neutre")
        if record.retiree:
            return badge("Retirée", "neutre")
        return SafeString("") if record.verifiee else badge("À vérifier", "orange")


class SecteurTable(Tableau):
    """Name, how many companies."""

    legende = "Secteurs d’activité"
    nom_ligne = "secteur"
    vide_titre = "Aucun secteur"
    vide_texte = "Le fichier des secteurs n’est pas chargé : voyez « Éditions et comptes »."
    vide_icone = "building-library"

    nom = tables.Column(verbose_name="Secteur d’activité")
    entreprises = tables.Column(
        accessor="nombre_entreprises", order_by="nombre_entreprises", verbose_name="Entreprises", attrs=DROITE
    )

    class Meta:
        model = SecteurActivite
        fields = ("nom", "entreprises")

    def render_nom(self, record: SecteurActivite) -> SafeString:
        """The name, which opens its companies."""
        adresse = f"{reverse('referentiels:entreprises')}?{urlencode({'secteur': record.code})}"
        return format_html('<a class="s-principal" href="{}">{}</a>', adresse, record.nom)


class EntrepriseTable(Tableau):
    """Name with the other names under it, sector, whether somebody checked it."""

    legende = "Entreprises"
    nom_ligne = "entreprise"
    vide_titre = "Aucune entreprise ne correspond"
    vide_icone = "building-office-2"

    nom = tables.Column(verbose_name="Entreprise")
    secteur = tables.Column(
        empty_values=(), accessor="secteur__nom", order_by=("secteur__nom", "nom"), verbose_name="Secteur d’activité"
    )
    verifiee = tables.Column(verbose_name="Relue")

    class Meta:
        model = Entreprise
        fields = ("nom", "secteur", "verifiee")

    def render_nom(self, record: Entreprise) -> SafeString:
        """The name over the others."""
        nom = format_html('<span class="s-principal">{}</span>', record.nom)
        return format_html("{}{}", nom, _seconde_ligne(", ".join(record.aliases)))

    def render_secteur(self, record: Entreprise) -> Any:
        """What replaces it in an anonymised CV (FRE-4)."""
        return record.secteur.nom if record.secteur else badge("À préciser", "orange")

    def render_verifiee(self, value: bool) -> SafeString:
        """By a person, or not yet."""
        return badge("Relue", "vert") if value else badge("À relire", "orange")


class DepartementTable(Tableau):
    """Name, région, neighbours, how many communes."""

    legende = "Départements"
    nom_ligne = "département"
    vide_titre = "Aucun département"
    vide_texte = "Les fichiers des lieux ne sont pas chargés : voyez « Éditions et comptes »."
    vide_icone = "map"

    nom = tables.Column(verbose_name="Département")
    code = tables.Column(verbose_name="Code")
    region = tables.Column(accessor="region__nom", order_by=("region__nom", "code"), verbose_name="Région")
    voisins = tables.Column(accessor="pk", orderable=False, verbose_name="Départements limitrophes")
    communes = tables.Column(
        accessor="nombre_communes", order_by="nombre_communes", verbose_name="Communes", attrs=DROITE
    )

    class Meta:
        model = Departement
        fields = ("nom", "code", "region", "voisins", "communes")

    def render_nom(self, record: Departement) -> SafeString:
        """The name, which opens its communes."""
        adresse = f"{reverse('referentiels:communes')}?{urlencode({'departement': record.pk})}"
        return format_html('<a class="s-principal" href="{}">{}</a>', adresse, record.nom)

    def render_voisins(self, record: Departement) -> str:
        """Their codes; read with the page."""
        return ", ".join(sorted(voisin.pk for voisin in record.voisins.all())) or "aucun"

    def render_communes(self, value: int) -> str:
        """« 1 234 »."""
        return nombre(value)


class CommuneTable(Tableau):
    """Name, postcodes, département, population."""

    legende = "Communes"
    nom_ligne = "commune"
    vide_titre = "Aucune commune ne correspond"
    vide_icone = "map-pin"

    nom = tables.Column(verbose_name="Commune")
    codes_postaux = tables.Column(order_by=("code_postal",), verbose_name="Codes postaux")
    departement = tables.Column(order_by=("departement_id", "nom"), verbose_name="Département")
    population = tables.Column(verbose_name="Habitants", attrs=DROITE)

    class Meta:
        model = Commune
        fields = ("nom", "codes_postaux", "departement", "population")

    def render_nom(self, record: Commune) -> SafeString:
        """The name, and whether it is an arrondissement."""
        nom = format_html('<span class="s-principal">{}</span>', record.nom)
        return format_html("{}{}", nom, _seconde_ligne("arrondissement municipal" if record.arrondissement else ""))

    def render_codes_postaux(self, value: list[str]) -> str:
        """The first four: Paris has twenty."""
        return ", ".join(value[:4]) + (f" et {len(value) - 4} autres" if len(value) > 4 else "")

    def render_population(self, value: int) -> str:
        """« 2 133 111 »."""
        return nombre(value)


class EditionTable(Tableau):
    """Each file: its source, its version and date, when it was loaded, how many rows."""

    legende = "Fichiers de référence chargés"
    nom_ligne = "fichier"
    vide_titre = "Aucun fichier n’a été chargé"
    vide_texte = "L’exploitant lance « manage.py charger_referentiels »."
    vide_icone = "document-arrow-down"

    fichier = tables.Column()
    version = tables.Column()
    date = tables.Column(verbose_name="Date de la version")
    charge_le = tables.Column(verbose_name="Chargé")
    lignes = tables.Column(attrs=DROITE)

    class Meta:
        model = Edition
        fields = ("fichier", "version", "date", "charge_le", "lignes")

    def render_fichier(self, record: Edition) -> SafeString:
        """The file over its source."""
        nom = format_html('<span class="s-principal">{}</span>', record.fichier)
        return format_html("{}{}", nom, _seconde_ligne(record.source))

    def render_date(self, value: Any) -> str:
        """« 12 mars 2026 »."""
        return date_fr(value)

    def render_charge_le(self, value: Any) -> SafeString:
        """« hier », with the moment on hover."""
        return format_html('<span title="{}">{}</span>', date_fr(value, "heure"), jours_depuis(value))

    def render_lignes(self, value: int) -> str:
        """« 34 920 »."""
        return nombre(value)
