"""Receive private files: examined by content, then written under a random name."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

import puremagic
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from samba.comptes.models import Utilisateur
from samba.documents import bac
from samba.documents.lecture import DOCX, ODT, PDF, RTF, TXT
from samba.documents.models import Document

EXTENSIONS = {PDF: ".pdf", DOCX: ".docx", ODT: ".odt", RTF: ".rtf", TXT: ".txt"}
FORMATS = "PDF, DOCX, ODT, RTF ou TXT"
NOM_MAX = 120


@dataclass(frozen=True)
class Examen:
    """An uploaded file that passed: its bytes, the type its content shows, and a name that agrees with it."""

    nom: str
    type_mime: str
    octets: bytes

    @property
    def empreinte(self) -> str:
        """SHA-256 of the bytes: tells that the same file was sent before."""
        return hashlib.sha256(self.octets).hexdigest()


def nettoyer_nom(nom: str, type_mime: str = "") -> str:
    """A file name without path or control character, whose extension is the one of its content.

    A DOCX sent as "cv.pdf" is kept as "cv.docx": it opens once downloaded.
    """
    nom = unicodedata.normalize("NFC", nom).replace("\\", "/").rsplit("/", 1)[-1]
    nom = re.sub(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\"<>|:*?]", "", nom).strip(" .") or "document"
    chemin = PurePosixPath(nom)
    extension = EXTENSIONS.get(type_mime, chemin.suffix)
    racine = chemin.stem if chemin.suffix.lower() in {*EXTENSIONS.values(), extension.lower()} else nom
    return f"{racine[:NOM_MAX]}{extension}"


def _taille(octets: int) -> str:
    return f"{octets / (1024 * 1024):.0f}\u00a0Mo".replace(".", ",")


def examiner(fichier: UploadedFile) -> Examen:
    """Check an upload: not empty, not over `DOCUMENT_TAILLE_MAX`, and really one of the accepted formats.

    The content decides, never the name: an .exe called .pdf is refused, a DOCX called .pdf becomes a DOCX.

    Raises:
        ValidationError: with a message for people.
    """
    octets = _octets(fichier)
    lu = bac.ouvrir(octets, texte=False)
    if lu.refus:
        raise ValidationError(f"{lu.message}{_ressemblance(octets, lu.refus)}", code=lu.refus)
    return Examen(nettoyer_nom(fichier.name or "document", lu.type_mime), lu.type_mime, octets)


def _octets(fichier: UploadedFile) -> bytes:
    """The bytes of an upload that is neither empty nor too big.

    Raises:
        ValidationError: with a message for people.
    """
    if fichier.size is not None and fichier.size > settings.DOCUMENT_TAILLE_MAX:
        raise ValidationError(
            f"Ce fichier pèse {_taille(fichier.size)}\u00a0: la limite est de {_taille(settings.DOCUMENT_TAILLE_MAX)}.",
            code="taille",
        )
    fichier.seek(0)
    octets = fichier.read()
    if not octets:
        raise ValidationError(bac.REFUS["vide"], code="vide")
    return octets


@dataclass(frozen=True)
class Recu:
    """One file of a sending: examined and good, or refused with a message. `origine`: the ZIP or e-mail it came in."""

    nom: str
    examen: Examen | None = None
    message: str = ""
    origine: str = ""


def examiner_envoi(fichier: UploadedFile) -> list[Recu]:
    """What an upload brings: itself, or each file of a ZIP or of an e-mail. Never raises: a refusal is a `Recu`."""
    nom = nettoyer_nom(fichier.name or "document")
    try:
        octets = _octets(fichier)
    except ValidationError as erreur:
        return [Recu(nom, message=" ".join(erreur.messages))]
    return [_recu(piece, nom, octets) for piece in bac.deplier(octets)]


def _recu(piece: bac.Piece, nom: str, octets: bytes) -> Recu:
    """One piece; without a name of its own it is the upload itself."""
    soi, origine = (piece.nom, nom) if piece.nom else (nom, "")
    if piece.refus:
        ressemble = "" if piece.nom else _ressemblance(octets, piece.refus)
        return Recu(nettoyer_nom(soi), message=f"{piece.message}{ressemble}", origine=origine)
    contenu = piece.octets if piece.nom else octets
    if len(contenu) > settings.DOCUMENT_TAILLE_MAX:
        trop = (
            f"Ce fichier pèse {_taille(len(contenu))}\u00a0: la limite est de {_taille(settings.DOCUMENT_TAILLE_MAX)}."
        )
        return Recu(nettoyer_nom(soi), message=trop, origine=origine)
    examen = Examen(nettoyer_nom(soi, piece.type_mime), piece.type_mime, contenu)
    return Recu(examen.nom, examen, origine=origine)


def _ressemblance(octets: bytes, refus: str) -> str:
    """« (il ressemble à un .exe) », when the signature is known."""
    if refus != "inconnu":
        return ""
    try:
        extension = puremagic.from_string(octets[:4096])
    except (puremagic.PureError, ValueError):
        return ""
    return f" Il ressemble à un fichier {extension}." if extension else ""


def deposer(fichier: UploadedFile, auteur: Utilisateur | None) -> Document:
    """Examine an upload and keep it.

    Raises:
        ValidationError: refused, with a message for people (see `examiner`).
    """
    return deposer_examen(examiner(fichier), auteur)


def deposer_examen(examen: Examen, auteur: Utilisateur | None) -> Document:
    """Keep a file that a form has examined already."""
    return deposer_octets(examen.nom, examen.octets, examen.type_mime, auteur)


def deposer_octets(nom: str, octets: bytes, type_mime: str, auteur: Utilisateur | None) -> Document:
    """Keep bytes that SAMBA made itself (an anonymised CV), or that were examined.

    The file is written before the row: a caller's rollback leaves a file that nothing names, never a row without file.
    """
    document = Document(
        nom=nettoyer_nom(nom, type_mime),
        type_mime=type_mime,
        taille=len(octets),
        empreinte=hashlib.sha256(octets).hexdigest(),
        auteur=auteur,
    )
    document.fichier.save(nom, ContentFile(octets), save=False)
    document.save()
    return document
