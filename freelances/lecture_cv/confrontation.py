"""A proposal against the profile: new, already there, in place of something else, or lacking something."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from freelances.enums import Disponibilite
from freelances.lecture_cv.enums import Rubrique
from freelances.models import Freelance, PropositionCV
from referentiels.enums import Maitrise, NiveauLangue
from referentiels.models import Entreprise
from referentiels.normalisation import normaliser, normaliser_societe
from samba.listes.formats import date_fr, euros_jour, telephone


@dataclass(frozen=True)
class Situation:
    """`code`: nouveau, deja, remplace, incomplet; `texte` says it; `manque`: the fields to ask."""

    code: str
    texte: str = ""
    manque: tuple[str, ...] = ()


NOUVEAU, DEJA = Situation("nouveau"), Situation("deja", "déjà dans le profil")


def situer(propositions: Iterable[PropositionCV], freelance: Freelance | None) -> dict[int, Situation]:
    """The situation of each, by key. A fixed number of queries."""
    voulues = list(propositions)
    inconnues = _societes_inconnues(voulues)
    if freelance is None or freelance.pk is None:
        return {p.pk: _incomplete(p, inconnues) or NOUVEAU for p in voulues}
    profil = _Profil(freelance)
    return {p.pk: _une(p, profil, inconnues) for p in voulues}


class _Profil:
    """What the profile says, read once."""

    def __init__(self, freelance: Freelance) -> None:
        self.freelance = freelance
        self.competences = dict(freelance.competences.values_list("competence", "niveau"))
        self.metiers = set(freelance.metiers.values_list("metier", flat=True))
        self.langues = dict(freelance.langues.values_list("langue", "niveau"))
        self.formations = {
            (normaliser(intitule), annee) for intitule, annee in freelance.formations.values_list("intitule", "annee")
        }
        self.experiences = [
            (normaliser_societe(nom), debut.year, debut.month)
            for nom, debut in freelance.experiences.values_list("entreprise__nom", "debut")
        ]


def _societes_inconnues(propositions: list[PropositionCV]) -> set[str]:
    """The employers that the référentiel does not know: their secteur is asked once (FRE-4)."""
    noms = {p.valeur.get("entreprise", "") for p in propositions if p.rubrique == Rubrique.EXPERIENCE} - {""}
    cles = {normaliser_societe(nom): nom for nom in noms}
    connues: set[str] = set()
    lues = Entreprise.objects.filter(secteur__isnull=False)
    for nom, aliases in (
        lues.filter(nom_normalise__in=cles)
        .values_list("nom_normalise", "aliases_normalises")
        .union(lues.filter(aliases_normalises__overlap=list(cles)).values_list("nom_normalise", "aliases_normalises"))
        if cles
        else ()
    ):
        connues |= {nom, *aliases}
    return {nom for cle, nom in cles.items() if cle not in connues}


def _incomplete(proposition: PropositionCV, inconnues: set[str]) -> Situation | None:
    """What must be added before it can be written."""
    valeur = proposition.valeur
    if proposition.rubrique == Rubrique.LANGUE and not valeur.get("niveau"):
        return Situation("incomplet", "choisissez le niveau", ("niveau_langue",))
    if proposition.rubrique == Rubrique.EXPERIENCE:
        manque = tuple(cle for cle in ("role", "entreprise") if not valeur.get(cle))
        if manque:
            return Situation("incomplet", "à compléter", (*manque, "secteur"))
        if valeur["entreprise"] in inconnues:
            return Situation("nouveau", "employeur sans secteur : il bloquerait le CV anonymisé", ("secteur",))
    return None


def _une(proposition: PropositionCV, profil: _Profil, inconnues: set[str]) -> Situation:
    if proposition.champ:
        return _champ(proposition, profil.freelance)
    valeur = proposition.valeur
    if proposition.rubrique == Rubrique.COMPETENCE:
        return _competence(valeur, profil)
    if proposition.rubrique == Rubrique.METIER:
        return DEJA if valeur["metier"] in profil.metiers else NOUVEAU
    if proposition.rubrique == Rubrique.LANGUE and (niveau := profil.langues.get(valeur["langue"])):
        if not valeur.get("niveau") or niveau == valeur["niveau"]:
            return DEJA
        return Situation("remplace", f"remplacerait « {NiveauLangue(niveau).label} »")
    if proposition.rubrique == Rubrique.FORMATION:
        return DEJA if (normaliser(valeur["intitule"]), valeur["annee"]) in profil.formations else NOUVEAU
    if proposition.rubrique == Rubrique.EXPERIENCE:
        debut = date.fromisoformat(valeur["debut"])
        if (normaliser_societe(valeur["entreprise"]), debut.year, debut.month) in profil.experiences:
            return DEJA
    return _incomplete(proposition, inconnues) or NOUVEAU


def _competence(valeur: dict[str, Any], profil: _Profil) -> Situation:
    niveau = profil.competences.get(valeur["competence"])
    if niveau is None:
        return NOUVEAU
    if valeur["niveau"] in (None, niveau):
        return Situation("deja", f"déjà dans le profil ({Maitrise(niveau).label.lower()})")
    return Situation(
        "remplace", f"remplacerait « {Maitrise(niveau).label} » par « {Maitrise(valeur['niveau']).label} »"
    )


def _champ(proposition: PropositionCV, freelance: Freelance) -> Situation:
    """A single value: empty in the profile, the same, or another one."""
    actuel, pareil = _actuel(proposition.champ, proposition.valeur["valeur"], freelance)
    if not actuel:
        return NOUVEAU
    return DEJA if pareil else Situation("remplace", f"remplacerait « {actuel} »")


def _actuel(champ: str, propose: Any, freelance: Freelance) -> tuple[str, bool]:
    """(what the profile says in words, is it what is proposed?)."""
    if champ == "lieu":
        ecrit = " ".join(filter(None, (freelance.code_postal, freelance.ville)))
        return ecrit, freelance.code_postal == propose["code_postal"]
    if champ == "disponibilite":
        return _disponibilite(propose, freelance)
    actuel = getattr(freelance, champ)
    if actuel in (None, ""):
        return "", False
    if champ == "telephone":
        return telephone(actuel), actuel.as_e164 == propose
    if champ == "tjm":
        return euros_jour(actuel), float(actuel) == float(propose)
    return str(actuel), normaliser(str(actuel)) == normaliser(str(propose))


def _disponibilite(propose: dict[str, Any], freelance: Freelance) -> tuple[str, bool]:
    """What the freelance said to us is kept, unless nobody ever asked."""
    jour = freelance.disponible_le.isoformat() if freelance.disponible_le else ""
    pareil = freelance.disponibilite == propose["disponibilite"] and jour == propose.get("disponible_le", "")
    ecrit = str(Disponibilite(freelance.disponibilite).label)
    return f"{ecrit} ({date_fr(freelance.disponible_le)})" if freelance.disponible_le else ecrit, pareil
