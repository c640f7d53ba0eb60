"""The gates of a besoin and of its positionnements, in one place (BES-1, BES-9).

Services refuse by them, pages show them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from besoins.controle_appel import appel_de, manques_appel
from besoins.disponibilite import conditions
from besoins.enums import ETAPES_CHEZ_LE_DO, STATUTS_POSITIONNABLES, Etape, ReponseDO, StatutBesoin
from besoins.models import Besoin, Positionnement
from besoins.qualification import manquants
from freelances.cv_anonyme.services import en_vigueur, restes
from freelances.models import CVAnonyme, Freelance
from samba.activite.enums import GenreEchange, Issue
from samba.listes.formats import enumerer

# The rule that each gate holds, by its code: what a refusal names.
REGLES = {
    "complet": "BES-1",
    "qualifie": "BES-1",
    "appel": "FRE-2",
    "appele": "FRE-2",
    "recapitulatif": "FRE-2",
    "disponibilite": "FRE-3",
    "reference": "FRE-3",
    "lieu": "FRE-3",
    "portage": "FRE-3",
    "cv": "FRE-4",
    "envoi": "BES-5",
    "reponse": "BES-5",
    "cv_envoye": "BES-9",
    "deja_envoye": "BES-9",
    "accord_do": "BES-9",
    "accord_freelance": "BES-9",
    "contrat": "BES-7",
}


@dataclass(frozen=True)
class Porte:
    """One gate: open, or closed with its reason. `code` tells the page which link repairs it."""

    code: str
    libelle: str
    ouverte: bool
    raison: str = ""

    @property
    def regle(self) -> str:
        """The number of the rule that it holds, "" for what is plain sense (a closed besoin)."""
        return REGLES.get(self.code, "")


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


def portes_vers(positionnement: Positionnement, etape: str) -> list[Porte]:
    """What moving a positionnement to this stage needs (BES-9): the one list that board, list, page and API read.

    A stage says what happened: it is entered by the act that makes it true, or once that act is written down.
    Rights (CLI-5) are checked apart.
    """
    base = [_en_jeu(positionnement), _ouvert(positionnement.besoin), _sans_contrat(positionnement)]
    return base + _PORTES_PAR_ETAPE[Etape(etape)](positionnement)


def portes_sortie(positionnement: Positionnement) -> list[Porte]:
    """What setting somebody aside needs, its reason apart: no signed contract."""
    return [_sans_contrat(positionnement)]


def _vers_envoi(positionnement: Positionnement) -> list[Porte]:
    """Back from later: nothing more. From before: every gate of the sending, then the sending itself, by a human."""
    if positionnement.envoye_le is not None:
        return []
    portes = portes_envoi(positionnement)
    if all(porte.ouverte for porte in portes):
        raison = "Tout est prêt : relisez l’e-mail et envoyez le CV, l’étape suivra d’elle-même."
        portes.append(Porte("envoi", "E-mail relu et envoyé", False, raison))
    return portes[2:]  # the first two stand in every list


def _vers_entretien(positionnement: Positionnement) -> list[Porte]:
    interesse = positionnement.reponse_do == ReponseDO.INTERESSE
    raison = "Le donneur d’ordre n’a pas encore dit que ce profil l’intéresse : notez sa réponse."
    return [_cv_parti(positionnement), Porte("reponse", "Intérêt du donneur d’ordre", interesse, raison)]


def _vers_retenu(positionnement: Positionnement) -> list[Porte]:
    """BES-9: the DO's yes and the freelance's."""
    return [
        _cv_parti(positionnement),
        Porte(
            "accord_do",
            "Accord du donneur d’ordre",
            positionnement.accord_do_le is not None,
            "L’accord du donneur d’ordre n’est pas noté.",
        ),
        Porte(
            "accord_freelance",
            "Accord du freelance",
            positionnement.accord_freelance_le is not None,
            "L’accord du freelance n’est pas noté.",
        ),
    ]


def _vers_contrat(positionnement: Positionnement) -> list[Porte]:
    """BES-7: signing the contract is the act that brings here; nothing else does."""
    raison = "C’est la signature du contrat et de ses deux clauses qui amène ici."
    return [*_vers_retenu(positionnement), Porte("contrat", "Contrat signé", False, raison)]


def _avant_l_envoi(positionnement: Positionnement) -> list[Porte]:
    """A CV that left cannot be called back: the stage does not go before it."""
    raison = "Le CV est déjà chez le donneur d’ordre : l’étape ne revient pas avant « CV envoyé »."
    return [Porte("deja_envoye", "CV pas encore envoyé", positionnement.envoye_le is None, raison)]


def _vers_contacte(positionnement: Positionnement) -> list[Porte]:
    joint = positionnement.echanges.filter(genre=GenreEchange.APPEL, issue=Issue.JOINT).exists()
    raison = "Aucun appel où le freelance a répondu n’est noté pour cette mission."
    return [*_avant_l_envoi(positionnement), Porte("appele", "Appel noté", joint, raison)]


def _vers_disponible(positionnement: Positionnement) -> list[Porte]:
    return _avant_l_envoi(positionnement) + portes_confirmation(positionnement)[1:]


_PORTES_PAR_ETAPE: dict[Etape, Callable[[Positionnement], list[Porte]]] = {
    Etape.PRESELECTIONNE: _avant_l_envoi,
    Etape.CONTACTE: _vers_contacte,
    Etape.DISPONIBLE: _vers_disponible,
    Etape.CV_ENVOYE: _vers_envoi,
    Etape.ENTRETIEN: _vers_entretien,
    Etape.RETENU: _vers_retenu,
    Etape.CONTRACTUALISE: _vers_contrat,
}


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


def _sans_contrat(positionnement: Positionnement) -> Porte:
    raison = "Un contrat est signé pour ce positionnement : c’est lui que l’on modifie ou termine."
    return Porte("contrat", "Pas de contrat signé", positionnement.etape != Etape.CONTRACTUALISE, raison)


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
