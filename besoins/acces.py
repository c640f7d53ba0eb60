"""What CLI-5 leaves of a besoin whose DO is somebody else's privé: the company and the words « DO privé »."""

from __future__ import annotations

from dataclasses import replace

from besoins.etapes import Porte, PorteFermeeError, portes_positionnement
from besoins.models import Besoin, Positionnement
from besoins.qualification import Point, points
from samba.comptes.models import Utilisateur
from samba.listes.formats import enumerer

DO_PRIVE = "DO privé"


def besoin_modifiable(besoin: Besoin, utilisateur: Utilisateur) -> bool:
    """May this user edit, qualify or close it: the role, and the DO not somebody else's privé (CLI-5)."""
    return utilisateur.peut_gerer_besoins and besoin.contact.joignable_par(utilisateur)


def positionnement_retirable(positionnement: Positionnement, utilisateur: Utilisateur) -> bool:
    """May this user set it aside or take it up again? Once with a privé DO, it is their owner's affair (CLI-5)."""
    chez_le_do = positionnement.envoye_le is not None
    joignable = positionnement.besoin.contact.joignable_par(utilisateur)
    return utilisateur.peut_gerer_besoins and (joignable or not chez_le_do)


def points_visibles(besoin: Besoin, utilisateur: Utilisateur) -> list[Point]:
    """The points of BES-1; whether a hidden DO has an e-mail is not told."""
    lisible = besoin.contact.lisible_par(utilisateur)
    return [point for point in points(besoin) if lisible or point.code != "email_do"]


def manques_visibles(besoin: Besoin, utilisateur: Utilisateur) -> list[Point]:
    """What is missing, as far as this user may know."""
    return [point for point in points_visibles(besoin, utilisateur) if not point.connu]


def portes_visibles(besoin: Besoin, utilisateur: Utilisateur) -> list[Porte]:
    """The gates of positioning, without telling that a hidden DO has no e-mail (CLI-5)."""
    portes = portes_positionnement(besoin)
    if besoin.contact.lisible_par(utilisateur):
        return portes
    manques = enumerer(manque.libelle for manque in manques_visibles(besoin, utilisateur))
    raison = "Ce besoin n’est pas qualifié." + (f" Il manque : {manques}." if manques else "")
    return [replace(porte, raison=raison) if porte.code == "complet" else porte for porte in portes]


def raison_visible(refus: PorteFermeeError, besoin: Besoin, utilisateur: Utilisateur) -> str:
    """Why positioning was refused, as far as this user may know."""
    raisons = [porte.raison for porte in portes_visibles(besoin, utilisateur) if not porte.ouverte]
    return " ".join(raisons) or str(refus)


def nom_du_do(besoin: Besoin, utilisateur: Utilisateur) -> str:
    """The DO's name, or « DO privé »."""
    return str(besoin.contact) if besoin.contact.lisible_par(utilisateur) else DO_PRIVE
