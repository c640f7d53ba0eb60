"""Moving positionnements from stage to stage, one or several, and undoing it. The gates are those of `etapes` (BES-9).

The board, the list, the page of a positionnement and the API all come through `deplacer`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.dateparse import parse_datetime

from besoins.enums import ETAPES_CHEZ_LE_DO, Etape
from besoins.etapes import Porte, PorteFermeeError, exiger, portes_vers
from besoins.models import AppelFreelance, Positionnement
from besoins.services.appels import confirmer_disponibilite
from besoins.services.attente import annuler_attentes, attendre_reponse
from besoins.services.envois import exiger_joignable
from besoins.services.positionnements import ecarter, reprendre
from besoins.services.verrous import bouger, verrouiller, verrouiller_besoin
from samba.activite.models import Relance
from samba.comptes.models import Utilisateur
from samba.donnees.formulaires import ConflitVersionError

SEL = "besoins.mouvements"
# An undo is a second thought: past that, the positionnement is moved again, by its gates.
ANNULABLE_SECONDES = 3600


@dataclass(frozen=True)
class Etat:
    """What a move changes of a positionnement, as it was; `version` is the one that the move left."""

    pk: int
    version: int
    etape: str
    etape_depuis: datetime
    motif_sortie: str
    reponse_do: str
    confirme: bool


@dataclass(frozen=True)
class Refus:
    """One positionnement that did not move: the gates that closed, or another reason in words."""

    positionnement: Positionnement
    portes: tuple[Porte, ...] = ()
    texte: str = ""


@dataclass
class Bilan:
    """What came of a move of several. `jeton` undoes those that moved, "" when none did."""

    faits: list[Positionnement] = field(default_factory=list)
    refus: list[Refus] = field(default_factory=list)
    jeton: str = ""


@transaction.atomic
def deplacer(
    *, positionnement: Positionnement, vers: str, par: Utilisateur, version: int | None = None, motif: str = ""
) -> Etat | None:
    """Move one positionnement. Returns its former state, None when it stood there already.

    Args:
        vers: the stage; `ecarte` needs `motif`.
        version: the version that was on the screen; None to move whatever happened since.

    Raises:
        PermissionDenied: the DO has the CV, and is somebody else's privé (CLI-5).
        PorteFermeeError: a rule forbids it; the gates say which and what is missing (BES-9).
        ConflitVersionError: somebody changed it since it was shown.
        ValidationError: set aside without a reason.
    """
    verrouiller_besoin(positionnement.besoin_id)  # always before the positionnement, as whoever sends or closes does
    positionnement = verrouiller(positionnement.pk)
    if positionnement.etape == vers:
        return None
    if version is not None and version != positionnement.version:
        raise ConflitVersionError
    if positionnement.envoye_le is not None or vers in ETAPES_CHEZ_LE_DO:
        exiger_joignable(positionnement, par)
    avant = _etat(positionnement)
    if vers == Etape.ECARTE:
        ecarter(positionnement=positionnement, motif=motif)
    else:
        _avancer(positionnement, Etape(vers), par)
    return _date_de(avant)


def _avancer(positionnement: Positionnement, vers: Etape, par: Utilisateur) -> None:
    """To a stage in play; whoever was set aside comes back first, at the stage that what was done gives."""
    if positionnement.etape == Etape.ECARTE:
        positionnement = reprendre(positionnement=positionnement, par=par)
        if positionnement.etape == vers:
            return
    exiger(portes_vers(positionnement, vers))
    depuis = positionnement.etape
    if vers == Etape.DISPONIBLE:
        confirmer_disponibilite(positionnement=positionnement, par=par)
        return
    if depuis == Etape.DISPONIBLE and vers in {Etape.PRESELECTIONNE, Etape.CONTACTE}:
        _retirer_confirmation(positionnement)
    if vers == Etape.CV_ENVOYE:
        # Back from later: the answer was noted by mistake, it is awaited again.
        bouger(positionnement, etape=vers, reponse_do="")
        attendre_reponse(positionnement, par, suffixe=f"retour:{positionnement.version}")
        return
    bouger(positionnement, etape=vers)


def _retirer_confirmation(positionnement: Positionnement) -> None:
    """What was confirmed for this mission no longer is; the day the freelance gave stays on their own file."""
    AppelFreelance.objects.filter(positionnement=positionnement).update(confirmee_le=None, confirmee_par=None)


def _etat(positionnement: Positionnement) -> Etat:
    appel = AppelFreelance.objects.filter(positionnement=positionnement).first()
    return Etat(
        positionnement.pk,
        positionnement.version,
        positionnement.etape,
        positionnement.etape_depuis,
        positionnement.motif_sortie,
        positionnement.reponse_do,
        appel is not None and appel.confirmee_le is not None,
    )


def _date_de(avant: Etat) -> Etat:
    """The former state, under the version that the move left."""
    version = Positionnement.objects.values_list("version", flat=True).get(pk=avant.pk)
    return Etat(**{**avant.__dict__, "version": version})


def deplacer_plusieurs(
    *, choisis: Iterable[tuple[Positionnement, int | None]], vers: str, par: Utilisateur, motif: str = ""
) -> Bilan:
    """Move each of them by its own gates: those that may go go, the others say why not."""
    bilan, etats = Bilan(), []
    # In one order, so that two people who move the same cards never wait for each other.
    for positionnement, version in sorted(choisis, key=lambda choix: (choix[0].besoin_id, choix[0].pk)):
        try:
            etat = deplacer(positionnement=positionnement, vers=vers, par=par, version=version, motif=motif)
        except PorteFermeeError as refus:
            bilan.refus.append(Refus(positionnement, refus.portes))
        except (PermissionDenied, ValidationError) as refus:
            mots = " ".join(refus.messages) if isinstance(refus, ValidationError) else str(refus)
            bilan.refus.append(Refus(positionnement, texte=mots))
        except ConflitVersionError:
            texte = "Un collègue l’a fait bouger entre-temps : le tableau montre où il en est maintenant."
            bilan.refus.append(Refus(positionnement, texte=texte))
        else:
            if etat is not None:
                bilan.faits.append(positionnement)
                etats.append(etat)
    bilan.jeton = _signer(etats, par) if etats else ""
    return bilan


# --- Undo ---
def _signer(etats: list[Etat], par: Utilisateur) -> str:
    """The former states, signed: the undo carries its own memory, and nobody can write one."""
    lignes = [{**etat.__dict__, "etape_depuis": etat.etape_depuis.isoformat()} for etat in etats]
    return signing.dumps({"par": par.pk, "etats": lignes}, salt=SEL, compress=True)


def annuler(*, jeton: str, par: Utilisateur) -> Bilan:
    """Put back what a move changed, each one that nobody touched since.

    Raises:
        ValidationError: a token that we did not sign, of somebody else, or too old.
    """
    try:
        lu = signing.loads(jeton, salt=SEL, max_age=ANNULABLE_SECONDES)
    except signing.BadSignature:
        lu = {}
    if lu.get("par") != par.pk:
        raise ValidationError("Ce déplacement ne peut plus être annulé : déplacez la carte.")
    bilan = Bilan()
    for ligne in lu["etats"]:
        depuis = parse_datetime(ligne["etape_depuis"])
        assert depuis is not None  # written above
        etat = Etat(**{**ligne, "etape_depuis": depuis})
        positionnement = Positionnement.objects.visibles_pour(par).filter(pk=etat.pk).first()
        if positionnement is None:
            continue
        try:
            _remettre(positionnement, etat, par)
        except PorteFermeeError as refus:
            bilan.refus.append(Refus(positionnement, refus.portes))
        except (PermissionDenied, ConflitVersionError) as refus:
            texte = str(refus) or "Il a bougé depuis : son déplacement n’est pas annulé."
            bilan.refus.append(Refus(positionnement, texte=texte))
        else:
            bilan.faits.append(positionnement)
    return bilan


@transaction.atomic
def _remettre(positionnement: Positionnement, etat: Etat, par: Utilisateur) -> None:
    besoin = verrouiller_besoin(positionnement.besoin_id)
    positionnement = verrouiller(positionnement.pk)
    if positionnement.version != etat.version:
        raise ConflitVersionError
    if positionnement.envoye_le is not None:
        exiger_joignable(positionnement, par)
    if not besoin.est_ouvert:
        raise PorteFermeeError(Porte("ouvert", "Besoin ouvert", False, "Ce besoin est clos : rouvrez-le d’abord."))
    champs: dict[str, Any] = {
        nom: getattr(etat, nom) for nom in ("etape", "etape_depuis", "motif_sortie", "reponse_do")
    }
    bouger(positionnement, **champs)
    if not etat.confirme:
        _retirer_confirmation(positionnement)
    if etat.etape == Etape.CV_ENVOYE:
        _attendre_de_nouveau(positionnement, par)
    else:
        annuler_attentes(positionnement=positionnement)


def _attendre_de_nouveau(positionnement: Positionnement, par: Utilisateur) -> None:
    """The relance that the move had cancelled, for the same person and the same day."""
    closes = Relance.objects.closes().filter(positionnement=positionnement, cle__startswith="cv:")
    derniere = closes.select_related("pour").first()
    attendre_reponse(
        positionnement,
        derniere.pour if derniere else par,
        suffixe=f"annule:{positionnement.version}",
        jour=derniere.echeance if derniere else None,
    )


# --- The two yeses (BES-9) ---
@transaction.atomic
def noter_accord(*, positionnement: Positionnement, par: Utilisateur, cote: str, jour: Any) -> Positionnement:
    """Write down the day the DO (`do`) or the freelance (`freelance`) said yes; None takes it back.

    Raises:
        PermissionDenied: the DO is somebody else's privé (CLI-5).
        PorteFermeeError: no CV was sent, the freelance was set aside, a contract is signed.
    """
    verrouiller_besoin(positionnement.besoin_id)
    positionnement = verrouiller(positionnement.pk)
    exiger_joignable(positionnement, par)
    # The gates of *retenu* but for the yeses themselves.
    exiger([p for p in portes_vers(positionnement, Etape.RETENU) if not p.code.startswith("accord_")])
    nom = f"accord_{cote}_le"
    if getattr(positionnement, nom) != jour:
        bouger(positionnement, **{nom: jour})
    return positionnement
