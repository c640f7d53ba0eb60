"""What the database will compute, said before it is written: statut and échéance as one picks (SAR-2, SAR-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from freelances.models import DelaiStatut, Fiche, RegleStatut
from freelances.sar.enums import EtatRecrutement, Resultat, StatutFiche

# The badge of each statut: what waits is blue, what went well green, what asks for attention orange, the rest neutral.
COULEURS: dict[str, str] = {
    StatutFiche.ETUDE: "bleu",
    StatutFiche.EN_VIVIER: "violet",
    StatutFiche.FORMATION: "violet",
    StatutFiche.ADC_CANDIDATURE: "violet",
    StatutFiche.RECRUTEMENT: "bleu",
    StatutFiche.ESSAI: "vert",
    StatutFiche.RECRUTE: "vert",
    StatutFiche.A_VERIFIER: "orange",
    StatutFiche.RUPTURE: "rouge",
    StatutFiche.NON_EMPLOYABLE: "rouge",
}


@dataclass(frozen=True)
class Apercu:
    """A statut and the échéance that goes with it. `statut` is empty for a Recrutement whose état is not said."""

    statut: str
    echeance: date | None

    @property
    def libelle(self) -> str:
        """The statut, in words."""
        return str(StatutFiche(self.statut).label) if self.statut else "Choisissez l’état du recrutement"

    @property
    def couleur(self) -> str:
        """Its badge."""
        return COULEURS.get(self.statut, "neutre")

    @property
    def depassee(self) -> bool:
        """SAR-4."""
        return self.echeance is not None and self.echeance < timezone.localdate()


@dataclass(frozen=True)
class Bareme:
    """The two tables, read once: rules (résultat, état) → statut, and délais in days."""

    regles: dict[tuple[str, str], str]
    delais: dict[str, int | None]

    def statut(self, resultat: str, etat: str) -> str:
        """SAR-2; "" when no rule says."""
        return self.regles.get((resultat, etat if resultat == Resultat.RECRUTEMENT else EtatRecrutement.NA), "")

    def echeance(self, statut: str, jour: date) -> date | None:
        """SAR-3: that day plus the délai, in calendar days; None for a statut without one."""
        jours = self.delais.get(statut)
        return None if jours is None else jour + timedelta(days=jours)

    def pour(self, fiche: Fiche, *, resultat: str, etat: str, actions_changees: bool) -> Apercu:
        """What the fiche becomes if this is saved today."""
        statut = self.statut(resultat, etat)
        if not bouge(fiche, resultat, statut, actions_changees):
            return Apercu(statut, fiche.echeance)
        return Apercu(statut, self.echeance(statut, timezone.localdate()))


def bareme() -> Bareme:
    """The rules and délais of today; two small queries."""
    regles = {(r, e): s for r, e, s in RegleStatut.objects.values_list("resultat", "etat", "statut")}
    return Bareme(regles, dict(DelaiStatut.objects.values_list("statut", "jours")))


def bouge(fiche: Fiche, resultat: str, statut: str, actions_changees: bool) -> bool:
    """SAR-3: does the échéance move? With the résultat, the statut or the actions; not with a comment alone."""
    return actions_changees or resultat != fiche.resultat or statut != fiche.statut
