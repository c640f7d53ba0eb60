"""What the board and the list read: one query for the cards, masked where the DO is hidden (CLI-5)."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField as Booleen
from django.db.models import (
    Case,
    DateField,
    DateTimeField,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)

from besoins.enums import ETAPES_CHEZ_LE_DO, Etape
from besoins.models import Positionnement, PositionnementQuerySet
from samba.acces.regles import q_lisible
from samba.activite.enums import StatutRelance
from samba.activite.models import Relance
from samba.comptes.models import Utilisateur

PRIVE = "besoin__contact__prive_a"
# Stages whose date tells what was done with a DO.
DATES_DU_DO = (*ETAPES_CHEZ_LE_DO, Etape.ECARTE)
COLONNES = (
    "pk", "version", "etape", "depuis", "tjm_achat", "tjm_vente", "besoin__intitule", "besoin__statut",
    "besoin__client__entreprise__nom", "freelance__prenom", "freelance__nom", "freelance__titre", "lisible",
    "relance_le", "motif_lisible",
)  # fmt: skip


def positionnements_pour(utilisateur: Utilisateur) -> PositionnementQuerySet:
    """Every positionnement of a besoin that is not archived, with what a card says and this user may know of it.

    `lisible`: the DO is not hidden. `depuis`: since when at its stage; `relance_le`: when the DO must be chased
    (BES-5); `motif_lisible`: why it was set aside. All three are None or "" where they would tell of a hidden DO.
    """
    ouvertes = Relance.objects.filter(
        positionnement=OuterRef("pk"), statut=StatutRelance.A_FAIRE, cle__startswith="cv:"
    ).order_by()
    echeance = ouvertes.values("positionnement").annotate(le=Min("echeance")).values("le")
    lignes = Positionnement.objects.visibles_pour(utilisateur).filter(besoin__archive_le__isnull=True)
    return lignes.annotate(
        lisible=ExpressionWrapper(q_lisible(utilisateur, PRIVE), output_field=Booleen()),
    ).annotate(
        depuis=Case(
            When(Q(lisible=True) | ~Q(etape__in=DATES_DU_DO), then=F("etape_depuis")),
            default=None,
            output_field=DateTimeField(null=True),
        ),
        relance_le=Case(
            When(lisible=True, etape=Etape.CV_ENVOYE, then=Subquery(echeance)),
            default=None,
            output_field=DateField(null=True),
        ),
        motif_lisible=Case(When(lisible=True, then=F("motif_sortie")), default=Value("")),
    )


def lus(lignes: Any, nombre: int) -> list[Any]:
    """The newest `nombre` cards, as plain rows: two hundred objects would cost as much as the rest of the page."""
    return list(lignes.order_by("-pk").values_list(*COLONNES, named=True)[:nombre])
