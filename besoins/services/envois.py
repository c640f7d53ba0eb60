"""Present a freelance to the DO, log the answer, chase it (BES-5, BES-9). One transaction each."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from besoins.enums import Etape, ReponseDO, StatutBesoin
from besoins.etapes import cv_anonyme_a_jour, exiger, portes_depart, portes_relance, portes_reponse, portes_sortie
from besoins.models import Positionnement
from besoins.services.appels import cle_stable
from besoins.services.attente import annuler_attentes, attendre_reponse, attentes, cle_cv
from besoins.services.verrous import bouger, verrouiller, verrouiller_besoin, verrouiller_do
from samba.acces.enums import ActePrive
from samba.activite.enums import GenreEchange, Issue, Sens
from samba.activite.models import Echange
from samba.activite.services import journaliser, terminer_relance
from samba.comptes.models import Utilisateur
from samba.courriels.models import Courriel
from samba.courriels.services import deposer


def exiger_joignable(positionnement: Positionnement, par: Utilisateur) -> None:
    """Only the owner of a privé writes to its DO (CLI-5); the DO stays locked. Raises PriveRefuseError."""
    message = "Ce donneur d’ordre est privé : seul son propriétaire peut lui écrire."
    verrouiller_do(positionnement).exiger_joignable(par, ActePrive.ECRIRE, message)


@transaction.atomic
def envoyer_cv(*, positionnement: Positionnement, par: Utilisateur, objet: str, corps: str) -> Courriel:
    """Send the approved anonymised CV to the DO, once, and set the relance two days later (BES-5, BES-9).

    In one transaction: the échange, the e-mail with its attachment, the stage, the relance, the besoin's status.
    Sent already (double click, second tab): the first e-mail is returned and nothing is written.

    Raises:
        PriveRefuseError: the DO is somebody else's privé.
        PorteFermeeError: a gate of BES-9 is closed.
    """
    # The besoin first: positioning takes the same lock, always in this order.
    besoin = verrouiller_besoin(positionnement.besoin_id)
    positionnement = verrouiller(positionnement.pk)
    exiger_joignable(positionnement, par)
    deja = Courriel.objects.filter(cle_metier=cle_cv(positionnement)).first()
    if deja is not None:
        return deja
    exiger(portes_depart(positionnement))
    cv = cv_anonyme_a_jour(positionnement.freelance)
    assert cv is not None  # a gate above
    echange = _journaliser_courriel(positionnement, par, cle_cv(positionnement), f"CV {cv.reference} envoyé : {objet}")
    courriel = deposer(
        cle_metier=cle_cv(positionnement),
        destinataire=positionnement.besoin.contact.email,
        objet=objet,
        corps=corps,
        auteur=par,
        echange=echange,
        pieces=[cv.document],
    )
    bouger(positionnement, etape=Etape.CV_ENVOYE, cv_anonyme=cv, envoye_le=timezone.now())
    attendre_reponse(positionnement, par, origine=echange)
    if besoin.statut in {StatutBesoin.QUALIFIE, StatutBesoin.EN_RECHERCHE}:
        bouger(besoin, statut=StatutBesoin.EN_PRESENTATION)
    return courriel


@transaction.atomic
def noter_reponse(
    *,
    positionnement: Positionnement,
    par: Utilisateur,
    reponse: str,
    genre: str = GenreEchange.COURRIEL,
    motif: str = "",
    commentaire: str = "",
    rappel_le: date | None = None,
    cle_creation: UUID | None = None,
) -> Echange:
    """Log the DO's answer on a CV: it cancels the relance (BES-5) and moves the stage.

    Interested: on to the interview, unless they already chose. Refused: set aside, with the DO's reason. Deferred: a
    new relance, on `rappel_le` or at the usual delay. The same `cle_creation` again returns the first échange.

    Raises:
        PriveRefuseError: the DO is somebody else's privé.
        PorteFermeeError: no CV was sent, or the freelance was set aside.
        ValidationError: a refusal without its reason, a date that has passed.
    """
    positionnement = verrouiller(positionnement.pk)
    exiger_joignable(positionnement, par)
    memes = Echange.objects.filter(cle_creation=cle_creation, positionnement=positionnement, auteur=par)
    deja = memes.first() if cle_creation else None
    if deja is not None:
        return deja
    exiger(portes_reponse(positionnement))
    motif = motif.strip()
    if reponse == ReponseDO.REFUS and not motif:
        raise ValidationError({"motif": "Dites pourquoi le donneur d’ordre refuse ce profil."})
    if rappel_le is not None and rappel_le < timezone.localdate():
        raise ValidationError({"rappel_le": "Cette date est passée."})
    dit = " ".join(filter(None, [f"Réponse : {ReponseDO(reponse).label}.", motif, commentaire]))
    echange = journaliser(
        auteur=par,
        cle_creation=cle_creation,
        contact=positionnement.besoin.contact,
        client=positionnement.besoin.client,
        besoin=positionnement.besoin,
        positionnement=positionnement,
        genre=genre,
        sens=Sens.ENTRANT,
        issue=Issue.JOINT if genre == GenreEchange.APPEL else "",
        commentaire=dit,
    )
    annuler_attentes(positionnement=positionnement)
    _avancer(positionnement, reponse, motif)
    if reponse == ReponseDO.A_SUIVRE:
        attendre_reponse(positionnement, par, suffixe=echange.pk, jour=rappel_le, origine=echange)
    return echange


def _avancer(positionnement: Positionnement, reponse: str, motif: str) -> None:
    champs: dict[str, object] = {"reponse_do": reponse}
    if reponse == ReponseDO.INTERESSE and positionnement.etape == Etape.CV_ENVOYE:
        champs["etape"] = Etape.ENTRETIEN
    elif reponse == ReponseDO.REFUS:
        exiger(portes_sortie(positionnement))
        champs |= {"etape": Etape.ECARTE, "motif_sortie": f"Refus du DO : {motif}"[:200]}
    bouger(positionnement, **champs)


def rang_relance(positionnement: Positionnement) -> int:
    """The number of the next reminder to the DO: 1 for the first one after the CV."""
    return 1 + Courriel.objects.filter(cle_metier__startswith=f"relance_cv:{positionnement.pk}:").count()


@transaction.atomic
def relancer_do(*, positionnement: Positionnement, par: Utilisateur, rang: int, objet: str, corps: str) -> Courriel:
    """Send the reminder that a human has read (BES-5): close the relance that called for it, set the next one.

    `rang` is the number the form showed (`rang_relance`): posting it twice sends one e-mail.

    Raises:
        PriveRefuseError: the DO is somebody else's privé.
        PorteFermeeError: nothing is awaited from the DO, or they cannot be written to.
    """
    positionnement = verrouiller(positionnement.pk)
    exiger_joignable(positionnement, par)
    cle = f"relance_cv:{positionnement.pk}:{rang}"
    deja = Courriel.objects.filter(cle_metier=cle).first()
    if deja is not None:
        return deja
    exiger(portes_relance(positionnement))
    echange = _journaliser_courriel(positionnement, par, cle, f"Relance : {objet}")
    courriel = deposer(
        cle_metier=cle,
        destinataire=positionnement.besoin.contact.email,
        objet=objet,
        corps=corps,
        auteur=par,
        echange=echange,
    )
    for relance in attentes(positionnement=positionnement):
        terminer_relance(relance)
    attendre_reponse(positionnement, par, suffixe=echange.pk, origine=echange)
    return courriel


def _journaliser_courriel(positionnement: Positionnement, par: Utilisateur, cle: str, commentaire: str) -> Echange:
    return journaliser(
        auteur=par,
        cle_creation=cle_stable(cle),
        contact=positionnement.besoin.contact,
        client=positionnement.besoin.client,
        besoin=positionnement.besoin,
        positionnement=positionnement,
        genre=GenreEchange.COURRIEL,
        sens=Sens.SORTANT,
        commentaire=commentaire,
    )
