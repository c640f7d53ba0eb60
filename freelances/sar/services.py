"""Acts on a fiche de suivi: open it by a decision, update it, alone or with others, undo, signal a non-réponse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from freelances.models import ActionFiche, Fiche, Freelance
from freelances.sar.enums import RESULTAT_DE_DECISION, EtatRecrutement, Resultat
from freelances.sar.non_reponse import signaler
from freelances.sar.statut import bareme, bouge
from samba.comptes.models import Utilisateur
from samba.donnees.models import ConflitVersionError

CHAMPS = ("resultat", "causes", "non_reponse", "commentaire", "recrute_le", "contrat", "fin_contrat", "etat")
# Résultats that ask for more than a résultat (SAR-7): each fiche says its own.
HORS_LOT: tuple[str, ...] = (Resultat.RECRUTEMENT, Resultat.NON_EMPLOYABLE)


class FicheExistanteError(Exception):
    """SAR-5: the agence already follows this freelance."""

    def __init__(self, fiche: Fiche) -> None:
        super().__init__("Votre agence a déjà une fiche pour ce candidat.")
        self.fiche = fiche


def _exiger(utilisateur: Utilisateur, fiche: Fiche | None = None) -> int:
    """The agence in whose name this person writes.

    Raises:
        PermissionDenied: no right to keep fiches, no agence, or a fiche of another agence (SAR-9).
    """
    if not utilisateur.peut("suivre") or utilisateur.agence_id is None:
        raise PermissionDenied("Votre rôle ne permet pas de tenir des fiches de suivi.")
    if fiche is not None and fiche.agence_id != utilisateur.agence_id:
        raise PermissionDenied("Cette fiche est celle d’une autre agence.")
    return utilisateur.agence_id


def decider(*, freelance: Freelance, decision: str, par: Utilisateur) -> Fiche:
    """SAR-6: one of the four quick actions opens the fiche of my agence, with its résultat.

    Raises:
        FicheExistanteError: somebody of the agence decided before (SAR-5), even in the same instant.
        ValidationError: the freelance is not in the vivier.
        PermissionDenied: see `_exiger`.
    """
    agence = _exiger(par)
    if freelance.publie_le is None or freelance.archive_le is not None:
        raise ValidationError("Ce freelance n’est pas au vivier.")
    try:
        with transaction.atomic():
            return Fiche.objects.create(
                agence_id=agence,
                freelance=freelance,
                recruteur=par,
                resultat=RESULTAT_DE_DECISION[decision],
                maj_le=timezone.localdate(),
            )
    except IntegrityError:
        deja = Fiche.objects.filter(agence=agence, freelance=freelance).first()
        if deja is None:
            raise
        raise FicheExistanteError(deja) from None


@transaction.atomic
def annuler(*, fiche: Fiche, par: Utilisateur) -> None:
    """Undo a quick action: the fiche goes, the same day and as long as nobody wrote in it; its history stays.

    Raises:
        ValidationError: see `Fiche.annulable_par`.
        PermissionDenied: see `_exiger`.
    """
    _exiger(par, fiche)
    actuelle = Fiche.objects.select_for_update().filter(pk=fiche.pk).first()
    if actuelle is None:
        return
    if not actuelle.annulable_par(par):
        raise ValidationError(
            "Cette décision ne s’annule plus : elle date de plus d’un jour, ou la fiche a été mise à jour depuis."
        )
    actuelle.delete()


@transaction.atomic
def mettre_a_jour(
    *,
    fiche: Fiche,
    version: int,
    par: Utilisateur,
    champs: Mapping[str, Any],
    actions: Mapping[str, date] | None = None,
) -> Fiche:
    """Write a fiche; the database gives its statut and échéance (SAR-2, SAR-3).

    Args:
        fiche: which one.
        version: the one that was read.
        par: who writes.
        champs: among `CHAMPS`; what is left out stays. What a résultat does not use is emptied.
        actions: the actions done and their days, all of them; None leaves them as they are.

    Raises:
        ConflitVersionError: somebody saved it meanwhile.
        IntegrityError: SAR-7 is not respected (forms say it first).
        PermissionDenied: see `_exiger`.
    """
    _exiger(par, fiche)
    fiche = Fiche.objects.select_for_update().get(pk=fiche.pk)
    fiche.prendre_version(version)
    avant, ne_repondait_pas = (fiche.resultat, fiche.statut, fiche.maj_le), fiche.non_reponse
    for nom in CHAMPS:
        if nom in champs:
            setattr(fiche, nom, champs[nom])
    _vider_le_superflu(fiche)
    actions_changees = actions is not None and _noter_actions(fiche, actions, par)
    statut = bareme().statut(fiche.resultat, fiche.etat)
    ancienne = Fiche(resultat=avant[0], statut=avant[1])
    if bouge(ancienne, fiche.resultat, statut, actions_changees):
        fiche.maj_le = timezone.localdate()
    signalee = fiche.non_reponse and not ne_repondait_pas
    fiche.non_reponse_le = timezone.now() if signalee else fiche.non_reponse_le if fiche.non_reponse else None
    fiche.save(update_fields=[*CHAMPS, "maj_le", "non_reponse_le", "modifie_le"])
    fiche.refresh_from_db(fields=["statut", "echeance"])
    if signalee:
        signaler(fiche, par)
    return fiche


def _vider_le_superflu(fiche: Fiche) -> None:
    """Causes belong to a non employable, the suivi recrutement to a recrutement: elsewhere they would mislead."""
    if fiche.resultat != Resultat.NON_EMPLOYABLE:
        fiche.causes = []
    if fiche.resultat != Resultat.RECRUTEMENT:
        fiche.recrute_le = fiche.fin_contrat = None
        fiche.contrat, fiche.etat = "", EtatRecrutement.NA


def _noter_actions(fiche: Fiche, voulues: Mapping[str, date], par: Utilisateur) -> bool:
    """Make the actions of the fiche these ones; the author of an action is who dated it last. False: no change."""
    notees = {action.action: action for action in fiche.actions.all()}
    retirees = [action.pk for code, action in notees.items() if code not in voulues]
    if retirees:
        fiche.actions.filter(pk__in=retirees).delete()
    changees = bool(retirees)
    for code, jour in voulues.items():
        deja = notees.get(code)
        if deja is not None and deja.le == jour:
            continue
        changees = True
        ActionFiche.objects.update_or_create(fiche=fiche, action=code, defaults={"le": jour, "par": par})
    return changees


@dataclass
class Bilan:
    """What a bulk update did: the fiches written, and those that somebody else had changed."""

    ecrites: list[Fiche] = field(default_factory=list)
    en_conflit: list[Fiche] = field(default_factory=list)


def mettre_a_jour_lot(
    *, fiches: Iterable[tuple[Fiche, int]], par: Utilisateur, resultat: str, actions: Iterable[str]
) -> Bilan:
    """Several fiches at once: one résultat, or actions done today, or both. Each is written or left, whole.

    Args:
        fiches: pairs (fiche, version read).
        resultat: "" leaves each fiche its own; not one of `HORS_LOT`.
        actions: done today, added to those of each fiche.

    Raises:
        ValidationError: neither a résultat nor an action, or a résultat that asks for more (SAR-7).
    """
    actions = list(actions)
    if not resultat and not actions:
        raise ValidationError("Choisissez un résultat ou une action : sans eux, les échéances ne changent pas.")
    if resultat in HORS_LOT:
        raise ValidationError("Ce résultat demande des précisions : ouvrez chaque fiche.")
    bilan = Bilan()
    for fiche, version in fiches:
        toutes = {action.action: action.le for action in fiche.actions.all()}
        toutes |= dict.fromkeys(actions, timezone.localdate())
        champs = {"resultat": resultat} if resultat else {}
        try:
            bilan.ecrites.append(mettre_a_jour(fiche=fiche, version=version, par=par, champs=champs, actions=toutes))
        except ConflitVersionError:
            bilan.en_conflit.append(fiche)
    return bilan
