"""The rows shown: two queries for a page, whatever its size."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from freelances.enums import Disponibilite
from freelances.models import Freelance, FreelanceCompetence
from referentiels.enums import Maitrise
from samba.comptes.models import Utilisateur
from samba.listes.formats import date_fr

COMPETENCES_MONTREES = 4
COLONNES = [
    "prenom",
    "nom",
    "titre",
    "ville",
    "code_postal",
    "disponibilite",
    "disponible_le",
    "tjm",
    "experience_annees",
    "classification",
    "publie_le",
    "derniere_sollicitation_le",
    "disponibilite_confirmee_le",
    "archive_le",
    "departement",
]
PASTILLES = {1: "○", 2: "◐", 3: "●"}
NIVEAUX = {niveau.value: str(niveau.label) for niveau in Maitrise}


@dataclass
class Ligne:
    """A freelance as the list shows them."""

    freelance: Freelance
    url: str
    competences: list[tuple[str, str]] = field(default_factory=list)
    autres: int = 0

    @property
    def disponibilite(self) -> tuple[str, str]:
        """(text, colour) of the badge."""
        return badge_disponibilite(self.freelance)


def badge_disponibilite(freelance: Freelance) -> tuple[str, str]:
    """(text, colour): now green, within a month orange, later or never neutral."""
    if freelance.est_disponible:
        return "Disponible", "vert"
    if freelance.disponibilite == Disponibilite.INDISPONIBLE:
        return "Indisponible", "neutre"
    if freelance.disponible_le is None:
        return "Date à demander", "neutre"
    proche = freelance.disponible_le <= timezone.localdate() + timedelta(days=31)
    return f"Dès le {date_fr(freelance.disponible_le, 'courte')}", "orange" if proche else "neutre"


def lignes_de(ids: list[int], utilisateur: Utilisateur) -> list[Ligne]:
    """The freelances of these ids, in this order, each with its best skills."""
    lus = Freelance.objects.visibles_pour(utilisateur).select_related(None).only(*COLONNES).in_bulk(ids)
    # One reversal for the page: 25 of them cost as much as the search itself.
    modele = reverse("freelances:fiche", args=[0])
    lignes = {pk: Ligne(lus[pk], modele.replace("/0/", f"/{pk}/")) for pk in ids if pk in lus}
    competences = FreelanceCompetence.objects.filter(freelance__in=ids).order_by("-niveau", "competence__nom")
    for pk, nom, niveau in competences.values_list("freelance_id", "competence__nom", "niveau"):
        ligne = lignes.get(pk)
        if ligne is None:
            continue
        if len(ligne.competences) < COMPETENCES_MONTREES:
            ligne.competences.append((f"{PASTILLES[niveau]} {nom}", NIVEAUX[niveau]))
        else:
            ligne.autres += 1
    return list(lignes.values())
