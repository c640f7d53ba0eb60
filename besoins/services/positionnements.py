"""Put freelances forward on a besoin, take them out, change their rates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction

from besoins.candidats.raisons import raisons_de
from besoins.enums import Etape, StatutBesoin
from besoins.etapes import Porte, PorteFermeeError, exiger, portes_positionnement, portes_sortie
from besoins.models import Besoin, Positionnement
from besoins.services.attente import annuler_attentes, attendre_reponse
from besoins.services.verrous import bouger, verrouiller, verrouiller_besoin
from freelances.models import Freelance
from referentiels.proximite import Degre
from samba.comptes.models import Utilisateur


@dataclass
class Bilan:
    """What came of putting several freelances forward: those newly there, and those who already were."""

    crees: list[Positionnement] = field(default_factory=list)
    deja: list[Positionnement] = field(default_factory=list)


@transaction.atomic
def positionner(
    *, besoin: Besoin, freelances: Iterable[Freelance], par: Utilisateur, degre: int = Degre.EXACT
) -> Bilan:
    """Put freelances forward on a besoin, once each; the rates start from the freelance's and the besoin's (BES-2).

    `degre`: how far the métier was widened when they were chosen, so that the reasons kept are those that were shown.
    A qualified besoin goes « en recherche ». One who is already there, even set aside, is not made twice.

    Raises:
        PorteFermeeError: the besoin is closed or not qualified (BES-1).
    """
    besoin = verrouiller_besoin(besoin.pk)
    exiger(portes_positionnement(besoin))
    bilan = Bilan()
    for freelance in freelances:
        positionnement, nouveau = Positionnement.objects.get_or_create(
            besoin=besoin,
            freelance=freelance,
            defaults={
                "auteur": par,
                "tjm_achat": freelance.tjm,
                "tjm_vente": besoin.tjm_vente,
                # Kept as they were that day, so that the choice can be explained later (BES-10).
                "raisons": partial(raisons_de, besoin, freelance.pk, degre),
            },
        )
        (bilan.crees if nouveau else bilan.deja).append(positionnement)
    if bilan.crees and besoin.statut == StatutBesoin.QUALIFIE:
        bouger(besoin, statut=StatutBesoin.EN_RECHERCHE)
    return bilan


@transaction.atomic
def ecarter(*, positionnement: Positionnement, motif: str) -> Positionnement:
    """Take a freelance out of a besoin, with the reason; the reminders about their CV are cancelled.

    Raises:
        ValidationError: no reason.
        PorteFermeeError: a contract is signed.
    """
    motif = motif.strip()
    if not motif:
        raise ValidationError({"motif": "Dites pourquoi ce freelance est écarté."})
    positionnement = verrouiller(positionnement.pk)
    if positionnement.etape != Etape.ECARTE:
        exiger(portes_sortie(positionnement))
        bouger(positionnement, etape=Etape.ECARTE, motif_sortie=motif)
        annuler_attentes(positionnement=positionnement)
    return positionnement


@transaction.atomic
def reprendre(*, positionnement: Positionnement, par: Utilisateur) -> Positionnement:
    """Put back in play a freelance who was set aside, at the stage that what was done gives.

    A CV that the DO has is awaited again, from today (BES-5).

    Raises:
        PorteFermeeError: the besoin is closed.
    """
    positionnement = verrouiller(positionnement.pk)
    if positionnement.etape != Etape.ECARTE:
        return positionnement
    if not positionnement.besoin.est_ouvert:
        raise PorteFermeeError(Porte("ouvert", "Besoin ouvert", False, "Ce besoin est clos : rouvrez-le d’abord."))
    bouger(positionnement, etape=etape_atteinte(positionnement), motif_sortie="", reponse_do="")
    if positionnement.etape == Etape.CV_ENVOYE:
        attendre_reponse(positionnement, par, suffixe=f"reprise:{positionnement.version}")
    return positionnement


def etape_atteinte(positionnement: Positionnement) -> Etape:
    """The stage that the facts give: CV sent, availability confirmed, called, or none of these."""
    appel = getattr(positionnement, "appel", None)
    if positionnement.envoye_le is not None:
        return Etape.CV_ENVOYE
    if appel is not None and appel.confirmee_le is not None:
        return Etape.DISPONIBLE
    return Etape.CONTACTE if appel is not None and appel.version > 1 else Etape.PRESELECTIONNE


@transaction.atomic
def changer_tarifs(
    *, positionnement: Positionnement, version: int, tjm_achat: Decimal | None, tjm_vente: Decimal | None
) -> Positionnement:
    """Set the rates of one positionnement (€ per day excl. tax).

    Raises:
        ConflitVersionError: somebody changed it in between.
    """
    positionnement.prendre_version(version)
    positionnement.tjm_achat, positionnement.tjm_vente = tjm_achat, tjm_vente
    positionnement.save(update_fields=["tjm_achat", "tjm_vente", "modifie_le"])
    return positionnement
