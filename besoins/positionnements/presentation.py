"""Positionnements as pages show them: by stage, with the next thing to do, masked where the DO is (CLI-5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from besoins.controle_appel import appel_de
from besoins.enums import Etape
from besoins.models import Besoin, Positionnement
from samba.comptes.models import Utilisateur

# What to do next at each stage: label, then the address.
SUITES: dict[str, tuple[str, str]] = {
    Etape.PRESELECTIONNE: ("Appeler", "besoins:appel"),
    Etape.CONTACTE: ("Confirmer la disponibilité", "besoins:positionnement"),
    Etape.DISPONIBLE: ("Envoyer le CV", "besoins:envoyer"),
    Etape.CV_ENVOYE: ("Noter la réponse", "besoins:repondre"),
    Etape.ENTRETIEN: ("Suivre l’entretien", "besoins:positionnement"),
}
CHEZ_LE_DO = {"besoins:envoyer", "besoins:repondre"}


@dataclass(frozen=True)
class Carte:
    """One positionnement in a column. Dates and answers of a hidden DO are None (CLI-5)."""

    positionnement: Positionnement
    envoye_le: datetime | None
    reponse: str
    suite: tuple[str, str] | None


@dataclass(frozen=True)
class Colonne:
    """One stage and who stands there."""

    etape: str
    libelle: str
    couleur: str
    cartes: list[Carte]


def carte_de(positionnement: Positionnement, besoin: Besoin, utilisateur: Utilisateur) -> Carte:
    """What this user may see of a positionnement, and do next."""
    lisible = besoin.contact.lisible_par(utilisateur)
    suite = SUITES.get(positionnement.etape) if besoin.est_ouvert and utilisateur.peut_gerer_besoins else None
    if suite and suite[1] in CHEZ_LE_DO and not besoin.contact.joignable_par(utilisateur):
        suite = None
    return Carte(
        positionnement=positionnement,
        envoye_le=positionnement.envoye_le if lisible else None,
        reponse=positionnement.get_reponse_do_display() if lisible else "",
        suite=suite,
    )


def colonnes_de(lignes: Iterable[Positionnement], besoin: Besoin, utilisateur: Utilisateur) -> list[Colonne]:
    """The stages that hold somebody, in their order; those set aside come last."""
    par_etape: dict[str, list[Carte]] = {}
    for positionnement in lignes:
        par_etape.setdefault(positionnement.etape, []).append(carte_de(positionnement, besoin, utilisateur))
    return [
        Colonne(etape, etape.label, par_etape[etape][0].positionnement.couleur, par_etape[etape])
        for etape in Etape
        if etape in par_etape
    ]


def etapes_de(positionnement: Positionnement) -> list[dict[str, Any]]:
    """The path of a positionnement, for `composants/etapes.html`."""
    chemin: list[Etape] = [etape for etape in Etape if etape != Etape.ECARTE]
    appel = appel_de(positionnement)
    if positionnement.etape == Etape.ECARTE:
        faites = {
            Etape.PRESELECTIONNE: True,
            Etape.CONTACTE: appel is not None and appel.version > 1,
            Etape.DISPONIBLE: appel is not None and appel.confirmee_le is not None,
            Etape.CV_ENVOYE: positionnement.envoye_le is not None,
        }
        return [{"libelle": etape.label, "etat": "faite" if faites.get(etape) else ""} for etape in chemin]
    if positionnement.etape == Etape.CONTRACTUALISE:
        return [{"libelle": etape.label, "etat": "faite"} for etape in chemin]
    rang = chemin.index(Etape(positionnement.etape))
    etats = ["faite" if i < rang else "courante" if i == rang else "" for i in range(len(chemin))]
    return [{"libelle": etape.label, "etat": etat} for etape, etat in zip(chemin, etats, strict=True)]
