"""Reads the pages of a scanned PDF by optical recognition (Tesseract), when the engine is installed on this machine.

The images are taken out of the PDF by the child of `bac`; each then goes to the engine by its standard input, under
limits of memory and time. Nothing is written to disk.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import time
from collections.abc import Callable

from samba.documents import bac

MOTEUR = "tesseract"
LANGUES = ("fra", "eng")
MEMOIRE = 1024 * 1024 * 1024  # bytes of address space, for one page
SECONDES_PAGE = 40  # CPU
SECONDES_TOTAL = 120  # wall clock, for one file
ABSENT = (
    "Ce document est numérisé\u00a0: il ne contient que des images. La lecture optique n’est pas installée sur ce "
    "serveur (paquets tesseract-ocr et tesseract-ocr-fra)\u00a0: demandez l’original, ou saisissez le profil."
)


def moteur() -> str:
    """The path of the engine, "" when this machine has none."""
    return shutil.which(MOTEUR) or ""


def _langues(chemin: str) -> str:
    """Those we want among those installed; the engine's own when it has none of them."""
    dites = subprocess.run([chemin, "--list-langs"], capture_output=True, timeout=10, check=False)  # noqa: S603 - `which`
    presentes = dites.stdout.decode(errors="replace").split()
    return "+".join(langue for langue in LANGUES if langue in presentes)


def _borner() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMOIRE, MEMOIRE))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDES_PAGE, SECONDES_PAGE + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def lire(octets: bytes, progres: Callable[[str], None]) -> str:
    """The text of a scanned PDF, "" when nothing could be read. `progres` is told each page.

    A page that the engine cannot read, or that comes after the time allowed, is left out.
    """
    chemin = moteur()
    if not chemin:
        return ""
    pages, _ = bac.images(octets)
    langues = _langues(chemin)
    commande = [chemin, "stdin", "stdout", *(["-l", langues] if langues else [])]
    textes, fin = [], time.monotonic() + SECONDES_TOTAL
    for numero, page in enumerate(pages, 1):
        if time.monotonic() > fin:
            break
        progres(f"Lecture optique, page {numero} sur {len(pages)}")
        textes.append(_page(commande, page))
    return "\n\n".join(filter(None, textes)).strip()


def _page(commande: list[str], image: bytes) -> str:
    try:
        lu = subprocess.run(  # noqa: S603 - the engine found on this machine, fixed arguments
            commande,
            input=image,
            capture_output=True,
            timeout=SECONDES_PAGE,
            env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin"},
            preexec_fn=_borner,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return ""
    return lu.stdout.decode("utf-8", "replace").replace("\x0c", "").strip() if lu.returncode == 0 else ""
