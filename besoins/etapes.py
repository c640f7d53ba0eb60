"""The gates of a besoin and of its positionnements, in one place (BES-1, BES-9).

Services refuse by them, pages show them.
"""

from __future__ import annotations

from dataclasses import dataclass

from besoins.controle_appel import appel_de, manques_appel
from besoins.disponibilite import conditions
from besoins.enums import ETAPES_CHEZ_LE_DO, STATUTS_POSITIONNABLES, Etape, StatutBesoin
from besoins.models import Besoin, Positionnement
from besoins.qualification import manquants
from freelances.cv_anonyme.services import en_vigueur, restes
from freelances.models import CVAnonyme, Freelance
from samba.listes.formats import enumerer


@dataclass(frozen=True)
class Porte:
    """One gate: open, or closed with its reason. `code` tells the page which link repairs it."""

    code: str
    libelle: str
    ouverte: bool
    raison: str = ""


class PorteFermeeError(Exception):
    """An act came before its time. Carries the closed gates; nothing was written."""

    def __init__(self, *portes: Porte) -> None:
        self.portes = portes
        super().__init__(" ".join(porte.raison for porte in portes))


def exiger(portes: list[Porte]) -> None:
    """Raise `PorteFermeeError` with the closed gates, if any."""
    fermees = [porte for porte in portes if not porte.ouverte]
    if fermees:
        raise PorteFermeeError(*fermees)


def portes_positionnement(besoin: Besoin) -> list[Porte]:
    """What opens a besoin to positioning: still open, qualified by somebody, and nothing missing since (BES-1)."""
    manques = manquants(besoin)
    raison = "Il manque : " + enumerer(manque.libelle for manque in manques) + "."
    qualifie = besoin.statut in STATUTS_POSITIONNABLES
    return [
        _ouvert(besoin),
        Porte("complet", "Besoin complet", not manques, f"Ce besoin n’est pas qualifié. {raison}"),
        Porte(
            "qualifie",
            "Besoin qualifié",
            qualifie or bool(manques) or not besoin.est_ouvert,
            "Tout est connu : cliquez sur « Qualifier » pour ouvrir ce besoin au positionnement.",
        ),
    ]


def peut_positionner(besoin: Besoin) -> bool:
    """May freelances be put forward on this besoin (BES-1)?"""
    return all(porte.ouverte for porte in portes_positionnement(besoin))


def statut_selon_avancement(besoin: Besoin) -> StatutBesoin:
    """The status that what was done on a besoin gives it: used when it is qualified, edited or reopened."""
    if manquants(besoin):
        return StatutBesoin.A_QUALIFIER
    etapes = set(besoin.positionnements.values_list("etape", flat=True))
    if etapes & set(ETAPES_CHEZ_LE_DO):
        return StatutBesoin.EN_PRESENTATION
    return StatutBesoin.EN_RECHERCHE if etapes else StatutBesoin.QUALIFIE


def portes_confirmation(positionnement: Positionnement) -> list[Porte]:
    """What *disponibilité confirmée* needs: the conversation of FRE-2, then each condition of FRE-3."""
    portes = [_en_jeu(positionnement), _appel_abouti(positionnement)]
    return portes + [Porte(c.code, c.libelle, c.remplie, c.raison) for c in conditions(positionnement)]


def portes_recapitulatif(positionnement: Positionnement) -> list[Porte]:
    """What the recap e-mail to the freelance needs: the conversation, and an address to send it to."""
    return [
        _en_jeu(positionnement),
        _appel_abouti(positionnement),
        Porte(
            "email_freelance",
            "Adresse e-mail du freelance",
            bool(positionnement.freelance.email),
            "Le freelance n’a pas d’adresse e-mail : ajoutez-la sur son dossier.",
        ),
    ]


def cv_anonyme_a_jour(freelance: Freelance) -> CVAnonyme | None:
    """The approved anonymised CV of the profile as it is now; None when there is none or the profile moved since."""
    return en_vigueur(freelance)


def portes_envoi(positionnement: Positionnement) -> list[Porte]:
    """BES-9: what sending the CV to the DO needs. Rights (CLI-5) are checked apart: they are no matter of progress."""
    besoin, freelance = positionnement.besoin, positionnement.freelance
    appel = appel_de(positionnement)
    return [
        _en_jeu(positionnement),
        _ouvert(besoin),
        _appel_abouti(positionnement),
        Porte(
            "recapitulatif",
            "Récapitulatif envoyé au freelance",
            appel is not None and appel.recap_envoye_le is not None,
            "Le freelance n’a pas reçu le récapitulatif de l’appel.",
        ),
        _disponibilite(positionnement),
        Porte(
            "cv",
            "CV anonymisé approuvé et à jour",
            cv_anonyme_a_jour(freelance) is not None,
            "Aucun CV anonymisé n’est approuvé pour ce profil tel qu’il est aujourd’hui.",
        ),
        *portes_do(besoin),
    ]


def portes_depart(positionnement: Positionnement) -> list[Porte]:
    """The gates at the moment of sending: the approved CV is read again by what is known today (FRE-4).

    Dearer than `portes_envoi`, which pages show all day long: it opens the PDF.
    """
    portes, cv = portes_envoi(positionnement), cv_anonyme_a_jour(positionnement.freelance)
    trouves = restes(cv, positionnement.freelance) if cv is not None else []
    if not trouves:
        return portes
    dits = enumerer(dict.fromkeys(f"« {obstacle.mots} » ({obstacle.genre.label.lower()})" for obstacle in trouves))
    raison = f"Le CV approuvé identifie quelqu’un, avec ce que l’on sait aujourd’hui : {dits}. Préparez-le de nouveau."
    return [porte if porte.code != "cv" else Porte("cv", porte.libelle, False, raison) for porte in portes]


def portes_do(besoin: Besoin) -> list[Porte]:
    """Whether the DO may be written to at all."""
    return [
        Porte(
            "email_do",
            "Adresse e-mail du donneur d’ordre",
            bool(besoin.contact.email),
            "Le donneur d’ordre n’a pas d’adresse e-mail : ajoutez-la sur sa fiche.",
        ),
        Porte(
            "joignable",
            "Donneur d’ordre joignable",
            not besoin.contact.ne_plus_contacter,
            "Ce donneur d’ordre a demandé à ne plus être contacté.",
        ),
    ]


def portes_reponse(positionnement: Positionnement) -> list[Porte]:
    """An answer of the DO comes after a CV was sent, and while the freelance is still in play."""
    return [_en_jeu(positionnement), _cv_parti(positionnement)]


def portes_relance(positionnement: Positionnement) -> list[Porte]:
    """A reminder to the DO: the CV left and no answer closed the matter (BES-5)."""
    attend = positionnement.etape == Etape.CV_ENVOYE
    return [
        _en_jeu(positionnement),
        _cv_parti(positionnement),
        Porte("attente", "Réponse attendue", attend, "Le donneur d’ordre a déjà répondu."),
        *portes_do(positionnement.besoin),
    ]


def _ouvert(besoin: Besoin) -> Porte:
    return Porte("ouvert", "Besoin ouvert", besoin.est_ouvert, "Ce besoin est clos : rouvrez-le d’abord.")


def _en_jeu(positionnement: Positionnement) -> Porte:
    raison = "Ce freelance a été écarté de ce besoin."
    return Porte("en_jeu", "Freelance en jeu", positionnement.etape != Etape.ECARTE, raison)


def _appel_abouti(positionnement: Positionnement) -> Porte:
    """The conversation of FRE-2, the recap e-mail apart."""
    manques = manques_appel(positionnement, avec_recapitulatif=False)
    raison = "L’appel n’a pas tout établi : " + enumerer(manque.libelle for manque in manques) + "."
    return Porte("appel", "Appel au freelance", not manques, raison)


def _cv_parti(positionnement: Positionnement) -> Porte:
    raison = "Aucun CV n’a encore été envoyé au donneur d’ordre."
    return Porte("cv_envoye", "CV envoyé", positionnement.envoye_le is not None, raison)


def _disponibilite(positionnement: Positionnement) -> Porte:
    """Confirmed for this mission, and not stale (FRE-3)."""
    libelle = "Disponibilité confirmée"
    freelance = positionnement.freelance
    appel = appel_de(positionnement)
    if appel is None or appel.confirmee_le is None or freelance.age_confirmation is None:
        return Porte("disponibilite", libelle, False, "La disponibilité n’est pas confirmée pour cette mission.")
    raison = f"La disponibilité a été confirmée il y a {freelance.age_confirmation} jours : confirmez-la de nouveau."
    return Porte("disponibilite", libelle, freelance.confirmation_fraiche, raison)
