"""The lock of the vivier (SAR-4): one rule, here. Everything that searches people asks it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from freelances.models import Fiche
from freelances.models.suivi import FicheQuerySet
from samba.comptes.models import Utilisateur
from samba.listes.formats import pluriel
from samba.parametres.models import parametres

PREAVIS_JOURS = 7
Lignes = TypeVar("Lignes", bound=QuerySet[Any])


class FichesDepasseesError(Exception):
    """The vivier is closed to this person: these fiches must be updated first."""

    code = "fiches_depassees"

    def __init__(self, nombre: int) -> None:
        self.nombre = nombre
        combien, les = pluriel(nombre, "fiche dépassée,fiches dépassées"), "la" if nombre == 1 else "les"
        super().__init__(f"{combien} : mettez-{les} à jour pour rouvrir la recherche.")


def fiches_bloquantes(utilisateur: Utilisateur) -> FicheQuerySet:
    """The overdue fiches that close the vivier to this person: their own, or their agence's (parameter)."""
    if not utilisateur.peut("suivre"):
        return Fiche.objects.none()
    if parametres().verrou_agence:
        return Fiche.objects.filter(agence=utilisateur.agence_id).depassees()
    return Fiche.objects.a_charge_de(utilisateur).depassees()


def nombre_bloquantes(utilisateur: Utilisateur) -> int:
    """How many of them: 0 opens the vivier. One indexed query as long as nobody of the agence owes anything."""
    if not utilisateur.peut("suivre"):
        return 0
    if not Fiche.objects.filter(agence=utilisateur.agence_id).depassees().exists():
        return 0
    return fiches_bloquantes(utilisateur).count()


def exiger_vivier(utilisateur: Utilisateur) -> None:
    """Raises FichesDepasseesError: the vivier is closed."""
    nombre = nombre_bloquantes(utilisateur)
    if nombre:
        raise FichesDepasseesError(nombre)


def evaluation_cherchable(utilisateur: Utilisateur) -> bool:
    """May this person filter the whole base by what the qualifieurs say? Not while the vivier is closed to them.

    Every search of freelances and matching asks it.

    Raises:
        FichesDepasseesError: these searches are closed too (parameter `verrou_etendu`).
    """
    nombre = nombre_bloquantes(utilisateur)
    if nombre and parametres().verrou_etendu:
        raise FichesDepasseesError(nombre)
    return not nombre


def montrables(lignes: Lignes, utilisateur: Utilisateur) -> Lignes:
    """Rows that hang on freelances and tell who is in the vivier: my agence's candidates alone while it is closed."""
    if not nombre_bloquantes(utilisateur):
        return lignes
    return lignes.filter(freelance__fiches__agence=utilisateur.agence_id)


@dataclass(frozen=True)
class Dette:
    """What somebody owes: fiches in their charge that are overdue, and that will be within `PREAVIS_JOURS`."""

    depassees: int
    bientot: int
    limite: date


def dette(utilisateur: Utilisateur) -> Dette | None:
    """The debt meter, in one query. None: keeps no fiche."""
    if not utilisateur.peut("suivre") or utilisateur.agence_id is None:
        return None
    aujourdhui = timezone.localdate()
    limite = aujourdhui + timedelta(days=PREAVIS_JOURS)
    nombres = (
        Fiche.objects.a_charge_de(utilisateur)
        .filter(echeance__lte=limite)
        .aggregate(depassees=Count("pk", Q(echeance__lt=aujourdhui)), tout=Count("pk"))
    )
    return Dette(nombres["depassees"], nombres["tout"] - nombres["depassees"], limite + timedelta(days=1))
