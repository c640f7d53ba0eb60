"""Trees to read: référentiel → domaine → famille → sous-famille → métier, and the classes of technologies."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from referentiels.models import ClasseTechnologie, FamilleMetier, Metier, Referentiel


@dataclass
class Branche:
    """A node with what stands under it: branches, then leaves."""

    noeud: Any
    branches: list[Branche] = field(default_factory=list)
    feuilles: list[Any] = field(default_factory=list)

    @property
    def nombre(self) -> int:
        """How many leaves stand under it, at any depth."""
        return len(self.feuilles) + sum(branche.nombre for branche in self.branches)


@dataclass(frozen=True)
class ArbreMetiers:
    """A référentiel and its tree."""

    referentiel: Referentiel
    branches: list[Branche]

    @property
    def adresse(self) -> str:
        """What the addresses of its métiers begin with: one reversal, not one a métier."""
        return reverse("referentiels:metier", args=[self.referentiel.code, "0"]).removesuffix("0/")

    @property
    def nombre(self) -> int:
        """How many métiers it has."""
        return sum(branche.nombre for branche in self.branches)


def arbres_metiers() -> list[ArbreMetiers]:
    """Every référentiel with its métiers in use; three queries."""
    feuilles: dict[int, list[Metier]] = defaultdict(list)
    for metier in Metier.objects.actifs().only("code", "nom", "famille").order_by("ordre", "nom"):
        feuilles[metier.famille_id].append(metier)
    racines = _planter(FamilleMetier.objects.order_by("ordre", "nom"), feuilles)
    arbres = []
    for referentiel in Referentiel.objects.all():
        siennes = [b for b in racines if b.noeud.referentiel_id == referentiel.pk and b.nombre]
        arbres.append(ArbreMetiers(referentiel, siennes))
    return arbres


def arbre_technologies() -> list[Branche]:
    """The classes of technologies, each with its skills in use as leaves; two queries."""
    classes = list(ClasseTechnologie.objects.prefetch_related("competences"))
    feuilles = {c.pk: [k for k in c.competences.all() if not k.retiree] for c in classes}
    return _planter(classes, feuilles)


def _planter(noeuds: Any, feuilles: dict[int, list[Any]]) -> list[Branche]:
    """Link the nodes by `parent`, in their order."""
    branches = {noeud.pk: Branche(noeud, feuilles=feuilles.get(noeud.pk, [])) for noeud in noeuds}
    racines: list[Branche] = []
    for branche in branches.values():
        mere = branches.get(branche.noeud.parent_id)
        (mere.branches if mere else racines).append(branche)
    return racines
