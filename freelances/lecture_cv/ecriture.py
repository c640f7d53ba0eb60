"""Write one proposal into a profile. The caller holds the version and the transaction (`services.accepter`)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from freelances.enums import Facturation
from freelances.lecture_cv.enums import Rubrique
from freelances.models import (
    Experience,
    FormationSuivie,
    Freelance,
    FreelanceCompetence,
    FreelanceMetier,
    LangueParlee,
    PropositionCV,
)
from referentiels.enums import Maitrise, NiveauLangue
from referentiels.geo import localiser
from referentiels.models import Competence, Entreprise, Metier, SecteurActivite
from referentiels.normalisation import normaliser_societe

DISPARUE = "le référentiel ne l’a plus"


def ecrire(freelance: Freelance, proposition: PropositionCV, valeur: dict[str, Any]) -> str:
    """Write `valeur`; returns why it cannot be, "" when it is done."""
    try:
        if proposition.champ:
            return _champ(freelance, proposition.champ, valeur["valeur"])
        return _LIGNES[Rubrique(proposition.rubrique)](freelance, valeur)
    except ValidationError as erreur:
        return " ".join(erreur.messages)


# --- Single values ---------------------------------------------------------------------------------------------------
def _champ(freelance: Freelance, champ: str, valeur: Any) -> str:
    if champ == "lieu":
        return _lieu(freelance, valeur)
    if champ == "disponibilite":
        jour = valeur.get("disponible_le")
        return _poser(
            freelance,
            disponibilite=valeur["disponibilite"],
            disponible_le=date.fromisoformat(jour) if jour else None,
            preavis_jours=valeur.get("preavis_jours"),
        )
    if champ == "siret" and freelance.facturation == Facturation.A_DEFINIR:
        return _poser(freelance, siret=valeur, facturation=Facturation.SIRET)
    return _poser(freelance, **{champ: Decimal(valeur) if champ == "tjm" else valeur})


def _lieu(freelance: Freelance, valeur: dict[str, str]) -> str:
    lieu = localiser(valeur["code_postal"], valeur["ville"])
    if lieu is None:
        return "ce code postal n’est pas connu"
    departement, latitude, longitude = lieu
    return _poser(
        freelance,
        code_postal=valeur["code_postal"],
        ville=valeur["ville"],
        departement_id=departement,
        latitude=latitude,
        longitude=longitude,
    )


def _poser(freelance: Freelance, **valeurs: Any) -> str:
    """Check these columns as the form would, then write them; the object keeps its values when they are refused."""
    avant = {nom: getattr(freelance, nom) for nom in valeurs}
    for nom, valeur in valeurs.items():
        setattr(freelance, nom, valeur)
    champs = {champ.name for champ in Freelance._meta.fields if champ.name in valeurs or champ.attname in valeurs}
    try:
        freelance.clean_fields(exclude={champ.name for champ in Freelance._meta.fields} - champs)
        freelance.validate_constraints()
    except ValidationError:
        for nom, valeur in avant.items():
            setattr(freelance, nom, valeur)
        raise
    freelance.save(update_fields=[*champs, "modifie_le"])
    return ""


# --- Rows ------------------------------------------------------------------------------------------------------------
def _competence(freelance: Freelance, valeur: dict[str, Any]) -> str:
    competence = Competence.objects.filter(pk=valeur["competence"]).first()
    competence = (competence and competence.fusionnee_dans) or competence
    if competence is None:
        return DISPARUE
    niveau = int(valeur.get("niveau") or Maitrise.OPERATIONNEL)
    if niveau not in Maitrise.values:
        return "ce niveau n’existe pas"
    FreelanceCompetence.objects.update_or_create(
        freelance=freelance, competence=competence, defaults={"niveau": niveau}
    )
    return ""


def _metier(freelance: Freelance, valeur: dict[str, Any]) -> str:
    metier = Metier.objects.filter(pk=valeur["metier"]).first()
    if metier is None:
        return DISPARUE
    premier = not freelance.metiers.filter(principal=True).exists()
    FreelanceMetier.objects.get_or_create(freelance=freelance, metier=metier, defaults={"principal": premier})
    return ""


def _experience(freelance: Freelance, valeur: dict[str, Any]) -> str:
    """The employer is made sure of, then the experience and its technologies."""
    if not valeur.get("role") or not normaliser_societe(valeur.get("entreprise", "")):
        return "indiquez l’employeur et le rôle"
    cle = str(valeur.get("secteur") or "")
    secteur = SecteurActivite.objects.filter(pk=int(cle)).first() if cle.isascii() and cle.isdigit() else None
    experience = Experience(
        freelance=freelance,
        entreprise=Entreprise.objects.retrouver_ou_creer(valeur["entreprise"][:200], secteur),
        role=valeur["role"][:160],
        debut=date.fromisoformat(valeur["debut"]),
        fin=date.fromisoformat(valeur["fin"]) if valeur.get("fin") else None,
        description=valeur.get("description", ""),
    )
    experience.full_clean()
    experience.save()
    experience.competences.set(Competence.objects.filter(pk__in=valeur.get("competences", [])))
    return ""


def _formation(freelance: Freelance, valeur: dict[str, Any]) -> str:
    cles = ("intitule", "etablissement", "annee", "niveau", "certification")
    return _verifiee(FormationSuivie(freelance=freelance, **{cle: valeur[cle] for cle in cles}))


def _langue(freelance: Freelance, valeur: dict[str, Any]) -> str:
    niveau = valeur.get("niveau_langue") or valeur.get("niveau")
    if niveau not in NiveauLangue.values:
        return "choisissez le niveau"
    LangueParlee.objects.update_or_create(freelance=freelance, langue=valeur["langue"], defaults={"niveau": niveau})
    return ""


def _verifiee(ligne: models.Model) -> str:
    ligne.full_clean()
    ligne.save()
    return ""


_LIGNES: dict[Rubrique, Callable[[Freelance, dict[str, Any]], str]] = {
    Rubrique.COMPETENCE: _competence,
    Rubrique.METIER: _metier,
    Rubrique.EXPERIENCE: _experience,
    Rubrique.FORMATION: _formation,
    Rubrique.LANGUE: _langue,
}
