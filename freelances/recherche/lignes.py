"""The rows shown: one query for a page, whatever its size, and the names of the skills once a moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from django.utils import timezone
from django.utils.safestring import SafeString

from freelances.enums import Disponibilite
from freelances.models import Freelance
from freelances.models.freelance import est_disponible
from referentiels.competences.presentation import pastille
from referentiels.models import Competence
from referentiels.proximite import Lien
from samba.comptes.models import Utilisateur
from samba.listes.adresses import adresse_de
from samba.listes.formats import ABSENT, date_fr, euros_courts, jours_depuis, pluriel
from samba.listes.memoire import garder_un_moment
from samba.listes.templatetags.samba_tags import badge

COMPETENCES_MONTREES = 4
# Skill → (place in alphabetical order, name).
Noms = dict[int, tuple[int, str]]


class Personne(NamedTuple):
    """The columns of a freelance that a line needs; `cles` are the skills as the search row writes them."""

    pk: int
    prenom: str
    nom: str
    titre: str
    ville: str
    departement_id: str | None
    disponibilite: str
    disponible_le: date | None
    tjm: Decimal | None
    experience_annees: int | None
    derniere_sollicitation_le: datetime | None
    cles: list[int] | None

    def __str__(self) -> str:
        return f"{self.prenom} {self.nom}"


COLONNES = [*Personne._fields[:-1], "recherche__competences"]


class Ligne(NamedTuple):
    """A freelance as the list shows them: words ready to draw, since a template's lookups cost more than reading them.

    `competences` are the best ones, each with its level, and `autres` counts the others (« +5 »).
    `lien`: by which link a widened search reached them, None when their métier is one of those asked.
    """

    freelance: Personne
    url: str
    nom: str
    titre: str
    competences: SafeString
    autres: str
    ville: str
    departement: str
    disponibilite: SafeString
    tjm: str
    experience: str
    sollicite: str
    lien: Lien | None


def badge_disponibilite(personne: Personne, aujourdhui: date) -> tuple[str, str]:
    """(text, colour): now green, within a month orange, later or never neutral."""
    if est_disponible(personne.disponibilite, personne.disponible_le, aujourdhui):
        return "Disponible", "vert"
    if personne.disponibilite == Disponibilite.INDISPONIBLE:
        return "Indisponible", "neutre"
    if personne.disponible_le is None:
        return "Date à demander", "neutre"
    proche = personne.disponible_le <= aujourdhui + timedelta(days=31)
    return f"Dès le {date_fr(personne.disponible_le, 'courte')}", "orange" if proche else "neutre"


def lignes_de(ids: list[int], utilisateur: Utilisateur, liens: Mapping[int, Lien] | None = None) -> list[Ligne]:
    """The freelances of these ids, in this order, each with its best skills and the link that reached it."""
    freelances = Freelance.objects.visibles_pour(utilisateur).filter(pk__in=ids).order_by()
    lues = {personne.pk: personne for personne in map(Personne._make, freelances.values_list(*COLONNES))}
    noms = _noms_de({cle // 10 for personne in lues.values() for cle in personne.cles or ()})
    aujourdhui = timezone.localdate()
    liens = liens or {}
    return [_ligne(lues[pk], noms, aujourdhui, liens.get(pk)) for pk in ids if pk in lues]


@garder_un_moment
def _noms() -> Noms:
    """Every skill, with its place in alphabetical order; one query a minute."""
    lues = Competence.objects.order_by("nom").values_list("pk", "nom")
    return {pk: (rang, nom) for rang, (pk, nom) in enumerate(lues)}


def _noms_de(competences: set[int]) -> Noms:
    """The names of these skills; those added since the last reading are asked for."""
    connus = _noms()
    nouvelles = competences - connus.keys()
    if not nouvelles:
        return connus
    return connus | {c.pk: (len(connus), c.nom) for c in Competence.objects.filter(pk__in=nouvelles).only("nom")}


# The same few words are on every page, and writing them costs as much as reading the rows.
_euros = lru_cache(maxsize=2048)(euros_courts)
_annees = lru_cache(maxsize=64)(lambda annees: pluriel(annees, "an"))


def _pastilles(cles: list[int], noms: Noms) -> SafeString:
    """The best skills, then by name."""
    meilleures = sorted(cles, key=lambda cle: (-(cle % 10), noms[cle // 10]))[:COMPETENCES_MONTREES]
    return SafeString("".join(pastille(noms[cle // 10][1], cle % 10) for cle in meilleures))


def _ligne(personne: Personne, noms: Noms, aujourdhui: date, lien: Lien | None) -> Ligne:
    annees, sollicite, cles = personne.experience_annees, personne.derniere_sollicitation_le, personne.cles or []
    return Ligne(
        freelance=personne,
        url=adresse_de("freelances:fiche", personne.pk),
        nom=str(personne),
        titre=personne.titre,
        competences=_pastilles(cles, noms),
        autres=f"+{len(cles) - COMPETENCES_MONTREES}" if len(cles) > COMPETENCES_MONTREES else "",
        ville=personne.ville or ABSENT,
        departement=personne.departement_id or "",
        disponibilite=badge(*badge_disponibilite(personne, aujourdhui)),
        tjm=_euros(personne.tjm),
        experience=ABSENT if annees is None else _annees(annees),
        sollicite=jours_depuis(sollicite, aujourdhui) if sollicite else "jamais",
        lien=lien,
    )
