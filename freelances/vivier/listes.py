"""The vivier as a list that one shapes, keeps and takes out. Its page draws its own rows; the file uses this table."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from freelances.models import Evaluation, Freelance, Situation
from freelances.sar.verrou import FichesDepasseesError
from freelances.vivier.acces import vivier_pour
from freelances.vivier.formulaire import VivierForm
from referentiels.enums import NiveauEtude
from samba.acces.vues import utilisateur_de
from samba.comptes.models import Utilisateur
from samba.listes.formats import jour_de
from samba.listes.registre import Extrait, Liste, enregistrer_liste
from samba.listes.tables import Tableau


class VivierTable(Tableau):
    """What a file says of a candidate: the columns of source 003, and none of the coordinates."""

    liste = "vivier"
    nom_ligne = "candidat"
    ecran = ("nom", "bassin", "metiers", "classification", "savoirs", "niveau")

    nom = tables.Column(verbose_name="Candidat")
    civilite = tables.Column(verbose_name="Civilité")
    titre = tables.Column(verbose_name="Titre")
    bassin = tables.Column(verbose_name="Bassin d’emploi", empty_values=())
    ville = tables.Column(verbose_name="Ville")
    metiers = tables.Column(verbose_name="Métiers actuels", empty_values=())
    classification = tables.Column(verbose_name="Classification")
    classifie_le = tables.Column(accessor="publie_le", verbose_name="Classifié le")
    savoirs = tables.Column(verbose_name="Savoir-faire", empty_values=())
    niveau = tables.Column(verbose_name="Niveau d’étude", empty_values=())
    tranche = tables.Column(verbose_name="Expérience dans le numérique", empty_values=())
    situation = tables.Column(verbose_name="Situation", empty_values=())

    class Meta:
        model = Freelance
        fields = (
            "nom", "civilite", "titre", "bassin", "ville", "metiers", "classification", "classifie_le", "savoirs",
            "niveau", "tranche", "situation",
        )  # fmt: skip

    def value_nom(self, record: Freelance) -> str:
        """First name and name."""
        return str(record)

    def value_bassin(self, record: Any) -> str:
        """Of the published evaluation."""
        return str(record.evaluation.bassin.nom) if record.evaluation and record.evaluation.bassin else ""

    def value_metiers(self, record: Any) -> str:
        """All the métiers actuels."""
        liens = record.evaluation.metiers_actuels.all() if record.evaluation else ()
        return ", ".join(str(lien.metier) for lien in liens)

    def value_classifie_le(self, record: Freelance) -> Any:
        """The day."""
        return jour_de(record.publie_le)

    def value_savoirs(self, record: Freelance) -> str:
        """« Java (expérimenté), SQL (débutant) », the best known first."""
        liens = sorted(record.competences.all(), key=lambda lien: (-lien.niveau, lien.competence.nom))
        return ", ".join(f"{lien.competence.nom} ({lien.get_niveau_display().lower()})" for lien in liens)

    def value_niveau(self, record: Any) -> str:
        """The level of study, validated or not, that the search asks for."""
        return dict(NiveauEtude.choices).get(record.evaluation.niveau_etude, "") if record.evaluation else ""

    def value_tranche(self, record: Any) -> str:
        """The band of experience."""
        return str(record.evaluation.experience_numerique or "") if record.evaluation else ""

    def value_situation(self, record: Any) -> str:
        """What the candidate does today."""
        return str(record.situation or "")

    @classmethod
    def masquees(cls, colonnes: tuple[str, ...]) -> str:
        """The classes that hide what was not chosen: the rows are drawn whole, once for all."""
        return " ".join(f"sans-{rang}" for rang, nom in enumerate(cls.ecran, 1) if nom not in colonnes)


def _lire(utilisateur: Utilisateur, cles: list[int]) -> list[Freelance]:
    """The candidates of these ids, in this order, with what the columns read. A fixed number of queries."""
    lignes = Freelance.objects.visibles_pour(utilisateur).prefetch_related("competences__competence")
    lus: dict[int, Any] = lignes.in_bulk(cles)
    publiees = Evaluation.objects.visibles_pour(utilisateur).publiees().filter(freelance__in=cles).select_related(None)
    evaluations = {
        evaluation.freelance_id: evaluation
        for evaluation in publiees.select_related("bassin", "experience_numerique").prefetch_related(
            "metiers_actuels__metier"
        )
    }
    situations = {s.freelance_id: s for s in Situation.objects.filter(freelance__in=cles).actuelles()}
    for cle, freelance in lus.items():
        freelance.evaluation, freelance.situation = evaluations.get(cle), situations.get(cle)
    return [lus[cle] for cle in cles if cle in lus]


def _extraire(request: HttpRequest, limite: int) -> Extrait:
    """Through the one door of the pool: what is overdue closes the file as it closes the page (SAR-4, SAR-5)."""
    utilisateur = utilisateur_de(request)
    try:
        vivier = vivier_pour(utilisateur)
    except FichesDepasseesError as cause:
        raise PermissionDenied(str(cause)) from cause
    ids = vivier.chercher(VivierForm(request.GET, utilisateur).criteres(), request.GET.get("tri", ""), limite + 1)
    return Extrait(ids, lambda cles: _lire(utilisateur, cles))


def declarer() -> None:
    """Register it."""
    enregistrer_liste(Liste("vivier", "Vivier", {"vivier:liste": ""}, VivierTable, _extraire))
