"""The positionnements as a list: the same rows as the board, sorted, counted, exported."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from besoins.enums import COULEURS_ETAPE
from besoins.models import Positionnement
from besoins.positionnements.presentation import carte_de
from besoins.tableau.cartes import age, relance
from besoins.tableau.filtres import PositionnementFiltre
from besoins.tableau.lecture import positionnements_pour
from samba.acces.vues import utilisateur_de
from samba.comptes.models import Utilisateur
from samba.listes.adresses import adresse_de, lien
from samba.listes.formats import date_fr, euros_jour, jour_de, pourcent
from samba.listes.registre import Extrait, Liste, enregistrer_liste, extrait_du_tableau
from samba.listes.tables import Tableau
from samba.listes.templatetags.samba_tags import badge

DROITE = {"td": {"class": "s-droite"}, "th": {"class": "s-droite"}}


class PositionnementTable(Tableau):
    """Who, on what, at which stage and since when, at what margin, what is due next."""

    liste = "positionnements"
    nom_ligne = "positionnement"
    legende = "Positionnements"
    vide_titre = "Aucun positionnement ici"
    vide_texte = "Changez les filtres, ou positionnez des freelances depuis un besoin qualifié."
    vide_icone = "view-columns"

    choix = tables.Column(empty_values=(), orderable=False, verbose_name="Choix", attrs={"td": {"class": "s-etroit"}})
    freelance = tables.Column(order_by=("freelance__nom", "freelance__prenom"))
    besoin = tables.Column(order_by=("besoin__intitule",))
    client = tables.Column(accessor="besoin__client__entreprise__nom", verbose_name="Client")
    etape = tables.Column(verbose_name="Étape")
    depuis = tables.Column(verbose_name="Depuis")
    tjm_achat = tables.Column(verbose_name="Achat", attrs=DROITE)
    tjm_vente = tables.Column(verbose_name="Vente", attrs=DROITE)
    marge = tables.Column(verbose_name="Marge", orderable=False, attrs=DROITE)
    relance_le = tables.Column(verbose_name="Relance")
    motif_lisible = tables.Column(verbose_name="Motif de sortie", orderable=False)
    auteur = tables.Column(verbose_name="Positionné par", order_by=("auteur__nom", "auteur__prenom"))
    suite = tables.Column(empty_values=(), orderable=False, verbose_name="À faire")

    class Meta:
        model = Positionnement
        fields = (
            "choix", "freelance", "besoin", "client", "etape", "depuis", "tjm_achat", "tjm_vente", "marge",
            "relance_le", "motif_lisible", "auteur", "suite",
        )  # fmt: skip

    secondaires = frozenset({"client", "motif_lisible", "auteur"})
    utilisateur: Utilisateur

    def render_choix(self, record: Positionnement) -> SafeString | str:
        """The box of a move: which one, as it was read."""
        if not self.utilisateur.peut_gerer_besoins:
            return ""
        gabarit = (
            '<input class="form-check-input m-0 t-choix" type="checkbox" name="choix" value="{}:{}" form="deplacement" '
            'aria-label="Choisir {}">'
        )
        return format_html(gabarit, record.pk, record.version, record.freelance)

    def value_choix(self, record: Positionnement) -> str:
        """A file has no box."""
        return ""

    def render_freelance(self, record: Positionnement) -> SafeString:
        """Who, which opens the positionnement, over their title."""
        titre = record.freelance.titre
        ligne_2 = format_html('<span class="s-ligne-2">{}</span>', titre) if titre else ""
        return format_html("{}{}", lien("besoins:positionnement", record.pk, record.freelance, "s-principal"), ligne_2)

    def render_besoin(self, record: Positionnement) -> SafeString:
        """The mission, which opens its file, over its client."""
        client = format_html('<span class="s-ligne-2">{}</span>', record.besoin.client.nom)
        return format_html("{}{}", lien("besoins:fiche", record.besoin_id, record.besoin), client)

    def value_besoin(self, record: Positionnement) -> str:
        """Its title."""
        return record.besoin.intitule

    def render_etape(self, record: Positionnement, value: str) -> SafeString:
        """The stage in its colour."""
        return badge(value, COULEURS_ETAPE[record.etape])

    def render_depuis(self, value: Any) -> SafeString:
        """« 3 j »."""
        return age(value, timezone.localdate())

    def value_depuis(self, record: Any) -> Any:
        """The day, in a file; empty where it is hidden (CLI-5)."""
        return jour_de(record.depuis)

    def render_relance_le(self, value: Any) -> SafeString:
        """The timer of BES-5."""
        return relance(value, timezone.localdate())

    def value_relance_le(self, record: Any) -> str:
        """The day, in a file."""
        return date_fr(record.relance_le, "courte") if record.relance_le else ""

    def render_tjm_achat(self, value: Decimal) -> str:
        """« 500 €/j »."""
        return euros_jour(value)

    def render_tjm_vente(self, value: Decimal) -> str:
        """« 600 €/j »."""
        return euros_jour(value)

    def render_marge(self, value: Decimal) -> SafeString:
        """« 16,7 % », in red below zero (BES-2)."""
        return format_html('<span class="{}">{}</span>', "text-red" if value < 0 else "", pourcent(value))

    def render_suite(self, record: Positionnement) -> SafeString | str:
        """What to do next."""
        suite = carte_de(record, record.besoin, self.utilisateur).suite
        if suite is None:
            return ""
        return format_html('<a class="btn btn-sm" href="{}">{}</a>', adresse_de(suite[1], record.pk), suite[0])

    def value_suite(self, record: Positionnement) -> str:
        """Its words."""
        suite = carte_de(record, record.besoin, self.utilisateur).suite
        return suite[0] if suite else ""


def _extraire(request: HttpRequest, limite: int) -> Extrait:
    """What the screen shows, hidden where it is hidden (CLI-5)."""
    utilisateur = utilisateur_de(request)
    filtre = PositionnementFiltre(
        request.GET, queryset=positionnements_pour(utilisateur), request=request, utilisateur=utilisateur
    )
    tableau = PositionnementTable(filtre.qs, colonnes=PositionnementTable.noms_colonnes(), utilisateur=utilisateur)
    return extrait_du_tableau(request, tableau, limite)


def declarer() -> None:
    """Register the list."""
    pages = {"besoins:positionnements": ""}
    enregistrer_liste(Liste("positionnements", "Positionnements", pages, PositionnementTable, _extraire))
