"""The PDF of an anonymised CV: WeasyPrint, our own fonts, neutral metadata, nothing fetched from outside our assets."""

from __future__ import annotations

import re
import threading
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from freelances.cv_anonyme.contenu import Contenu
from samba.parametres.models import parametres

GABARIT = "freelances/cv_anonyme/pdf.html"
STATIQUES = Path(settings.BASE_DIR) / "static"
TYPES = {".css": "text/css", ".otf": "font/otf", ".svg": "image/svg+xml"}
APERCU = "APERÇU"

# Pango and fontconfig share state between threads: one CV at a time in a process (a render takes about 0.1 s).
_verrou = threading.Lock()


class RessourceRefuseeError(FatalURLFetchingError):
    """The page asked for something that is not one of our static files: the whole render stops."""


class LecteurStatique(URLFetcher):
    """Opens our own static files (styles, fonts, logo), and nothing else: no network, no other file, no redirect."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Open a `file:` address under `static/`.

        Raises:
            RessourceRefuseeError: for every other address.
        """
        morceaux = urlsplit(url)
        chemin = Path(unquote(morceaux.path)).resolve()
        permis = (
            morceaux.scheme == "file"
            and morceaux.netloc in ("", "localhost")
            and chemin.is_relative_to(STATIQUES.resolve())
            and chemin.suffix in TYPES
        )
        if not permis:
            raise RessourceRefuseeError(f"Ressource refusée : {url[:200]}")
        return URLFetcherResponse(url, chemin.read_bytes(), {"Content-Type": TYPES[chemin.suffix]})


@cache
def _style() -> tuple[CSS, FontConfiguration]:
    """The style sheet, read once a process."""
    polices = FontConfiguration()
    feuille = STATIQUES / "css" / "cv_anonyme.css"
    return CSS(filename=feuille, font_config=polices, url_fetcher=LecteurStatique()), polices


def contexte(contenu: Contenu, reference: str) -> dict[str, Any]:
    """The variables of the template: the content with its texts cut in paragraphs and bullets."""
    experiences = [{**e, "blocs": blocs(e["description"])} for e in contenu["experiences"]]
    return {
        "cv": {**contenu, "experiences": experiences, "resume_blocs": blocs(contenu["resume"])},
        "reference": reference,
        "apercu": reference == APERCU,
        "nom_firme": parametres().nom_firme,
    }


def blocs(texte: str) -> list[dict[str, Any]]:
    """A free text as paragraphs and lists: [{"puces": [...]} or {"texte": …}]."""
    resultat: list[dict[str, Any]] = []
    for ligne in filter(None, (brute.strip() for brute in texte.split("\n"))):
        puce = re.match(r"[-–—•*▪◦‣]\s*(?=\S)", ligne)
        if not puce:
            resultat.append({"texte": ligne})
        elif resultat and "puces" in resultat[-1]:
            resultat[-1]["puces"].append(ligne[puce.end() :])
        else:
            resultat.append({"puces": [ligne[puce.end() :]]})
    return resultat


def rendre_pdf(contenu: Contenu, reference: str) -> bytes:
    """The PDF (A4, PDF/UA-1) of a content. Its metadata hold the reference and nothing of the person.

    Raises:
        RessourceRefuseeError: the page asked for something outside our static files.
    """
    html = render_to_string(GABARIT, contexte(contenu, reference))
    with _verrou:
        style, polices = _style()
        document = HTML(string=html, base_url=STATIQUES.as_uri() + "/", url_fetcher=LecteurStatique())
        octets = document.write_pdf(stylesheets=[style], font_config=polices, pdf_variant="pdf/ua-1")
    assert octets is not None
    return octets


def mots_du_modele() -> str:
    """The words that the page prints whatever the freelance: titles, labels, the firm's name."""
    vide: Contenu = {
        "titre": "", "resume": "-", "experience_annees": 2, "metiers": ["-"], "competences": [{"theme": "-"}],
        "experiences": [{"description": "", "technologies": ["-"]}], "formations": [{}], "certifications": [{}],
        "langues": [{}], "disponibilite": "-", "mobilite": "-", "teletravail": "Partiel Total",
    }  # fmt: skip
    return strip_tags(render_to_string(GABARIT, contexte(vide, "")))
