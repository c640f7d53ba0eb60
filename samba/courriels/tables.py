"""Table of the e-mails."""

from __future__ import annotations

import django_tables2 as tables

from samba.courriels.models import Courriel
from samba.listes.tables import Tableau


class CourrielTable(Tableau):
    """Subject, recipient, statut, author, date."""

    nom_ligne = "e-mail"
    vide_titre = "Aucun e-mail"
    vide_texte = "Les e-mails écrits depuis un besoin ou un freelance s’affichent ici, avec ce qu’ils sont devenus."
    vide_icone = "envelope"

    objet = tables.Column(linkify=("courriels:detail", {"pk": tables.A("pk")}))
    destinataire = tables.Column()
    statut = tables.TemplateColumn(template_name="courriels/_statut.html", verbose_name="Statut")
    auteur = tables.Column(order_by=("auteur__nom", "auteur__prenom"))
    cree_le = tables.DateTimeColumn(format="d/m/Y H:i", verbose_name="Écrit le")

    class Meta:
        model = Courriel
        fields = ("objet", "destinataire", "statut", "auteur", "cree_le")
        order_by = "-cree_le"
