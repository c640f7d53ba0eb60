"""The rows of the vivier: a fixed number of queries for a page, whatever its size."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from freelances.enums import Classification
from freelances.models import Evaluation, Freelance, FreelanceCompetence, MetierActuel
from referentiels.competences.presentation import points_seuls
from referentiels.enums import Maitrise, NiveauEtude
from samba.comptes.models import Utilisateur
from samba.listes.adresses import adresse_de
from samba.listes.formats import ABSENT

METIERS_MONTRES = 3
# What a line reads of an evaluation, which has forty columns.
LUS = (
    "freelance",
    "niveau_valide",
    "niveau_non_valide",
    "bassin__nom",
    "experience_numerique__nom",
)


class LigneVivier(NamedTuple):
    """A candidate as the list shows them (columns of source 003)."""

    pk: int
    civilite: str
    nom: str
    titre: str
    bassin: str
    ville: str
    metiers: list[str]
    autres_metiers: int
    classification: str
    couleur: str
    classifie_le: datetime | None
    niveau: str
    tranche: str

    @property
    def etude(self) -> str:
        """The address of the study of this candidate."""
        return adresse_de("vivier:etude", self.pk)

    @property
    def apercu(self) -> str:
        """The address of the preview."""
        return adresse_de("vivier:apercu", self.pk)

    @property
    def savoirs(self) -> str:
        """The address of the skills by thème."""
        return adresse_de("vivier:savoirs", self.pk)


def lignes_de(ids: list[int], utilisateur: Utilisateur) -> list[LigneVivier]:
    """The candidates of these ids, in this order. Three queries."""
    freelances = Freelance.objects.visibles_pour(utilisateur).select_related(None)
    lus = freelances.only("civilite", "prenom", "nom", "titre", "ville", "classification", "publie_le").in_bulk(ids)
    publiees = Evaluation.objects.visibles_pour(utilisateur).publiees().filter(freelance__in=ids)
    evaluations = {
        evaluation.freelance_id: evaluation
        for evaluation in publiees.select_related(None).select_related("bassin", "experience_numerique").only(*LUS)
    }
    actuels = metiers_actuels({evaluation.pk for evaluation in evaluations.values()})
    return [_ligne(lus[pk], evaluations.get(pk), actuels) for pk in ids if pk in lus]


def metiers_actuels(evaluations: set[int]) -> dict[int, list[str]]:
    """The names of the métiers actuels of each evaluation. One query."""
    lus: dict[int, list[str]] = {}
    liens = MetierActuel.objects.filter(evaluation__in=evaluations).order_by("pk")
    for evaluation, metier in liens.values_list("evaluation_id", "metier__nom"):
        lus.setdefault(evaluation, []).append(metier)
    return lus


def _ligne(freelance: Freelance, evaluation: Evaluation | None, actuels: dict[int, list[str]]) -> LigneVivier:
    metiers = actuels.get(evaluation.pk, []) if evaluation else []
    employable = freelance.classification == Classification.EMPLOYABLE
    return LigneVivier(
        pk=freelance.pk,
        civilite=str(freelance.get_civilite_display()),
        nom=str(freelance),
        titre=freelance.titre,
        bassin=evaluation.bassin.nom if evaluation and evaluation.bassin else ABSENT,
        ville=freelance.ville or ABSENT,
        metiers=metiers[:METIERS_MONTRES],
        autres_metiers=max(0, len(metiers) - METIERS_MONTRES),
        classification=str(freelance.get_classification_display()),
        couleur="vert" if employable else "orange",
        classifie_le=freelance.publie_le,
        niveau=dict(NiveauEtude.choices).get(evaluation.niveau_etude, ABSENT) if evaluation else ABSENT,
        tranche=str(evaluation.experience_numerique) if evaluation and evaluation.experience_numerique else ABSENT,
    )


def savoirs_par_theme(freelance: Freelance) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Today's skills by thème, the best known first: (skill, level in words, its dots). One query."""
    liens = FreelanceCompetence.objects.filter(freelance=freelance).select_related("competence__theme")
    groupes: dict[str, list[tuple[str, str, str]]] = {}
    for lien in sorted(liens, key=lambda lien: (lien.competence.rang_theme, -lien.niveau, lien.competence.nom)):
        niveau = str(Maitrise(lien.niveau).label)
        groupes.setdefault(lien.competence.nom_theme, []).append(
            (lien.competence.nom, niveau, points_seuls(lien.niveau))
        )
    return list(groupes.items())


class CompteVivier:
    """What the count line and the links of the list read of a table (`compte_lignes`, `lien_partiel`)."""

    cible = "#resultats"
    nom_ligne = "candidat"
    nom_lignes = ""

    def __init__(self, paginator: Any) -> None:
        self.paginator = paginator
