"""Tables of the resourcing: searches made outside, ESNs that wait for a verdict."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString

from besoins.models import RechercheExterne
from referentiels.models import Entreprise
from samba.listes.adresses import lien
from samba.listes.formats import ABSENT, date_fr, pluriel
from samba.listes.tables import Tableau
from samba.listes.templatetags.samba_tags import badge

DROITE = {"td": {"class": "s-droite"}, "th": {"class": "s-droite"}}


class RechercheTable(Tableau):
    """When, where, for which besoin, what was sought, what it brought, who."""

    legende = "Recherches à l’extérieur"
    nom_ligne = "recherche"
    vide_titre = "Aucune recherche"
    vide_texte = "Quand SAMBA n’a personne de disponible, cherchez ailleurs et notez ce que cela a donné."
    vide_icone = "globe-alt"
    vide_url = reverse_lazy("resourcing:noter")
    vide_action = "Noter une recherche"

    source = tables.Column(verbose_name="Où", order_by=("source",))
    besoin = tables.Column(verbose_name="Pour", order_by=("besoin__intitule",))
    resultat = tables.Column(verbose_name="Ce que cela a donné", orderable=False, empty_values=())
    apports_n = tables.Column(verbose_name="Freelances", attrs=DROITE)
    positionnes_n = tables.Column(verbose_name="Positionnés", attrs=DROITE)
    auteur = tables.Column(verbose_name="Par", order_by=("auteur__nom", "auteur__prenom"))
    le = tables.Column(verbose_name="Le")

    class Meta:
        model = RechercheExterne
        fields = ("source", "besoin", "resultat", "apports_n", "positionnes_n", "auteur", "le")

    def render_source(self, record: RechercheExterne, value: str) -> SafeString:
        """The place, which opens the search, over the words that were sought."""
        mots = format_html('<span class="s-ligne-2">{}</span>', record.mots) if record.mots else ""
        return format_html("{}{}", lien("resourcing:recherche", record.pk, value, "s-principal"), mots)

    def render_besoin(self, record: RechercheExterne) -> SafeString:
        """The besoin over its client."""
        client = format_html('<span class="s-ligne-2">{}</span>', record.besoin.client)
        return format_html("{}{}", lien("besoins:fiche", record.besoin_id, record.besoin), client)

    def render_resultat(self, record: RechercheExterne) -> SafeString | str:
        """In the words of whoever searched."""
        return format_html('<span class="s-activite-dit">{}</span>', record.resultat) if record.resultat else ABSENT

    def render_apports_n(self, value: int) -> SafeString | str:
        """How many it brought."""
        return badge(value, "vert") if value else ABSENT

    def render_positionnes_n(self, value: int) -> int | str:
        """How many of them were put forward on this besoin."""
        return value or ABSENT

    def render_le(self, record: RechercheExterne) -> str:
        """« 12/03/2026 »."""
        return date_fr(record.le, "courte")


class EsnTable(Tableau):
    """ESNs met in the freelances' experience that are no client yet, those that most of them know first."""

    legende = "ESN à évaluer"
    nom_ligne = "ESN à évaluer"
    nom_lignes = "ESN à évaluer"
    vide_titre = "Aucune ESN à évaluer"
    vide_texte = "Celles que citent les expériences des freelances sont déjà des clients."
    vide_icone = "building-office-2"

    nom = tables.Column(verbose_name="ESN")
    siren = tables.Column(verbose_name="SIREN")
    freelances_n = tables.Column(verbose_name="Freelances passés chez elle", attrs=DROITE)
    derniere = tables.Column(verbose_name="Dernière mission connue")
    evaluer = tables.TemplateColumn(
        template_name="besoins/resourcing/_cellule_evaluer.html",
        verbose_name="",
        orderable=False,
        attrs={"td": {"class": "s-etroit s-droite"}},
    )

    class Meta:
        model = Entreprise
        fields = ("nom", "siren", "freelances_n", "derniere", "evaluer")

    def render_nom(self, value: str) -> SafeString:
        """Its name: it has no page before it is a client."""
        return format_html('<span class="s-principal">{}</span>', value)

    def render_freelances_n(self, value: int) -> str:
        """« 3 freelances »."""
        return pluriel(value, "freelance")

    def render_derniere(self, value: object) -> str:
        """The month of the latest experience there."""
        return date_fr(value, "mois")
