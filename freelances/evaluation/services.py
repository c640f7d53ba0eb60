"""Acts of the qualifieurs: open a draft, publish it to the vivier, withdraw it, note a situation (SAR-11)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from freelances.evaluation.completude import manques
from freelances.evaluation.enums import EtatEvaluation
from freelances.models import ComportementNote, Evaluation, Freelance, MetierActuel, MobiliteZone, Situation
from samba.comptes.models import Utilisateur
from samba.donnees.models import ConflitVersionError

# What a new draft does not take over from the former evaluation.
NEUFS = {
    "id", "numero", "etat", "auteur", "publiee_par", "publiee_le", "entretien_le", "motif_retrait", "competences_vues",
    "version", "cle_creation", "cree_le", "modifie_le", "archive_le",
}  # fmt: skip


@transaction.atomic
def ouvrir_brouillon(*, freelance: Freelance, par: Utilisateur) -> Evaluation:
    """The draft of a freelance: the one that exists, else a new one that starts from the latest evaluation."""
    Freelance.objects.select_for_update().get(pk=freelance.pk)
    brouillon = freelance.evaluations.brouillons().first()
    if brouillon is not None:
        return brouillon
    precedente = freelance.evaluations.first()
    dernier = freelance.evaluations.aggregate(dernier=Max("numero"))["dernier"] or 0
    brouillon = Evaluation.objects.create(
        freelance=freelance,
        auteur=par,
        numero=dernier + 1,
        **(_reprise(precedente) if precedente else {"bassin_id": freelance.departement_id}),
    )
    if precedente is not None:
        _reprendre_les_lignes(precedente, brouillon)
    return brouillon


def _reprise(precedente: Evaluation) -> dict[str, Any]:
    champs = [champ for champ in Evaluation._meta.concrete_fields if champ.name not in NEUFS | {"freelance"}]
    return {champ.attname: getattr(precedente, champ.attname) for champ in champs}


def _reprendre_les_lignes(precedente: Evaluation, brouillon: Evaluation) -> None:
    modeles: tuple[Any, ...] = (MetierActuel, ComportementNote, MobiliteZone)
    for modele in modeles:
        lignes = list(modele._default_manager.filter(evaluation=precedente).order_by("pk"))
        for ligne in lignes:
            ligne.pk, ligne.evaluation = None, brouillon
        modele._default_manager.bulk_create(lignes)
    brouillon.metiers_envisages.set(precedente.metiers_envisages.all())
    brouillon.demenagement_regions.set(precedente.demenagement_regions.all())


@transaction.atomic
def publier(*, evaluation: Evaluation, version: int, par: Utilisateur) -> Evaluation:
    """Publish a draft to the vivier: the classification and its date go to the freelance in this transaction (SAR-11).

    The former published one becomes *remplacée* and stays readable.

    Args:
        evaluation: the draft.
        version: the one that was read; what somebody else wrote meanwhile is not published unseen.
        par: the qualifieur.

    Raises:
        ValidationError: it is no draft any more, or something is missing; one message a lack.
        ConflitVersionError: somebody saved the draft after it was read.
    """
    freelance = Freelance.objects.select_for_update().get(pk=evaluation.freelance_id)
    evaluation = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
    if evaluation.etat != EtatEvaluation.BROUILLON:
        raise ValidationError("Cette évaluation n’est plus un brouillon : rechargez la page.")
    if absents := manques(evaluation):
        raise ValidationError([manque.message for manque in absents])
    evaluation.prendre_version(version)
    freelance.evaluations.publiees().update(etat=EtatEvaluation.REMPLACEE)
    evaluation.etat, evaluation.publiee_par, evaluation.publiee_le = EtatEvaluation.PUBLIEE, par, timezone.now()
    evaluation.competences_vues = competences_du_jour(freelance)
    evaluation.save(update_fields=["etat", "publiee_par", "publiee_le", "competences_vues", "modifie_le"])
    _montrer_au_vivier(freelance, evaluation)
    return evaluation


def competences_du_jour(freelance: Freelance) -> list[dict[str, Any]]:
    """What the first panel shows today, kept with the evaluation: by theme, the best known first."""
    liens = freelance.competences.select_related("competence__theme")
    ordonnes = sorted(
        liens, key=lambda lien: (lien.competence.rang_theme, -lien.niveau, lien.competence.nom.casefold())
    )
    return [
        {"theme": lien.competence.nom_theme, "nom": lien.competence.nom, "niveau": lien.niveau} for lien in ordonnes
    ]


def _montrer_au_vivier(freelance: Freelance, evaluation: Evaluation | None) -> None:
    """Derived columns of the freelance: nobody types them, so they do not move the version."""
    Freelance.objects.filter(pk=freelance.pk).update(
        classification=evaluation.classification if evaluation else "",
        publie_le=evaluation.publiee_le if evaluation else None,
    )


@transaction.atomic
def retirer_du_vivier(*, freelance: Freelance, par: Utilisateur, motif: str) -> Evaluation:
    """Take a freelance out of the vivier. The evaluation stays, marked *retirée*, with who and why in its history.

    Raises:
        ValidationError: the freelance is not in the vivier.
    """
    freelance = Freelance.objects.select_for_update().get(pk=freelance.pk)
    evaluation = freelance.evaluations.publiees().first()
    if evaluation is None:
        raise ValidationError("Ce freelance n’est pas au vivier.")
    evaluation.prendre_version(evaluation.version)
    evaluation.etat, evaluation.motif_retrait = EtatEvaluation.RETIREE, motif
    evaluation.save(update_fields=["etat", "motif_retrait", "modifie_le"])
    _montrer_au_vivier(freelance, None)
    return evaluation


@transaction.atomic
def abandonner_brouillon(*, evaluation: Evaluation, version: int) -> None:
    """Drop a draft that nobody else has read; the history tells that it existed.

    Raises:
        ValidationError: it was published meanwhile.
        ConflitVersionError: somebody saved it meanwhile.
    """
    verrouillee = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
    if verrouillee.etat != EtatEvaluation.BROUILLON:
        raise ValidationError("Cette évaluation n’est plus un brouillon : rechargez la page.")
    if verrouillee.version != version:
        raise ConflitVersionError
    verrouillee.delete()


@transaction.atomic
def noter_situation(
    *,
    freelance: Freelance,
    nature: str,
    depuis: date,
    par: Utilisateur | None,
    fin: date | None = None,
    precision: str = "",
) -> Situation:
    """Write what a freelance does from a day on; the former situations stay. The same one twice writes nothing.

    Raises:
        ValidationError: the end precedes the effective date, or the situation is not a temporary one.
    """
    Freelance.objects.select_for_update().get(pk=freelance.pk)
    situation = Situation(
        freelance=freelance, nature=nature, depuis=depuis, fin=fin, precision=precision, saisie_par=par
    )
    situation.full_clean()
    actuelle = freelance.situations.filter(depuis=depuis).first()
    if actuelle is not None and (actuelle.nature, actuelle.fin, actuelle.precision) == (nature, fin, precision):
        return actuelle
    situation.save()
    return situation
