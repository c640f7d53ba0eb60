"""What the page of a CV shows: the text highlighted, and each section of proposals against the profile."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from freelances.fiche.lignes import choix_secteurs
from freelances.lecture_cv.confrontation import Situation, situer
from freelances.lecture_cv.enums import EtatProposition, Rubrique
from freelances.lecture_cv.surlignage import morceaux
from freelances.models import CV, PropositionCV
from referentiels.enums import Maitrise, NiveauLangue


@dataclass(frozen=True)
class Ligne:
    """A proposal as the page draws it."""

    proposition: PropositionCV
    situation: Situation
    ouverte: bool  # somebody has to decide

    @property
    def en_lot(self) -> bool:
        """May it be accepted with others: nothing to add, nothing replaced?"""
        return self.ouverte and self.situation.code in {"nouveau", "deja"}


@dataclass(frozen=True)
class Section:
    """The proposals of one heading."""

    code: str
    titre: str
    icone: str
    lignes: list[Ligne]

    @property
    def en_lot(self) -> int:
        """How many « Accepter la section » would write."""
        return sum(ligne.en_lot for ligne in self.lignes)

    @property
    def ouvertes(self) -> int:
        """How many wait for a decision."""
        return sum(ligne.ouverte for ligne in self.lignes)


ICONES = {
    Rubrique.IDENTITE: "user-circle", Rubrique.PROFIL: "document-text", Rubrique.CONDITIONS: "clipboard-document-list",
    Rubrique.METIER: "briefcase", Rubrique.COMPETENCE: "cpu-chip", Rubrique.EXPERIENCE: "building-office-2",
    Rubrique.FORMATION: "academic-cap", Rubrique.LANGUE: "language",
}  # fmt: skip


def contexte_propositions(cv: CV) -> dict[str, Any]:
    """The right side of the page; a fixed number of queries."""
    propositions = list(cv.propositions.select_related("decidee_par"))
    situations = situer(propositions, cv.freelance)
    ordre = {code: rang for rang, code in enumerate(Rubrique.values)}
    propositions.sort(key=lambda p: (ordre[p.rubrique], p.rang, p.pk))
    sections = [
        Section(code, Rubrique(code).label, ICONES[Rubrique(code)], [_ligne(p, situations[p.pk]) for p in groupe])
        for code, groupe in groupby(propositions, key=lambda p: p.rubrique)
    ]
    return {
        "cv": cv,
        "freelance": cv.freelance,
        "propositions": propositions,
        "sections": sections,
        "en_lot": sum(section.en_lot for section in sections),
        "ouvertes": sum(section.ouvertes for section in sections),
        "acceptees": sum(p.etat == EtatProposition.ACCEPTEE for p in propositions),
        "secteurs": choix_secteurs(),
        "niveaux": Maitrise.choices,
        "niveaux_langue": NiveauLangue.choices,
    }


def _ligne(proposition: PropositionCV, situation: Situation) -> Ligne:
    return Ligne(proposition, situation, proposition.etat == EtatProposition.PROPOSEE)


def contexte_page(cv: CV) -> dict[str, Any]:
    """The whole page."""
    contexte = contexte_propositions(cv)
    return contexte | {"morceaux": morceaux(cv.texte, contexte["propositions"])}
