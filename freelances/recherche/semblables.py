"""Profiles that resemble one: same métier, skills in common. Found by the search row, bounded whatever the base."""

from __future__ import annotations

from dataclasses import dataclass

from freelances.models import Freelance, ProfilRecherche
from freelances.recherche.criteres import Criteres
from freelances.recherche.moteur import chercher
from referentiels.models import Competence
from samba.comptes.models import Utilisateur

MONTRES = 6
# Candidates read at each step: those who share the three best skills, then two, then one.
LUS = 200
COEUR = 3


@dataclass(frozen=True)
class Semblable:
    """A profile that resembles another, and what they share."""

    freelance: Freelance
    communes: list[str]
    nombre: int


def semblables(freelance: Freelance, utilisateur: Utilisateur) -> list[Semblable]:
    """At most `MONTRES` freelances, those who share most skills first; none without a skill. At most six queries."""
    ligne = ProfilRecherche.objects.filter(pk=freelance.pk).only("competences", "metiers").first()
    if ligne is None or not ligne.competences:
        return []
    miennes = {cle // 10 for cle in ligne.competences}
    ids = _candidats(freelance.pk, ligne)
    lues = ProfilRecherche.objects.filter(pk__in=ids).values_list("pk", "competences")
    communes = {pk: miennes & {cle // 10 for cle in cles} for pk, cles in lues}
    rangs = sorted(communes, key=lambda pk: (-len(communes[pk]), -pk))[:MONTRES]
    trouves = Freelance.objects.visibles_pour(utilisateur).in_bulk(rangs)
    noms = dict(Competence.objects.filter(pk__in=miennes).values_list("pk", "nom"))
    return [
        Semblable(trouves[pk], sorted(noms[cle] for cle in communes[pk])[:5], len(communes[pk]))
        for pk in rangs
        if pk in trouves
    ]


def _candidats(soi: int, ligne: ProfilRecherche) -> list[int]:
    """Ask for the best skills together, then for fewer, until there are enough."""
    meilleures = sorted(ligne.competences, key=lambda cle: (-(cle % 10), cle))
    requises = [(cle // 10, 1) for cle in meilleures[:COEUR]]
    for combien in range(len(requises), 0, -1):
        criteres = Criteres(metiers=tuple(ligne.metiers), requises=tuple(requises[:combien]))
        ids = [pk for pk in chercher(criteres, limite=LUS + 1) if pk != soi]
        if len(ids) >= MONTRES or combien == 1:
            return ids[:LUS]
    return []
