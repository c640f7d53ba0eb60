"""Receive a CV and read it. Reading happens in the worker, in a child process under limits."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import OperationalError as OperationalErrorSQL
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError
from psycopg.errors import ProgramLimitExceeded

from freelances.enums import EtatLecture
from freelances.models import CV, Freelance
from samba.comptes.models import Utilisateur
from samba.documents import bac
from samba.documents.models import Document
from samba.documents.services import Examen, deposer_examen

journal = logging.getLogger(__name__)

SANS_TEXTE = (
    "Ce document ne contient pas de texte, sans doute une page numérisée : demandez l’original, ou saisissez le profil."
)
# Characters whose search vector always fits, in any alphabet.
TEXTE_CHERCHABLE = 100_000
DISPARU = "Le fichier n’est plus sur le disque : déposez-le à nouveau."


@transaction.atomic
def deposer_cv(freelance: Freelance, examen: Examen, auteur: Utilisateur) -> CV:
    """Keep a CV that was examined: it becomes the current one, the others stay. Its text is read after commit.

    Sending the same file twice (a double click) gives the CV made the first time. It does not move the freelance's
    version: no form carries the CVs, so nobody's typing would be overwritten.
    """
    Freelance.objects.select_for_update().get(pk=freelance.pk)
    deja = freelance.cvs.filter(courant=True, document__empreinte=examen.empreinte).first()
    if deja is not None:
        return deja
    freelance.cvs.filter(courant=True).update(courant=False)
    cv = CV.objects.create(freelance=freelance, document=deposer_examen(examen, auteur))
    transaction.on_commit(lambda: demander_lecture(cv.pk))
    return cv


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
    etat, texte, message = _resultat(cv.document)
    return etat if _garder(cv_id, etat, texte, message) else ""


def _garder(cv_id: int, etat: str, texte: str, message: str) -> int:
    """Write what the reading gave, if the CV still waits for it. Returns how many rows were written."""
    attente = CV.objects.filter(pk=cv_id, etat=EtatLecture.A_LIRE)
    try:
        with transaction.atomic():
            return attente.update(etat=etat, texte=texte, message=message)
    except OperationalErrorSQL as panne:
        if not isinstance(panne.__cause__, ProgramLimitExceeded):
            raise
        # More different words than a search vector holds (1 MB): the beginning is searched, like any long text.
        journal.warning("Le texte du CV %s est coupé : il a trop de mots différents.", cv_id)
        return attente.update(etat=etat, texte=texte[:TEXTE_CHERCHABLE], message=message)


def _resultat(document: Document) -> tuple[str, str, str]:
    try:
        with document.fichier.open("rb") as fichier:
            octets = fichier.read()
    except FileNotFoundError:
        return EtatLecture.ECHEC, "", DISPARU
    lu = bac.ouvrir(octets, texte=True)
    if lu.refus:
        return EtatLecture.ECHEC, "", lu.message
    if not lu.texte.strip():
        return EtatLecture.SANS_TEXTE, "", SANS_TEXTE
    return EtatLecture.LU, lu.texte, ""


def relire(cv: CV) -> None:
    """Try again to read a CV that failed."""
    if CV.objects.filter(pk=cv.pk, etat=EtatLecture.ECHEC).update(etat=EtatLecture.A_LIRE, message=""):
        transaction.on_commit(lambda: demander_lecture(cv.pk))


def en_attente() -> list[int]:
    """CVs that wait for more than half a minute: the nudge of their upload was lost."""
    avant = timezone.now() - timedelta(seconds=30)
    attente = CV.objects.filter(etat=EtatLecture.A_LIRE, cree_le__lt=avant).order_by("pk")
    return list(attente.values_list("pk", flat=True)[:50])
