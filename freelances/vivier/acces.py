"""The door of the vivier (SAR-4): nothing else reads the pool."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils import timezone

from freelances.models import PassageVivier
from freelances.recherche.moteur import LIMITE, trouver_au_vivier
from freelances.sar.verrou import exiger_vivier
from freelances.vivier.criteres import CriteresVivier
from samba.comptes.models import Utilisateur

# Searches that follow each other within these hours are one visit.
VISITE = timedelta(hours=4)


@dataclass(frozen=True)
class Vivier:
    """The pool as one person may search it: without the candidates that their agence follows already (SAR-5)."""

    utilisateur: Utilisateur

    def chercher(self, criteres: CriteresVivier, tri: str = "", limite: int = LIMITE) -> list[int]:
        """The ids that answer, at most `limite`, the newest classified first unless `tri` says otherwise."""
        return trouver_au_vivier(replace(criteres, hors_agence=self.utilisateur.agence_id), tri, limite)


def vivier_pour(utilisateur: Utilisateur) -> Vivier:
    """The vivier, opened for this person.

    Raises:
        FichesDepasseesError: fiches in their charge are overdue (SAR-4).
    """
    exiger_vivier(utilisateur)
    return Vivier(utilisateur)


def derniere_recherche(utilisateur: Utilisateur) -> datetime | None:
    """When this person's visit before this one ended; None the first time."""
    passage = PassageVivier.objects.filter(utilisateur=utilisateur).first()
    if passage is None:
        return None
    return passage.precedente_le if timezone.now() - passage.derniere_le <= VISITE else passage.derniere_le


def noter_recherche(utilisateur: Utilisateur) -> None:
    """Remember that this person searches now; a visit that starts closes the one before."""
    maintenant = timezone.now()
    precedente = derniere_recherche(utilisateur)
    PassageVivier.objects.update_or_create(
        utilisateur=utilisateur, defaults={"derniere_le": maintenant, "precedente_le": precedente}
    )
