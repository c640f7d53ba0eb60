"""Keep what a CV proposes, and write what a person accepts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from freelances.lecture_cv.analyse import analyser
from freelances.lecture_cv.confrontation import Situation, situer
from freelances.lecture_cv.ecriture import ecrire
from freelances.lecture_cv.enums import EtatProposition
from freelances.models import CV, Freelance, PropositionCV
from referentiels.enums import Maitrise
from samba.comptes.models import Utilisateur


@dataclass
class Bilan:
    """What an acceptance did: how many proposals were written, and why the others were not."""

    ecrites: int = 0
    refus: list[str] = field(default_factory=list)


@transaction.atomic
def proposer(cv_id: int, texte: str) -> list[str]:
    """Read the text and keep its proposals; those that a person decided stay. Returns what must be said of the file."""
    lu = analyser(texte)
    PropositionCV.objects.filter(cv_id=cv_id).a_decider().delete()
    decidees = {(p.rubrique, p.champ, p.libelle) for p in PropositionCV.objects.filter(cv_id=cv_id)}
    PropositionCV.objects.bulk_create(
        PropositionCV(
            cv_id=cv_id,
            rubrique=p.rubrique,
            champ=p.champ,
            rang=rang,
            libelle=p.libelle[:240],
            detail=p.detail[:400],
            valeur=p.valeur,
            confiance=p.confiance,
            passages=[list(passage) for passage in p.passages],
        )
        for rang, p in enumerate(lu.propositions)
        if (p.rubrique, p.champ, p.libelle[:240]) not in decidees
    )
    return lu.avis


@transaction.atomic
def accepter(
    cv: CV,
    propositions: Iterable[PropositionCV],
    *,
    par: Utilisateur,
    version: int | None = None,
    precisions: Mapping[str, str] | None = None,
) -> Bilan:
    """Write these proposals into the profile of the CV, under the version that the person saw.

    One proposal alone may take the place of what the profile says (the person saw it); several at once only add. For a
    draft they are only marked: `creer_freelance` writes them. `precisions` completes one proposal (level, employer).

    Raises:
        ConflitVersionError: somebody saved the freelance meanwhile: nothing was written.
    """
    voulues = list(propositions)
    freelance = cv.freelance
    if freelance is not None:
        freelance = Freelance.objects.select_for_update().get(pk=freelance.pk)
        freelance.prendre_version(freelance.version if version is None else version)
    seule = len(voulues) == 1
    bilan = Bilan()
    faites: list[PropositionCV] = []
    situations = situer(voulues, freelance)
    for proposition in voulues:
        refus = _retenir(freelance, proposition, situations[proposition.pk], seule, precisions or {})
        if refus:
            bilan.refus.append(f"{proposition.libelle} : {refus}")
        else:
            faites.append(proposition)
    bilan.ecrites = decider(faites, EtatProposition.ACCEPTEE, par=par)
    return bilan


def _retenir(
    freelance: Freelance | None,
    proposition: PropositionCV,
    situation: Situation,
    seule: bool,
    precisions: Mapping[str, str],
) -> str:
    """Write one; returns why not. What is there already is accepted without a write."""
    if situation.code == "deja":
        return ""
    if situation.code == "remplace" and not seule:
        return f"{situation.texte}. Acceptez-la seule pour le faire."
    dites: dict[str, Any] = {cle: mot for cle, mot in precisions.items() if mot}
    if "niveau" in dites:
        if dites["niveau"] not in map(str, Maitrise.values):
            return "ce niveau n’existe pas"
        dites["niveau"] = int(dites["niveau"])
    valeur = proposition.valeur | dites
    if freelance is not None:
        return ecrire(freelance, proposition, valeur)
    if valeur != proposition.valeur:
        PropositionCV.objects.filter(pk=proposition.pk).update(valeur=valeur)
    return ""


def decider(propositions: Iterable[PropositionCV], etat: EtatProposition, *, par: Utilisateur) -> int:
    """Note a decision on these proposals, without writing the profile. Returns how many."""
    cles = [p.pk for p in propositions]
    attente = etat == EtatProposition.PROPOSEE
    return PropositionCV.objects.filter(pk__in=cles).update(
        etat=etat, decidee_par=None if attente else par, decidee_le=None if attente else timezone.now()
    )


@transaction.atomic
def creer_freelance(cv: CV, freelance: Freelance, *, par: Utilisateur) -> Bilan | None:
    """Make the freelance of a draft: `freelance` is unsaved and checked; the accepted proposals then fill its profile.

    None when the CV is no draft any more: somebody, or a first click, made a freelance of it meanwhile.
    """
    if not CV.objects.brouillons().select_for_update(of=("self",)).filter(pk=cv.pk).exists():
        return None
    freelance.save()
    acceptees = list(cv.propositions.acceptees())
    rattacher(cv, freelance)
    bilan = Bilan()
    situations = situer(acceptees, freelance)
    for proposition in acceptees:
        # What the person typed in the form wins over what was read.
        if situations[proposition.pk].code in {"deja", "remplace"}:
            continue
        if refus := ecrire(freelance, proposition, proposition.valeur):
            decider([proposition], EtatProposition.PROPOSEE, par=par)
            bilan.refus.append(f"{proposition.libelle} : {refus}")
        else:
            bilan.ecrites += 1
    return bilan


@transaction.atomic
def rattacher(cv: CV, freelance: Freelance) -> None:
    """Give a draft to a freelance: it becomes their current CV; its proposals are then judged against their profile."""
    Freelance.objects.select_for_update().get(pk=freelance.pk)
    freelance.cvs.filter(courant=True).update(courant=False)
    cv.freelance, cv.courant, cv.ecarte_le = freelance, True, None
    cv.save(update_fields=["freelance", "courant", "ecarte_le"])


def ecarter(cv: CV) -> bool:
    """Put a draft aside: it leaves the list, the file stays."""
    return bool(CV.objects.brouillons().filter(pk=cv.pk).update(ecarte_le=timezone.now()))


def personnes_probables(cv: CV) -> list[Freelance]:
    """Freelances who have an e-mail or a phone that this CV says: it may be theirs."""
    lues = {p.champ: p.valeur.get("valeur") for p in cv.propositions.filter(champ__in=["email", "telephone"])}
    trouves: dict[int, Freelance] = {}
    if lues.get("email"):
        trouves |= {f.pk: f for f in Freelance.objects.par_courriel(lues["email"])[:3]}
    if lues.get("telephone"):
        trouves |= {f.pk: f for f in Freelance.objects.filter(telephone=lues["telephone"])[:3]}
    return list(trouves.values())
