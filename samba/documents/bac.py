"""Runs `lecture` on an untrusted file in a child process: its own memory, CPU and wall-clock limits.

The child is this Python with `-I` (no environment, no current folder on its path) and an empty environment: neither the
web process nor the worker ever parses what people upload.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

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
    "rtf": "Le format RTF n’est pas lu. Enregistrez le document en .docx ou en PDF.",
    "macros": "Ce document Word contient des macros : il est refusé par sécurité. Enregistrez-le en .docx ou en PDF.",
    "archive": "Ce fichier est une archive, pas un document. Déposez un PDF, un DOCX, un ODT ou un TXT.",
    "inconnu": "Le contenu de ce fichier n’est ni un PDF, ni un DOCX, ni un ODT, ni un texte.",
    "memoire": "Ce fichier demande trop de mémoire pour être lu.",
    "lent": "Ce fichier est trop long à lire.",
    "panne": "La lecture de ce fichier s’est interrompue.",
}


@dataclass(frozen=True)
class Lecture:
    """What the child said. `refus` is a key of `REFUS`, empty when the file was opened."""

    type_mime: str = ""
    texte: str = ""
    refus: str = ""

    @property
    def message(self) -> str:
        """The refusal, for people."""
        return REFUS.get(self.refus, REFUS["panne"]) if self.refus else ""


def ouvrir(octets: bytes, *, texte: bool, memoire: int = MEMOIRE, secondes: int = 0) -> Lecture:
    """Open a file in the child. Never raises: a child that dies is a `Lecture` with its `refus`.

    Args:
        octets: the file.
        texte: also extract its text.
        memoire: address space allowed, in bytes.
        secondes: CPU allowed; 0 for the default of the mode.
    """
    mode = "texte" if texte else "examen"
    secondes = secondes or (SECONDES_TEXTE if texte else SECONDES_EXAMEN)
    commande = [sys.executable, "-I", str(SCRIPT), mode, str(memoire), str(secondes)]
    try:
        enfant = subprocess.run(  # noqa: S603 - our own script, fixed arguments
            commande, input=octets, capture_output=True, timeout=secondes * 2 + 5, env={}, check=False
        )
    except subprocess.TimeoutExpired:
        return Lecture(refus="lent")
    if enfant.returncode < 0:
        return Lecture(refus="lent")  # killed by its CPU limit
    try:
        lu = json.loads(enfant.stdout)
    except ValueError:
        # It died without a word: the interpreter itself ran out of memory, or a C library did.
        return Lecture(refus="memoire" if b"MemoryError" in enfant.stderr else "panne")
    return Lecture(lu.get("type", ""), lu.get("texte", ""), lu.get("refus", ""))
