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
from samba.listes.formats import ABSENT, date_fr, euros_courts, jours_depuis, pluriel

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
    """A freelance as the list shows them: words ready to draw, since a template's lookups cost more than reading them.

    `competences` holds (skill, its level in a word); `disponibilite` is the (text, colour) of its badge.
    """

    freelance: Freelance
    url: str
    nom: str
    titre: str
    ville: str
    departement: str
    disponibilite: tuple[str, str]
    tjm: str
    experience: str
    sollicite: str
    competences: list[tuple[str, str]] = field(default_factory=list)
    autres: int = 0


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
    lignes = {pk: _ligne(lus[pk], modele.replace("/0/", f"/{pk}/")) for pk in ids if pk in lus}
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


def _ligne(freelance: Freelance, url: str) -> Ligne:
    annees, sollicite = freelance.experience_annees, freelance.derniere_sollicitation_le
    return Ligne(
        freelance=freelance,
        url=url,
        nom=str(freelance),
        titre=freelance.titre,
        ville=freelance.ville or ABSENT,
        departement=freelance.departement_id or "",
        disponibilite=badge_disponibilite(freelance),
        tjm=euros_courts(freelance.tjm),
        experience=ABSENT if annees is None else pluriel(annees, "an"),
        sollicite=jours_depuis(sollicite) if sollicite else "jamais",
    )
