"""The rows shown: two queries for a page, whatever its size."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from freelances.enums import Disponibilite
from freelances.models import Freelance, FreelanceCompetence
from referentiels.enums import Maitrise
from samba.comptes.models import Utilisateur
from samba.listes.adresses import adresse_de
from samba.listes.formats import ABSENT, date_fr, euros_courts, jours_depuis, pluriel
from samba.listes.templatetags.samba_tags import badge

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


class Ligne(NamedTuple):
    """A freelance as the list shows them: words ready to draw, since a template's lookups cost more than reading them.

    `competences` are the best ones, each with its level on hover, and `autres` counts the others.
    """

    freelance: Freelance
    url: str
    nom: str
    titre: str
    competences: SafeString
    autres: int
    ville: str
    departement: str
    disponibilite: SafeString
    tjm: str
    experience: str
    sollicite: str


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
    savoirs: dict[int, list[SafeString]] = {pk: [] for pk in ids}
    competences = FreelanceCompetence.objects.filter(freelance__in=ids).order_by("-niveau", "competence__nom")
    for pk, nom, niveau in competences.values_list("freelance_id", "competence__nom", "niveau"):
        savoirs[pk].append(_pastille(nom, niveau))
    return [_ligne(lus[pk], savoirs[pk]) for pk in ids if pk in lus]


@lru_cache(maxsize=4096)
def _pastille(nom: str, niveau: int) -> SafeString:
    """A skill, its level drawn as a dot. Kept: the same few hundred are on every page."""
    gabarit = '<span class="text-nowrap me-2" title="{}">{} {}</span>'
    return format_html(gabarit, NIVEAUX[niveau], PASTILLES[niveau], nom)


def _ligne(freelance: Freelance, savoirs: list[SafeString]) -> Ligne:
    annees, sollicite = freelance.experience_annees, freelance.derniere_sollicitation_le
    return Ligne(
        freelance=freelance,
        url=adresse_de("freelances:fiche", freelance.pk),
        nom=str(freelance),
        titre=freelance.titre,
        competences=SafeString("".join(savoirs[:COMPETENCES_MONTREES])),
        autres=max(0, len(savoirs) - COMPETENCES_MONTREES),
        ville=freelance.ville or ABSENT,
        departement=freelance.departement_id or "",
        disponibilite=badge(*badge_disponibilite(freelance)),
        tjm=euros_courts(freelance.tjm),
        experience=ABSENT if annees is None else pluriel(annees, "an"),
        sollicite=jours_depuis(sollicite) if sollicite else "jamais",
    )
