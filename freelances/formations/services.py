"""Acts of the training (SAR-12): links of candidates, answers to besoins, trainees from outside the vivier."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from freelances.formations.enums import OUVERTS, LienCandidat, StatutBesoinFormation
from freelances.models import (
    ActionFormation,
    BesoinFormation,
    DossierHorsVivier,
    Freelance,
    LienFormation,
    SessionFormation,
    StagiairePropose,
)
from samba.comptes.models import Utilisateur


@transaction.atomic
def lier(
    *,
    freelance: Freelance,
    action: ActionFormation,
    lien: str,
    par: Utilisateur | None,
    depuis: date | None = None,
    session: SessionFormation | None = None,
) -> LienFormation:
    """Say where a candidate stands with an action; the link that exists moves, its former states are in the history.

    Raises:
        ValidationError: the session belongs to another action.
    """
    if session is not None and session.action_id != action.pk:
        raise ValidationError("Cette session n’est pas celle de cette formation.")
    Freelance.objects.select_for_update().get(pk=freelance.pk)
    existant = LienFormation.objects.filter(freelance=freelance, action=action).first()
    if existant is None:
        existant = LienFormation(freelance=freelance, action=action, depuis=depuis or timezone.localdate())
    elif (existant.lien, existant.session_id) != (lien, session.pk if session else None):
        existant.depuis = depuis or timezone.localdate()
    existant.lien, existant.session, existant.par = lien, session, par
    existant.save()
    return existant


@transaction.atomic
def repondre(*, besoin: BesoinFormation, version: int, statut: str, reponse: str, par: Utilisateur) -> BesoinFormation:
    """What the qualifieurs make of a besoin de formation.

    Raises:
        ConflitVersionError: somebody changed it meanwhile.
    """
    besoin.prendre_version(version)
    besoin.statut, besoin.reponse, besoin.repondu_par = statut, reponse, par
    besoin.save(update_fields=["statut", "reponse", "repondu_par", "modifie_le"])
    return besoin


@transaction.atomic
def annuler(*, besoin: BesoinFormation, version: int) -> BesoinFormation:
    """The agence gives its besoin up.

    Raises:
        ValidationError: it is closed already.
        ConflitVersionError: somebody changed it meanwhile.
    """
    if besoin.statut not in OUVERTS:
        raise ValidationError("Ce besoin est déjà clos.")
    besoin.prendre_version(version)
    besoin.statut = StatutBesoinFormation.ANNULE
    besoin.save(update_fields=["statut", "modifie_le"])
    return besoin


@transaction.atomic
def proposer(*, besoin: BesoinFormation, freelance: Freelance, par: Utilisateur) -> StagiairePropose:
    """Put a candidate forward for a besoin; when it names an action, they are linked to it (interest) unless they are.

    Raises:
        ValidationError: the besoin is closed.
    """
    BesoinFormation.objects.select_for_update().get(pk=besoin.pk)
    if besoin.statut not in OUVERTS:
        raise ValidationError("Ce besoin est clos : on n’y propose plus personne.")
    propose, _ = StagiairePropose.objects.get_or_create(besoin=besoin, freelance=freelance, defaults={"par": par})
    action = besoin.action
    if action is not None and not LienFormation.objects.filter(freelance=freelance, action=action).exists():
        lier(freelance=freelance, action=action, lien=LienCandidat.INTERET, par=par)
    return propose


@transaction.atomic
def ouvrir_dossier(
    *,
    par: Utilisateur,
    cle_creation: UUID | None,
    action: ActionFormation | None = None,
    besoin: BesoinFormation | None = None,
    motif: str = "",
    **identite: Any,
) -> DossierHorsVivier:
    """Make the incomplete file of a trainee from outside the vivier, linked to what they are proposed for (SAR-12).

    The same form posted twice gives the file made the first time.

    Args:
        par: who proposes; their agence finishes the file.
        identite: `prenom`, `nom`, and what is known of `email` and `telephone`.

    Raises:
        ValidationError: whoever proposes belongs to no agence.
    """
    if par.agence is None:
        raise ValidationError("Votre compte n’est rattaché à aucune agence : demandez à l’administrateur.")
    deja = DossierHorsVivier.objects.filter(freelance__cle_creation=cle_creation).first() if cle_creation else None
    if deja is not None:
        return deja
    freelance = Freelance.objects.create(cle_creation=cle_creation, suivi_par=par, **identite)
    dossier = DossierHorsVivier.objects.create(
        freelance=freelance, agence=par.agence, propose_par=par, action=action, besoin=besoin, motif=motif
    )
    if besoin is not None:
        proposer(besoin=besoin, freelance=freelance, par=par)
    if action is not None:
        lier(freelance=freelance, action=action, lien=LienCandidat.INTERET, par=par)
    return dossier


@transaction.atomic
def finaliser(*, dossier: DossierHorsVivier) -> DossierHorsVivier:
    """Say that the file is complete: the qualifieurs may evaluate and publish it.

    Raises:
        ValidationError: one message for each thing that is still unknown.
    """
    dossier = DossierHorsVivier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    if absents := ce_qui_manque(dossier.freelance):
        raise ValidationError(absents)
    if dossier.complet_le is None:
        dossier.complet_le = timezone.now()
        dossier.save(update_fields=["complet_le"])
    return dossier


def ce_qui_manque(freelance: Freelance) -> list[str]:
    """What a qualifieur needs before meeting somebody."""
    exigences = (
        (freelance.email, "Son adresse e-mail."),
        (freelance.telephone, "Son téléphone."),
        (freelance.code_postal, "Son code postal."),
        (freelance.titre, "Le titre de son profil."),
        (freelance.competences.exists(), "Au moins une compétence."),
        (freelance.cvs.exists(), "Son CV."),
        (freelance.situations.exists(), "Sa situation actuelle."),
    )
    return [manque for rempli, manque in exigences if not rempli]
