"""What a person decides about the words of a CV (FRE-4): take them out, leave them, name the company they are.

Each decision moves the version of the profile, so that an approval given before it no longer holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from freelances.cv_anonyme.contenu import charger, repereur_de
from freelances.cv_anonyme.enums import Genre
from freelances.cv_anonyme.jetons import mots
from freelances.cv_anonyme.lexique import MOTS_COURANTS
from freelances.cv_anonyme.octets import Aiguilles
from freelances.cv_anonyme.vocabulaire import vocabulaire
from freelances.enums import ActionAnonymat
from freelances.models import DecisionAnonymat, Freelance, PrecisionEmployeur
from referentiels.models import Entreprise, SecteurActivite

if TYPE_CHECKING:
    from samba.comptes.models import Utilisateur

_JAMAIS = {Genre.COURRIEL, Genre.TELEPHONE, Genre.SIRET, Genre.LIEN}


def refus_de_laisser(freelance: Freelance, texte: str) -> str:
    """Why these words cannot be left, in French; "" when they can. Coordinates and one's own name never can."""
    repereur = repereur_de(charger(freelance))
    identite = repereur.identite
    lus = mots(texte)
    if any(t.genre in _JAMAIS for t in repereur.reperer(texte)):
        return "Des coordonnées ne se rétablissent jamais dans un CV anonymisé."
    formes = dict.fromkeys(identite.personne.collees | identite.personne.soudees, Genre.NOM)
    if Aiguilles(suites=formes).chercher(texte, ""):
        return "Ces mots nomment le freelance : ils ne se rétablissent pas."
    noms = {mot for mot in lus if mot in identite.personne.parties}
    if noms - MOTS_COURANTS - vocabulaire():
        return "Ces mots nomment le freelance : ils ne se rétablissent pas."
    return ""


@transaction.atomic
def decider(
    *, freelance: Freelance, par: Utilisateur, action: str, texte: str, motif: str, remplacement: str = "", version: int
) -> DecisionAnonymat:
    """Write a decision; one on the same words takes the place of the former.

    Raises:
        ValidationError: there is no word, or these may not be left.
        ConflitVersionError: the profile moved since it was read.
    """
    lus = mots(texte)
    if not lus:
        raise ValidationError({"mots": "Donnez au moins un mot du CV."})
    if action == ActionAnonymat.GARDER and (refus := refus_de_laisser(freelance, texte)):
        raise ValidationError({"mots": refus})
    freelance.prendre_version(version)
    decision, _ = DecisionAnonymat.objects.update_or_create(
        freelance=freelance,
        cle=" ".join(lus)[:220],
        defaults={
            "action": action,
            "mots": " ".join(texte.split())[:200],
            "motif": motif.strip(),
            "auteur": par,
            "remplacement": remplacement.strip() if action == ActionAnonymat.RETIRER else "",
        },
    )
    return decision


@transaction.atomic
def annuler(*, decision: DecisionAnonymat, version: int) -> None:
    """Take a decision back: the anonymiser decides again. The history keeps it. Raises ConflitVersionError."""
    decision.freelance.prendre_version(version)
    decision.delete()


@transaction.atomic
def nommer_societe(*, freelance: Freelance, nom: str, secteur: SecteurActivite, version: int) -> Entreprise:
    """These words are a company: remember it and its secteur, for this CV and all the others (asked once).

    Raises:
        ValidationError: no letter in it.
        ConflitVersionError: the profile moved since it was read.
    """
    try:
        entreprise = Entreprise.objects.retrouver_ou_creer(nom.strip(" .,;:"), secteur)
    except ValueError as erreur:
        raise ValidationError({"mots": str(erreur)}) from erreur
    freelance.prendre_version(version)
    return entreprise


@transaction.atomic
def preciser(*, freelance: Freelance, precisions: dict[Entreprise, str], version: int) -> None:
    """Say what tells apart the employers of one secteur. Raises ConflitVersionError."""
    freelance.prendre_version(version)
    for entreprise, precision in precisions.items():
        PrecisionEmployeur.objects.update_or_create(entreprise=entreprise, defaults={"precision": precision})
