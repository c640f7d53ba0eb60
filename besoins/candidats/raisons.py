"""Why a candidate fits and what is missing, in words: the same facts as the score (BES-10)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from besoins.candidats.score import NON, OUI, Vise, distance, marge_laissee, vise_par
from besoins.candidats.selection import Candidat, evaluer
from besoins.models import Besoin
from freelances.recherche.profils import Profil, profils_de
from referentiels.enums import Langue, Maitrise
from referentiels.models import Competence
from referentiels.proximite import Degre
from samba.listes.formats import date_fr, pluriel, pourcent

COULEURS = {"oui": "vert", "moitie": "orange", "non": "rouge"}
ICONES = {"oui": "check", "moitie": "minus", "non": "x-mark"}


@dataclass(frozen=True)
class Raison:
    """One fact for or against. `verdict`: oui, moitie or non."""

    texte: str
    verdict: str

    @property
    def couleur(self) -> str:
        return COULEURS[self.verdict]

    @property
    def icone(self) -> str:
        return ICONES[self.verdict]


@dataclass
class Explication:
    """The words of a line: what fits, what is missing."""

    pour: list[Raison] = field(default_factory=list)
    manque: list[Raison] = field(default_factory=list)

    def dire(self, texte: str, part: float) -> None:
        """Add a fact on its side."""
        verdict = "oui" if part == OUI else "non" if part == NON else "moitie"
        (self.pour if part == OUI else self.manque).append(Raison(texte, verdict))


def expliquer(vise: Vise, candidat: Candidat, noms: dict[int, str]) -> Explication:
    """The facts of one candidate, skills first. `noms`: the names of the skills asked, by id."""
    profil, parts, dit = candidat.profil, candidat.parts, Explication()
    for demandees in (vise.indispensables, vise.souhaitees):
        for pk, niveau in demandees.items():
            dit.dire(*_competence(noms.get(pk, "?"), niveau, profil.competences.get(pk), demandees is vise.souhaitees))
    for code, texte in (
        ("metier", _metier(candidat)),
        ("lieu", _lieu(vise, profil)),
        ("disponibilite", _disponibilite(profil)),
        ("experience", _experience(vise, profil)),
        ("langues", _langues(vise, profil)),
        ("marge", _marge(vise, profil)),
    ):
        if code in parts:
            dit.dire(texte, parts[code])
    return dit


def noms_des_competences(vise: Vise) -> dict[int, str]:
    """The names of the skills that a besoin asks; one query."""
    demandees = [*vise.indispensables, *vise.souhaitees]
    return dict(Competence.objects.filter(pk__in=demandees).values_list("pk", "nom"))


def raisons_de(besoin: Besoin, freelance: int, degre: int = Degre.EXACT) -> dict[str, Any]:
    """The score of one freelance for a besoin and its facts, to keep with the positionnement (BES-10).

    `degre`: how far the métier was widened when the freelance was chosen.
    """
    vise = vise_par(besoin, degre)
    (candidat,) = evaluer(vise, profils_de([freelance]))
    dit = expliquer(vise, candidat, noms_des_competences(vise))
    return {
        "score": candidat.score,
        "degre": int(degre),
        "parts": {code: float(part) for code, part in candidat.parts.items()},
        "pour": [raison.texte for raison in dit.pour],
        "manque": [raison.texte for raison in dit.manque],
    }


def _metier(candidat: Candidat) -> str:
    if candidat.parts.get("metier") == OUI:
        return "Métier demandé"
    return f"Métier proche, {candidat.lien.texte}" if candidat.lien else "Autre métier"


def _competence(nom: str, demande: int, eu: int | None, souhaitee: bool) -> tuple[str, float]:
    suite = " (souhaitée)" if souhaitee else ""
    if eu is None:
        return f"{nom}{suite}", NON
    niveau = str(Maitrise(eu).label).lower()
    if eu >= demande:
        return f"{nom}{suite} : {niveau}", OUI
    return f"{nom}{suite} : {niveau}, {str(Maitrise(demande).label).lower()} demandé", 0.5


def _lieu(vise: Vise, profil: Profil) -> str:
    if profil.mobile_france:
        return "Mobile dans toute la France"
    if vise.departement in profil.zones:
        return f"Accepte le {vise.departement}"
    km = distance(vise, profil)
    if km is not None:
        return f"À {round(km)} km"
    return f"Habite le {profil.departement}" if profil.departement else "Lieu inconnu"


def _disponibilite(profil: Profil) -> str:
    if profil.disponible_le is None:
        return "Indisponible, ou date inconnue"
    if profil.disponible_le <= timezone.localdate():
        return "Disponible"
    return f"Disponible dès le {date_fr(profil.disponible_le, 'courte')}"


def _experience(vise: Vise, profil: Profil) -> str:
    if profil.experience is None:
        return "Expérience inconnue"
    suffit = profil.experience >= (vise.experience_min or 0)
    return f"{pluriel(profil.experience, 'an')} d’expérience" + ("" if suffit else f", {vise.experience_min} demandés")


def _langues(vise: Vise, profil: Profil) -> str:
    absentes = [Langue(code).label for code in vise.langues if code not in profil.langues]
    return f"Ne parle pas : {', '.join(map(str, absentes))}" if absentes else "Langues demandées"


def _marge(vise: Vise, profil: Profil) -> str:
    laissee = marge_laissee(vise, profil)
    if laissee is None:
        return "TJM inconnu"
    if laissee < 0:
        return f"Marge négative : {pourcent(laissee)}"
    return f"Marge {pourcent(laissee)}" + ("" if laissee >= vise.marge else f", {pourcent(vise.marge)} visés")
