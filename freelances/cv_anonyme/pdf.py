"""The PDF of an anonymised CV: WeasyPrint, our own fonts, neutral metadata, nothing fetched from outside our assets."""

from __future__ import annotations

import re
import threading
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from freelances.cv_anonyme.contenu import Contenu
from freelances.cv_anonyme.libelles import LIBELLES
from freelances.enums import LangueCV, ModeleCV
from samba.parametres.models import parametres, type_du_logo

GABARIT = "freelances/cv_anonyme/pdf.html"
STATIQUES = Path(settings.BASE_DIR) / "static"
TYPES = {".css": "text/css", ".otf": "font/otf", ".svg": "image/svg+xml"}
APERCU = "APERÇU"
LOGO = "firme:logo"  # the only address that is not a file: the logo of the parameters
LIGNES_UNE_PAGE = (4, 3, 2, 1, 0)
SECTIONS = {
    ModeleCV.COMPLET: ("resume", "competences", "experiences", "formations", "certifications", "langues"),
    ModeleCV.UNE_PAGE: ("resume", "competences", "experiences", "formations", "certifications", "langues"),
    ModeleCV.COMPETENCES: ("competences", "certifications", "resume", "experiences", "formations", "langues"),
}

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
        if url == LOGO:
            with parametres().cv_logo.open("rb") as logo:
                octets = logo.read()
            return URLFetcherResponse(url, octets, {"Content-Type": type_du_logo(octets)})
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


def contexte(
    contenu: Contenu,
    reference: str,
    modele: str = ModeleCV.COMPLET,
    langue: str = LangueCV.FR,
    lignes: int | None = None,
) -> dict[str, Any]:
    """The variables of the template: the content with its texts cut in paragraphs and bullets.

    `lignes`: at most so many lines of each text (one page), None for all of them.
    """
    experiences = [{**e, "blocs": blocs(_tete(e["description"], lignes))} for e in contenu["experiences"]]
    if lignes is not None:
        experiences = experiences[: max(3, 2 * lignes)]
    firme = parametres()
    return {
        "cv": {**contenu, "experiences": experiences, "resume_blocs": blocs(_tete(contenu["resume"], lignes))},
        "reference": reference,
        "apercu": reference == APERCU,
        "nom_firme": firme.nom_firme,
        "logo": LOGO if firme.cv_logo else "",
        "sections": SECTIONS[ModeleCV(modele)],
        "modele": modele,
        "langue": langue,
        "t": LIBELLES[LangueCV(langue)],
    }


def _tete(texte: str, lignes: int | None) -> str:
    return texte if lignes is None else "\n".join([x for x in texte.split("\n") if x.strip()][:lignes])


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


def rendre_pdf(contenu: Contenu, reference: str, modele: str = ModeleCV.COMPLET, langue: str = LangueCV.FR) -> bytes:
    """The PDF (A4, PDF/UA-1) of a content. Its metadata hold the reference and nothing of the person.

    One page: texts are shortened, line after line, until it holds.

    Raises:
        RessourceRefuseeError: the page asked for something outside our static files.
    """
    with _verrou:
        for lignes in LIGNES_UNE_PAGE if modele == ModeleCV.UNE_PAGE else (None,):
            html = render_to_string(GABARIT, contexte(contenu, reference, modele, langue, lignes))
            document = mettre_en_page(html)
            if len(document.pages) == 1:
                break
        octets = document.write_pdf(pdf_variant="pdf/ua-1")
    assert octets is not None
    return octets


def rendre_page(html: str) -> bytes:
    """A document of ours in the CVs' style, colours and fonts (PDF/UA-1). Raises RessourceRefuseeError."""
    with _verrou:
        octets = mettre_en_page(html).write_pdf(pdf_variant="pdf/ua-1")
    assert octets is not None
    return octets


def mettre_en_page(html: str) -> Document:
    """Lay out a page of ours, in the firm's colours. Hold `_verrou`: Pango is shared by the process."""
    style, polices = _style()
    lecteur = LecteurStatique()
    document = HTML(string=html, base_url=STATIQUES.as_uri() + "/", url_fetcher=lecteur)
    return document.render(
        stylesheets=[style, _couleurs(parametres().cv_couleur, parametres().cv_accent)], font_config=polices
    )


@lru_cache(maxsize=8)
def _couleurs(fond: str, accent: str) -> CSS:
    """The firm's two colours, over those of the sheet."""
    return CSS(
        string=f".cv-tete {{ background: {fond}; border-bottom-color: {accent}; }}"
        f" .cv-section h3, .cv-secteur {{ color: {fond}; }}"
        f" .cv-puces li::marker {{ color: {accent}; }}",
        url_fetcher=LecteurStatique(),
    )


def mots_du_modele() -> str:
    """The words that the page prints whatever the freelance: titles, labels, the firm's name."""
    vide: Contenu = {
        "titre": "", "resume": "-", "experience_annees": 2, "metiers": ["-"], "competences": [{"theme": "-"}],
        "experiences": [{"description": "", "technologies": ["-"]}], "formations": [{}], "certifications": [{}],
        "langues": [{}], "disponibilite": "-", "mobilite": "-", "teletravail": "Partiel Total",
    }  # fmt: skip
    return " ".join(strip_tags(render_to_string(GABARIT, contexte(vide, "", langue=langue))) for langue in LangueCV)
