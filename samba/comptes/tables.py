"""Table of the team."""

from __future__ import annotations

import django_tables2 as tables

from samba.comptes.models import Utilisateur
from samba.listes.tables import Tableau


class UtilisateurTable(Tableau):
    """Name, role, agence, how to reach them."""

    nom_ligne = "personne"
    vide_titre = "Personne ne correspond"
    vide_icone = "users"

    nom = tables.TemplateColumn(
        template_name="comptes/_personne.html", verbose_name="Nom", order_by=("nom", "prenom"), accessor="nom"
    )
    role = tables.Column(verbose_name="Rôle")
    agence = tables.Column(verbose_name="Agence", order_by="agence__nom")
    email = tables.TemplateColumn("{% courriel record.email %}", verbose_name="Adresse e-mail")
    telephone = tables.TemplateColumn("{% tel record.telephone %}", verbose_name="Téléphone", orderable=False)

    class Meta:
        model = Utilisateur
        fields = ("nom", "role", "agence", "email", "telephone")
        order_by = "nom"
