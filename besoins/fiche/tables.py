"""The table of besoins. The DO's column says « DO privé » for those one may not read (CLI-5): it is never sorted."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse_lazy

from besoins.models import Besoin
from samba.comptes.models import Utilisateur
from samba.listes.formats import euros_jour
from samba.listes.tables import Tableau

DROITE = {"td": {"class": "s-droite"}, "th": {"class": "s-droite"}}


class ColonneDO(tables.TemplateColumn):
    """The DO, or « DO privé »: decided row by row for the user of the table."""

    def render(self, record: Besoin, table: Any, value: Any, bound_column: Any, **kwargs: Any) -> Any:
        record.do_lisible = record.contact.lisible_par(table.utilisateur)  # type: ignore[attr-defined]
        return super().render(record, table, value, bound_column, **kwargs)


class BesoinTable(Tableau):
    """Title and profile, client, DO, place, start, rate, positionnements in play, statut, owner."""

    nom_ligne = "besoin"
    legende = "Besoins"
    vide_titre = "Aucun besoin ici"
    vide_texte = "Changez les filtres, ou ouvrez un besoin dès qu’un donneur d’ordre vous en parle."
    vide_icone = "clipboard-document-list"
    vide_url = reverse_lazy("besoins:creer")
    vide_action = "Nouveau besoin"

    intitule = tables.TemplateColumn(template_name="besoins/fiche/colonnes/intitule.html", verbose_name="Besoin")
    client = tables.TemplateColumn(
        template_name="besoins/fiche/colonnes/client.html", order_by=("client__entreprise__nom",)
    )
    contact = ColonneDO(
        template_name="besoins/fiche/colonnes/contact.html", verbose_name="Donneur d’ordre", orderable=False
    )
    # The code is enough, and reading the département would cost a query a row.
    lieu = tables.TemplateColumn(
        template_name="besoins/fiche/colonnes/lieu.html",
        accessor="departement_id",
        verbose_name="Lieu",
        order_by=("departement_id", "ville"),
    )
    date_demarrage = tables.DateColumn(format="d/m/Y", verbose_name="Démarrage")
    tjm_vente = tables.Column(verbose_name="TJM", attrs=DROITE)
    en_jeu = tables.Column(verbose_name="Positionnés", attrs=DROITE)
    statut = tables.TemplateColumn(template_name="besoins/fiche/colonnes/statut.html")
    proprietaire = tables.Column(verbose_name="Suivi par", order_by=("proprietaire__nom", "proprietaire__prenom"))

    class Meta:
        model = Besoin
        fields = (
            "intitule",
            "client",
            "contact",
            "lieu",
            "date_demarrage",
            "tjm_vente",
            "en_jeu",
            "statut",
            "proprietaire",
        )

    def __init__(self, *args: Any, utilisateur: Utilisateur, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.utilisateur = utilisateur

    def render_tjm_vente(self, value: Any) -> str:
        """« 600 €/j »."""
        return euros_jour(value)
