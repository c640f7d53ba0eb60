"""What an interview needs before it is proposed (BES-6), in the same words on the form and in the service."""

from __future__ import annotations

from besoins.entretiens.enums import LieuEntretien, ModeEntretien
from besoins.enums import Etape, ModeIntervention
from besoins.etapes import Porte, portes_do, portes_vers
from besoins.models import Positionnement
from clients.enums import TypeClient

ESN = (TypeClient.ESN_CONSEIL, TypeClient.ESN_CLASSIQUE)


def portes_proposition(positionnement: Positionnement) -> list[Porte]:
    """A DO who is interested and may be written to, a freelance who has an address."""
    return [
        *portes_vers(positionnement, Etape.ENTRETIEN),
        *portes_do(positionnement.besoin),
        Porte(
            "email_freelance",
            "Adresse e-mail du freelance",
            bool(positionnement.freelance.email),
            "Le freelance n’a pas d’adresse e-mail : ajoutez-la sur son dossier.",
        ),
    ]


def porte_forme(positionnement: Positionnement, mode: str, lieu_type: str) -> Porte:
    """BES-6: physical only at an ESN, or when the project is au forfait; else téléphone or visio."""
    besoin = positionnement.besoin
    forfait = besoin.mode_intervention == ModeIntervention.FORFAIT
    chez_une_esn = besoin.client.type in ESN and lieu_type == LieuEntretien.ESN
    permise = mode != ModeEntretien.PHYSIQUE or forfait or chez_une_esn
    raison = (
        "Un entretien physique se tient dans les locaux d’une ESN, ou pour un projet au forfait (BES-6). "
        f"{besoin.client.nom} : {besoin.client.get_type_display()} ; "
        f"mode : {besoin.get_mode_intervention_display().lower() or 'inconnu'}. Choisissez le téléphone ou la visio."
    )
    return Porte("physique", "Forme de l’entretien", permise, raison)
