"""Runs `lecture` on an untrusted file in a child process: its own memory, CPU and wall-clock limits.

The child is this Python with `-I` (no environment, no current folder on its path) and an empty environment: neither the
web process nor the worker ever parses what people upload.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samba.documents import lecture

SCRIPT = Path(lecture.__file__)
MEMOIRE = 768 * 1024 * 1024  # bytes of address space
SECONDES_EXAMEN = 10  # CPU; the wall clock gets a little more
SECONDES_TEXTE = 30

REFUS = {
    "vide": "Ce fichier est vide.",
    "chiffre": "Ce fichier est protégé par un mot de passe. Enregistrez-le sans protection, puis déposez-le à nouveau.",
    "corrompu": "Ce fichier est abîmé : il ne s’ouvre pas. Demandez-en une nouvelle copie.",
    "bombe": "Ce fichier se déplie en un volume démesuré : il est refusé par sécurité.",
    "ancien": "L’ancien format Word (.doc) n’est pas lu. Enregistrez le document en .docx ou en PDF.",
    "objet": "Ce document RTF contient un objet incorporé\u00a0: il est refusé par sécurité. Enregistrez-le en PDF.",
    "distant": "Ce document appelle un modèle ou une image à distance\u00a0: il est refusé par sécurité, et rien n’a "
    "été téléchargé. Enregistrez-le en PDF.",
    "entites": "Ce document déclare des entités XML, ce qu’aucun traitement de texte ne fait\u00a0: il est refusé par "
    "sécurité.",
    "html": "Ce fichier est une page web, quel que soit son nom. Enregistrez le CV en PDF ou en DOCX.",
    "svg": "Ce fichier est un dessin SVG, quel que soit son nom. Enregistrez le CV en PDF ou en DOCX.",
    "image": "Ce fichier est une photo ou une image, pas un CV. Demandez le document d’origine, en PDF ou en DOCX.",
    "courriel": "Ce fichier est un e-mail, pas un document\u00a0: déposez sa pièce jointe.",
    "sans_piece": "Cet envoi ne contient aucun CV\u00a0: ni document, ni texte assez long.",
    "pieces": "Cet envoi contient plus de 100 fichiers\u00a0: faites-en plusieurs.",
    "niveaux": "Cette archive est emboîtée trop profondément\u00a0: sortez-en les CV.",
    "macros": "Ce document Word contient des macros : il est refusé par sécurité. Enregistrez-le en .docx ou en PDF.",
    "archive": "Ce fichier est une archive, pas un document. Déposez un PDF, un DOCX, un ODT, un RTF ou un TXT.",
    "inconnu": "Le contenu de ce fichier n’est ni un PDF, ni un DOCX, ni un ODT, ni un RTF, ni un texte.",
    "memoire": "Ce fichier demande trop de mémoire pour être lu.",
    "lent": "Ce fichier est trop long à lire.",
    "panne": "La lecture de ce fichier s’est interrompue.",
}

# Said on a file that was read all the same.
AVIS = {
    "pages": "Ce PDF est très long\u00a0: seules ses 100 premières pages sont lues.",
    "javascript": "Ce PDF contient du JavaScript\u00a0: rien n’en a été exécuté. Ouvrez-le avec prudence.",
    "jointes": "Ce PDF porte des pièces jointes\u00a0: elles n’ont pas été ouvertes.",
}


@dataclass(frozen=True)
class Lecture:
    """What the child said. `refus` is a key of `REFUS`, empty when the file was opened; `avis`, keys of `AVIS`."""

    type_mime: str = ""
    texte: str = ""
    refus: str = ""
    avis: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """The refusal, for people."""
        return message(self.refus)

    @property
    def avertissements(self) -> list[str]:
        """What must be known of a file that was read, for people."""
        return [AVIS[code] for code in self.avis if code in AVIS]


@dataclass(frozen=True)
class Piece:
    """A file held by another, or the upload itself (`octets` is then empty): its type, or why it is refused."""

    nom: str
    type_mime: str
    refus: str
    octets: bytes

    @property
    def message(self) -> str:
        """The refusal, for people."""
        return message(self.refus)


def message(refus: str) -> str:
    """A refusal in words; "" for none."""
    return REFUS.get(refus, REFUS["panne"]) if refus else ""


def ouvrir(octets: bytes, *, texte: bool, memoire: int = MEMOIRE, secondes: int = 0) -> Lecture:
    """Open a file in the child. Never raises: a child that dies is a `Lecture` with its `refus`.

    Args:
        octets: the file.
        texte: also extract its text.
        memoire: address space allowed, in bytes.
        secondes: CPU allowed; 0 for the default of the mode.
    """
    secondes = secondes or (SECONDES_TEXTE if texte else SECONDES_EXAMEN)
    lu = _demander(octets, "texte" if texte else "examen", memoire, secondes)
    return Lecture(lu.get("type", ""), lu.get("texte", ""), lu.get("refus", ""), tuple(lu.get("avis", ())))


def deplier(octets: bytes) -> list[Piece]:
    """The files that an upload holds (ZIP, e-mail), each examined; itself alone when it holds none. Never raises."""
    lu = _demander(octets, "deplier", MEMOIRE, SECONDES_TEXTE)
    if "pieces" not in lu:
        return [Piece("", "", lu.get("refus", "panne"), b"")]
    return [Piece(p["nom"], p["type"], p["refus"], base64.b64decode(p["octets"])) for p in lu["pieces"]]


def images(octets: bytes) -> tuple[list[bytes], int]:
    """(images of the pages of a scanned PDF, number of pages). Empty when it has none or cannot be opened."""
    lu = _demander(octets, "images", MEMOIRE, SECONDES_TEXTE)
    return [base64.b64decode(image) for image in lu.get("images", [])], int(lu.get("pages", 0))


def _demander(octets: bytes, mode: str, memoire: int, secondes: int) -> dict[str, Any]:
    """What the child answers, or the refusal that its death means."""
    commande = [sys.executable, "-I", str(SCRIPT), mode, str(memoire), str(secondes)]
    try:
        enfant = subprocess.run(  # noqa: S603 - our own script, fixed arguments
            commande, input=octets, capture_output=True, timeout=secondes * 2 + 5, env={}, check=False
        )
    except subprocess.TimeoutExpired:
        return {"refus": "lent"}
    if enfant.returncode < 0:
        return {"refus": "lent"}  # killed by its CPU limit
    try:
        lu = json.loads(enfant.stdout)
    except ValueError:
        # It died without a word: the interpreter itself ran out of memory, or a C library did.
        return {"refus": "memoire" if b"MemoryError" in enfant.stderr else "panne"}
    return lu if isinstance(lu, dict) else {"refus": "panne"}
