"""The table of my relances."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables

from samba.activite.models import Relance
from samba.listes.tables import Tableau

VIDES = {
    "retard": ("Rien en retard", "Toutes vos relances sont à jour."),
    "a_venir": ("Rien de prévu", "Une relance se pose à la fin d’un appel, ou depuis la fiche d’un contact."),
    "faites": ("Aucune relance terminée", "Celles que vous terminez se retrouvent ici."),
}


class RelanceTable(Tableau):
    """What to do, about whom, when, and the buttons that do it."""

    legende = "Mes relances"
    nom_ligne = "relance"
    vide_titre = "Rien à faire aujourd’hui"
    vide_texte = "Vos relances échues et celles du jour apparaîtront ici."
    vide_icone = "check-circle"

    echeance = tables.TemplateColumn(template_name="activite/_cellule_echeance.html", verbose_name="Échéance")
    libelle = tables.TemplateColumn(template_name="activite/_cellule_libelle.html", verbose_name="À faire")
    genre = tables.Column(verbose_name="Origine")
    actions = tables.TemplateColumn(
        template_name="activite/_cellule_actions.html", verbose_name="Actions", orderable=False
    )

    class Meta:
        model = Relance
        fields = ("libelle", "echeance", "genre", "actions")
        sequence = fields

    def __init__(self, *args: Any, vue: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vide_titre, self.vide_texte = VIDES.get(vue, (self.vide_titre, self.vide_texte))
