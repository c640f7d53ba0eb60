"""The search as a list that one shapes, keeps and takes out. Its page draws its own rows; the file uses this table."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from freelances.models import Fiche, Freelance
from freelances.recherche.formulaire import RechercheForm
from freelances.recherche.lignes import badge_disponibilite
from freelances.recherche.moteur import trouver
from freelances.sar.verrou import FichesDepasseesError, evaluation_cherchable
from samba.acces.vues import utilisateur_de
from samba.comptes.models import Utilisateur
from samba.listes.formats import jour_de, telephone
from samba.listes.registre import Extrait, Liste, enregistrer_liste
from samba.listes.tables import Tableau


class FreelanceTable(Tableau):
    """What a file says of a freelance. Its page draws its own rows."""

    liste = "freelances"
    nom_ligne = "freelance"
    ecran = ("nom", "competences", "lieu", "disponibilite", "tjm", "experience_annees", "sollicite")

    nom = tables.Column(verbose_name="Freelance")
    titre = tables.Column(verbose_name="Titre")
    competences = tables.Column(verbose_name="Compétences", orderable=False)
    lieu = tables.Column(verbose_name="Lieu", orderable=False)
    disponibilite = tables.Column(verbose_name="Disponibilité")
    tjm = tables.Column(verbose_name="TJM")
    experience_annees = tables.Column(verbose_name="Expérience")
    sollicite = tables.Column(accessor="derniere_sollicitation_le", verbose_name="Sollicité")
    email = tables.Column(verbose_name="E-mail", orderable=False)
    telephone = tables.Column(verbose_name="Téléphone", orderable=False)
    classification = tables.Column(verbose_name="Classification")

    class Meta:
        model = Freelance
        fields = (
            "nom",
            "titre",
            "competences",
            "lieu",
            "disponibilite",
            "tjm",
            "experience_annees",
            "sollicite",
            "email",
            "telephone",
            "classification",
        )

    secondaires = frozenset({"titre", "email", "telephone", "classification"})

    def value_nom(self, record: Freelance) -> str:
        """First name and name."""
        return str(record)

    def value_competences(self, record: Freelance) -> str:
        """All of them, the best first."""
        return ", ".join(ligne.competence.nom for ligne in record.competences.all())

    def value_lieu(self, record: Freelance) -> str:
        """« Nantes (44) »."""
        return f"{record.ville} ({record.departement_id})" if record.departement_id else record.ville

    def value_disponibilite(self, record: Freelance) -> str:
        """As the page says it."""
        return badge_disponibilite(record, timezone.localdate())[0]  # type: ignore[arg-type]

    def value_sollicite(self, record: Freelance) -> Any:
        """The day."""
        return jour_de(record.derniere_sollicitation_le)

    def value_telephone(self, record: Freelance) -> str:
        """« 06 12 34 56 78 »."""
        return telephone(record.telephone)


def masquees(colonnes: tuple[str, ...]) -> str:
    """The classes that hide the columns of the page that were not chosen: its rows are drawn whole, once for all."""
    return " ".join(f"sans-{rang}" for rang, nom in enumerate(FreelanceTable.ecran, 1) if nom not in colonnes)


def _lire(utilisateur: Utilisateur, cles: list[int], avec_evaluation: bool) -> list[Freelance]:
    """SAR-4: while the vivier is closed, what the qualifieurs say is told of my agence's candidates alone."""
    lignes = Freelance.objects.visibles_pour(utilisateur).prefetch_related("competences__competence")
    lus = lignes.in_bulk(cles)
    if not avec_evaluation:
        fiches = Fiche.objects.filter(agence=utilisateur.agence_id, freelance__in=cles)
        suivis = set(fiches.values_list("freelance", flat=True))
        for cle in lus.keys() - suivis:
            lus[cle].classification = ""
    return [lus[cle] for cle in cles if cle in lus]


def _extraire(request: HttpRequest, limite: int) -> Extrait:
    """By the one function that reads the search row; the lock holds for the file as for the page (SAR-4)."""
    utilisateur = utilisateur_de(request)
    try:
        avec_evaluation = evaluation_cherchable(utilisateur)
    except FichesDepasseesError as cause:
        raise PermissionDenied(str(cause)) from cause
    criteres = RechercheForm(request.GET, avec_evaluation=avec_evaluation).criteres()
    trouves = trouver(criteres, limite=limite + 1, tri=request.GET.get("tri", ""))
    return Extrait(trouves.ids, lambda cles: _lire(utilisateur, cles, avec_evaluation))


def declarer() -> None:
    """Register it."""
    enregistrer_liste(Liste("freelances", "Freelances", {"freelances:liste": ""}, FreelanceTable, _extraire))
