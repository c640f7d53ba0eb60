"""The life of a besoin: qualified, closed, reopened."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from besoins.enums import STATUTS_CLOS, STATUTS_POSITIONNABLES, StatutBesoin
from besoins.etapes import Porte, PorteFermeeError, statut_selon_avancement
from besoins.models import Besoin, RechercheExterne
from besoins.qualification import manquants
from besoins.services.attente import annuler_attentes, reprendre_attente
from besoins.services.verrous import bouger, verrouiller_besoin
from samba.comptes.models import Utilisateur
from samba.listes.formats import enumerer


@transaction.atomic
def qualifier(*, besoin: Besoin) -> Besoin:
    """Open a besoin to positioning once nothing is missing (BES-1). Already qualified: nothing changes.

    Raises:
        PorteFermeeError: something is still unknown, or the besoin is closed.
    """
    besoin = verrouiller_besoin(besoin.pk)
    if not besoin.est_ouvert:
        raise PorteFermeeError(Porte("ouvert", "Besoin ouvert", False, "Ce besoin est clos : rouvrez-le d’abord."))
    manques = manquants(besoin)
    if manques:
        raison = "Il manque encore : " + enumerer(manque.libelle for manque in manques) + "."
        raise PorteFermeeError(Porte("complet", "Besoin complet", False, raison))
    if besoin.statut == StatutBesoin.A_QUALIFIER:
        bouger(besoin, statut=statut_selon_avancement(besoin))
    return besoin


@transaction.atomic
def suivre_modification(*, besoin: Besoin) -> bool:
    """After an edit: a besoin that lost what qualified it goes back to « à qualifier » (BES-1). True when it did."""
    besoin = verrouiller_besoin(besoin.pk)
    if besoin.statut not in STATUTS_POSITIONNABLES or not manquants(besoin):
        return False
    bouger(besoin, statut=StatutBesoin.A_QUALIFIER)
    return True


@transaction.atomic
def clore(*, besoin: Besoin, statut: str, motif: str = "") -> Besoin:
    """Close a besoin: pourvu, or perdu and abandonné with their reason. Its open CV reminders are cancelled.

    Raises:
        ValidationError: not a closing status, or no reason where one is needed.
        PorteFermeeError: already closed.
    """
    motif = motif.strip()
    if statut not in STATUTS_CLOS:
        raise ValidationError({"statut": "Choisissez comment ce besoin se termine."})
    if statut != StatutBesoin.POURVU and not motif:
        raise ValidationError({"motif": "Dites pourquoi ce besoin est perdu ou abandonné."})
    besoin = verrouiller_besoin(besoin.pk)
    if not besoin.est_ouvert:
        raise PorteFermeeError(Porte("ouvert", "Besoin ouvert", False, "Ce besoin est déjà clos."))
    bouger(besoin, statut=statut, motif_cloture=motif)
    annuler_attentes(positionnement__besoin=besoin)
    return besoin


@transaction.atomic
def rouvrir(*, besoin: Besoin) -> Besoin:
    """Take a closed besoin up again, at the status its progress gives it. Its CVs are awaited again."""
    besoin = verrouiller_besoin(besoin.pk)
    if not besoin.est_ouvert:
        bouger(besoin, statut=statut_selon_avancement(besoin), motif_cloture="")
        reprendre_attente(besoin)
    return besoin


def noter_recherche_externe(*, besoin: Besoin, par: Utilisateur, cle_creation: UUID, **champs: Any) -> RechercheExterne:
    """Log step 2 of BES-4, which opens step 3; once for a form posted twice.

    Raises:
        PermissionDenied: the key has served for another besoin or another person.
    """
    noms = {"besoin": besoin, "auteur": par, **champs}
    recherche, _ = RechercheExterne.objects.get_or_create(cle_creation=cle_creation, defaults=noms)
    if (recherche.besoin_id, recherche.auteur_id) != (besoin.pk, par.pk):
        raise PermissionDenied("Ce formulaire a déjà servi pour une autre recherche : rechargez la page.")
    return recherche
