"""The comparison sheet of a besoin: only CVs that may leave today; the proof runs on its bytes too (FRE-4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string

from besoins.enums import Etape
from besoins.models import Besoin, Positionnement
from besoins.textes import tarif
from freelances.cv_anonyme.pdf import rendre_page
from freelances.cv_anonyme.services import en_vigueur, fuites_du_pdf, restes
from freelances.models import CVAnonyme
from samba.comptes.models import Utilisateur
from samba.listes.formats import pluriel

PAR_PAGE = 4  # profiles side by side on an A4 sheet


class ComparatifVideError(Exception):
    """Fewer than two profiles may be shown: there is nothing to compare."""


class ComparatifIdentifiantError(Exception):
    """The sheet names somebody: nothing is given. `mots` says what."""

    def __init__(self, mots: list[str]) -> None:
        super().__init__(", ".join(mots))
        self.mots = mots


@dataclass(frozen=True)
class Feuille:
    """The sheet: its bytes, the references in it, and how many positioned freelances stayed out."""

    octets: bytes
    references: list[str]
    absents: int


@dataclass(frozen=True)
class Colonne:
    """One profile of the sheet, and the CV that was approved of it."""

    cv: CVAnonyme
    tjm: str
    demandees: list[dict[str, Any]] = field(default_factory=list)

    @property
    def autres(self) -> list[str]:
        """The other skills, the best mastered first; eight are enough."""
        vues = {d["nom"] for d in self.demandees}
        toutes = [c for groupe in self.cv.contenu["competences"] for c in groupe["competences"] if c["nom"] not in vues]
        return [c["nom"] for c in sorted(toutes, key=lambda c: -c["rang"])[:8]]

    @property
    def secteurs(self) -> list[str]:
        """Where they worked, latest first."""
        return list(dict.fromkeys(e["secteur"] for e in self.cv.contenu["experiences"]))[:5]

    @property
    def experience(self) -> str:
        """« 12 ans », "" when unknown."""
        annees = self.cv.contenu["experience_annees"]
        return pluriel(annees, "an") if annees is not None else ""


def composer(besoin: Besoin, utilisateur: Utilisateur) -> Feuille:
    """The sheet of the freelances positioned on this besoin whose approved CV may leave today.

    Raises:
        ComparatifVideError: fewer than two of them.
        ComparatifIdentifiantError: the bytes name one of them.
    """
    places = Positionnement.objects.visibles_pour(utilisateur).filter(besoin=besoin).exclude(etape=Etape.ECARTE)
    positionnements = list(places.select_related("freelance").order_by("pk"))
    colonnes = [c for p in positionnements if (c := _colonne(p, besoin)) is not None]
    if len(colonnes) < 2:
        raise ComparatifVideError
    groupes = [colonnes[i : i + PAR_PAGE] for i in range(0, len(colonnes), PAR_PAGE)]
    html = render_to_string("besoins/comparatif/pdf.html", {"besoin": besoin, "groupes": groupes})
    octets = rendre_page(html)
    trouves = [o.mots for c in colonnes for o in fuites_du_pdf(c.cv.freelance, c.cv.contenu, octets)]
    if trouves:
        raise ComparatifIdentifiantError(list(dict.fromkeys(trouves)))
    return Feuille(octets, [c.cv.reference for c in colonnes], len(positionnements) - len(colonnes))


def _colonne(positionnement: Positionnement, besoin: Besoin) -> Colonne | None:
    """What the sheet says of one freelance; None when their CV may not leave today."""
    cv = en_vigueur(positionnement.freelance)
    if cv is None or restes(cv, positionnement.freelance):
        return None
    niveaux = {c["nom"]: c["niveau"] for g in cv.contenu["competences"] for c in g["competences"]}
    voulues = [ligne.competence.nom for ligne in besoin.competences.select_related("competence")]
    demandees = [{"nom": nom, "niveau": niveaux.get(nom, "")} for nom in voulues]
    return Colonne(cv, tarif(positionnement.tjm_vente), demandees)
