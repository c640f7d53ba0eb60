"""Receive a CV and read it. Reading happens in the worker, in a child process under limits."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db import OperationalError as OperationalErrorSQL
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError
from psycopg.errors import ProgramLimitExceeded

from freelances.enums import EtatLecture
from freelances.lecture_cv import services as lecture_cv
from freelances.models import CV, Freelance
from samba.comptes.models import Utilisateur
from samba.documents import bac, ocr
from samba.documents.lecture import PDF
from samba.documents.models import Document
from samba.documents.services import Examen, deposer_examen

journal = logging.getLogger(__name__)

SANS_TEXTE = (
    "Ce document ne contient pas de texte, sans doute une page numérisée, et la lecture optique n’y a rien trouvé : "
    "demandez l’original, ou saisissez le profil."
)
LU_PAR_OCR = "Document numérisé : son texte vient de la lecture optique, relisez-le."
SANS_PROPOSITION = "Le texte est lu, mais les propositions n’ont pas pu être faites : le profil se saisit à la main."
# Characters whose search vector always fits, in any alphabet.
TEXTE_CHERCHABLE = 100_000
DISPARU = "Le fichier n’est plus sur le disque : déposez-le à nouveau."


@dataclass(frozen=True)
class Depot:
    """A CV received; `deja`: the very same file was there before, and is not stored twice."""

    cv: CV
    deja: bool = False


@transaction.atomic
def deposer_cv(freelance: Freelance | None, examen: Examen, auteur: Utilisateur, origine: str = "") -> Depot:
    """Keep a CV that was examined: it becomes the current one, the others stay. Its text is read after commit.

    Without freelance it is a draft. A file that SAMBA has already is told, not stored twice: that of a draft goes to
    the freelance. It does not move the freelance's version: no form carries the CVs, so nobody's typing would be
    overwritten.
    """
    if freelance is not None:
        Freelance.objects.select_for_update().get(pk=freelance.pk)
    deja = CV.objects.filter(document__empreinte=examen.empreinte, ecarte_le=None).select_related("freelance")
    connu = deja.filter(freelance=freelance).first() or deja.order_by("freelance").first()
    if connu is not None:
        if freelance is not None and connu.freelance is None:
            lecture_cv.rattacher(connu, freelance)
        return Depot(connu, deja=True)
    if freelance is not None:
        freelance.cvs.filter(courant=True).update(courant=False)
    cv = CV.objects.create(
        freelance=freelance,
        document=deposer_examen(examen, auteur),
        courant=freelance is not None,
        origine=origine[:200],
    )
    transaction.on_commit(lambda: demander_lecture(cv.pk))
    return Depot(cv)


def demander_lecture(cv_id: int) -> None:
    """Wake the worker. With Redis down nothing is lost: the scan of waiting CVs picks it up."""
    from freelances.tasks import lire_cv

    try:
        lire_cv.delay(cv_id)
    except OperationalError:
        journal.warning("Le CV %s sera lu au prochain passage : Redis ne répond pas.", cv_id)


def lire(cv_id: int) -> str:
    """Read the text of a waiting CV and keep it, or keep why it cannot be read. Returns the state, "" if not waiting.

    Doing it twice is harmless: only a waiting CV is written.
    """
    cv = CV.objects.filter(pk=cv_id, etat=EtatLecture.A_LIRE).select_related("document").first()
    if cv is None:
        return ""
    etat, texte, avis = _resultat(cv.document, partial(_avancer, cv_id))
    if not _garder(cv_id, etat, texte, " ".join(avis)):
        return ""
    if etat == EtatLecture.LU:
        _proposer(cv_id, texte, avis)
    _avancer(cv_id, "")
    return etat


def _avancer(cv_id: int, etape: str) -> None:
    """Tell the page how far the reading is."""
    CV.objects.filter(pk=cv_id).exclude(etape=etape).update(etape=etape)


def _garder(cv_id: int, etat: str, texte: str, message: str) -> int:
    """Write what the reading gave, if the CV still waits for it. Returns how many rows were written."""
    attente = CV.objects.filter(pk=cv_id, etat=EtatLecture.A_LIRE)
    etape = "Recherche des propositions" if etat == EtatLecture.LU else ""
    try:
        with transaction.atomic():
            return attente.update(etat=etat, texte=texte, message=message, etape=etape)
    except OperationalErrorSQL as panne:
        if not isinstance(panne.__cause__, ProgramLimitExceeded):
            raise
        # More different words than a search vector holds (1 MB): the beginning is searched, like any long text.
        journal.warning("Le texte du CV %s est coupé : il a trop de mots différents.", cv_id)
        return attente.update(etat=etat, texte=texte[:TEXTE_CHERCHABLE], message=message, etape=etape)


def _proposer(cv_id: int, texte: str, avis: list[str]) -> None:
    """Look for proposals. The text is kept already: a failure here is told on the file, and in the log."""
    try:
        dits = lecture_cv.proposer(cv_id, texte)
    except Exception:  # noqa: BLE001 - told on the file and in the log; the text is kept
        journal.exception("Les propositions du CV %s n’ont pas pu être faites.", cv_id)
        dits = [SANS_PROPOSITION]
    if dits:
        CV.objects.filter(pk=cv_id).update(message=" ".join([*avis, *dits])[:600])


def _resultat(document: Document, progres: Callable[[str], None]) -> tuple[str, str, list[str]]:
    """(state, text, what must be said of the file). A scanned PDF goes through optical recognition."""
    try:
        with document.fichier.open("rb") as fichier:
            octets = fichier.read()
    except FileNotFoundError:
        return EtatLecture.ECHEC, "", [DISPARU]
    lu = bac.ouvrir(octets, texte=True)
    if lu.refus:
        return EtatLecture.ECHEC, "", [lu.message]
    if lu.texte.strip():
        return EtatLecture.LU, lu.texte, lu.avertissements
    if lu.type_mime != PDF:
        return EtatLecture.SANS_TEXTE, "", [SANS_TEXTE]
    if not ocr.moteur():
        return EtatLecture.SANS_TEXTE, "", [ocr.ABSENT]
    texte = ocr.lire(octets, progres)
    if not texte:
        return EtatLecture.SANS_TEXTE, "", [SANS_TEXTE]
    return EtatLecture.LU, texte, [LU_PAR_OCR, *lu.avertissements]


def relire(cv: CV) -> None:
    """Try again to read a CV that failed, or that had no text (optical recognition may be installed since)."""
    manques = [EtatLecture.ECHEC, EtatLecture.SANS_TEXTE]
    if CV.objects.filter(pk=cv.pk, etat__in=manques).update(etat=EtatLecture.A_LIRE, message=""):
        transaction.on_commit(lambda: demander_lecture(cv.pk))


def en_attente() -> list[int]:
    """CVs that wait for more than half a minute: the nudge of their upload was lost."""
    avant = timezone.now() - timedelta(seconds=30)
    attente = CV.objects.filter(etat=EtatLecture.A_LIRE, cree_le__lt=avant).order_by("pk")
    return list(attente.values_list("pk", flat=True)[:50])
