"""FRE-2: what the call to a freelance must have settled before their CV may go to a DO."""

from __future__ import annotations

from besoins.models import AppelFreelance, Positionnement
from besoins.qualification import Point
from freelances.enums import Disponibilite, Facturation
from freelances.models import Freelance

# Points of the conversation itself; the recap e-mail comes after it.
RECAPITULATIF = "recapitulatif"


def appel_de(positionnement: Positionnement) -> AppelFreelance | None:
    """The call of a positionnement, None while nobody called."""
    try:
        return positionnement.appel
    except AppelFreelance.DoesNotExist:
        return None


def points_appel(positionnement: Positionnement) -> list[Point]:
    """The checklist of FRE-2, each point settled or not."""
    appel = appel_de(positionnement) or AppelFreelance(positionnement=positionnement)
    freelance = positionnement.freelance
    return [
        Point("origine", "Origine du contact", bool(appel.origine)),
        Point("disponibilite", "Disponibilité", _disponibilite_dite(appel)),
        Point("interet", "Intéressé par la mission", appel.interesse is True),
        Point("mobilite", "Mobilité sur le lieu de la mission", appel.mobile is not None),
        Point("facturation", "SIRET ou portage vérifié", _facturation_vue(appel, freelance)),
        Point("tjm", "TJM demandé, et accepté si un effort a été demandé", _tarif_dit(appel)),
        Point("references", "Références données", len(freelance.references.all()) > 0),
        Point("cv", "CV à jour reçu", appel.cv_a_jour),
        Point(RECAPITULATIF, "E-mail récapitulatif envoyé", appel.recap_envoye_le is not None),
    ]


def manques_appel(positionnement: Positionnement, *, avec_recapitulatif: bool = True) -> list[Point]:
    """What the call has not settled yet (FRE-2). The conversation alone when `avec_recapitulatif` is False."""
    return [
        point
        for point in points_appel(positionnement)
        if not point.connu and (avec_recapitulatif or point.code != RECAPITULATIF)
    ]


def _disponibilite_dite(appel: AppelFreelance) -> bool:
    """Said, with its date or notice where the kind of availability calls for one; "never" is not an availability."""
    if not appel.disponibilite or appel.disponibilite == Disponibilite.INDISPONIBLE:
        return False
    if appel.disponibilite in {Disponibilite.EN_PRESTATION, Disponibilite.PREAVIS_DONNE}:
        return appel.disponible_le is not None
    if appel.disponibilite == Disponibilite.PREAVIS_A_DONNER:
        return appel.preavis_jours is not None or appel.disponible_le is not None
    return True


def _facturation_vue(appel: AppelFreelance, freelance: Freelance) -> bool:
    return appel.facturation_vue and freelance.facturation != Facturation.A_DEFINIR


def _tarif_dit(appel: AppelFreelance) -> bool:
    return appel.tjm_demande is not None and (not appel.effort_demande or appel.tjm_accepte is not None)
