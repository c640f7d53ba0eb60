"""The text of a CV as the readers of this package see it: lines with their places, and the section each stands in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

TEXTE_MAX = 60_000  # characters read for proposals: some thirty pages
LIGNE_MAX = 400  # characters of a line that shapes are searched in
_SIGNES = {"’": "'", "‘": "'", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "\u00a0": " ", "\u202f": " "}

# Whole lines that open a section, normalised. What follows a title may be one of its usual complements.
_SUITE = (
    r"(?:S|NELS?|NELLES?)?(?: (?:ET|&|/|DE|DES|EN|D'|DU|LA|LES|OF|AND|PROFESSIONNEL\w*|PROFESSIONAL|TECHNIQUE\w*|CLE\w*|KEY|"
    r"INFORMATIQUE\w*|FONCTIONNEL\w*|PRINCIPAL\w*|ACADEMIQUE\w*|PARLEE\w*|ETRANGERE\w*|SIGNIFICATI\w*|RECENTE\w*|INITIALE?|"
    r"CONTINUE?|SUIVIE?S?|UNIVERSITAIRE\w*|SCOLAIRE\w*|DIPLOME\w*|CERTIFICATIONS?|FORMATIONS?|LANGUES?|OUTILS?|"
    r"TECHNOLOGIES|METIERS?|PROJETS?|MISSIONS?|REALISATIONS?|EXPERIENCES?|COMPETENCES?|TRAVAIL|CARRIERE|DETAILLEE?S?))*"
)
_TITRES = (
    ("experience", r"EXPERIENCE|PARCOURS(?: PROFESSIONNEL)?|MISSION|WORK EXPERIENCE|PROFESSIONAL EXPERIENCE|EMPLOYMENT"
     r"(?: HISTORY)?|CAREER|REALISATION|PROJETS? REALISES?|HISTORIQUE|REFERENCES CLIENTS|CAREER HISTORY"),
    ("certification", r"CERTIFICATION|CERTIFICATS?|CERTIFICATES?"),
    ("formation", r"FORMATION|DIPLOME|ETUDE|EDUCATION|CURSUS|SCOLARITE|TRAINING"),
    ("competence", r"COMPETENCE|SAVOIR[ -]FAIRE|SKILLS?|TECHNICAL SKILLS?|EXPERTISE|CONNAISSANCES?|TECHNOLOGIES|OUTILS|"
     r"LANGAGES|SYNTHESE DES COMPETENCES|DOMAINES? DE COMPETENCE|STACK"),
    ("langue", r"LANGUE|LANGUAGE"),
    ("conditions", r"DISPONIBILITE|CONDITIONS|MOBILITE|TARIFS?|TJM"),
    ("profil", r"PROFIL|RESUME|A PROPOS|ABOUT(?: ME)?|SUMMARY|PRESENTATION|OBJECTIF|ACCROCHE|PROFILE"),
    ("contact", r"CONTACTS?|COORDONNEES|INFORMATIONS? PERSONNELLES?|ETAT CIVIL|PERSONAL (?:DETAILS|INFORMATION)"),
    ("autre", r"CENTRES? D'INTERET|LOISIRS?|HOBBIES|INTERESTS?|REFERENCES?|DIVERS|BENEVOLAT|PUBLICATIONS?|AUTRES?|ATOUTS?"
     r"|QUALITES?|SOFT SKILLS|VIE ASSOCIATIVE|ACTIVITES? EXTRA\w*"),
)  # fmt: skip
_TITRE = {nom: re.compile(rf"\W*(?:MES |MON |MA |LES )?(?:{forme}){_SUITE}\W*\Z") for nom, forme in _TITRES}
_TITRE_SUIVI = re.compile(
    r"\W*(LANGUES?|LANGUAGES?|CERTIFICATIONS?|COMPETENCES?|FORMATIONS?|DIPLOMES?)(?: \w+)? ?: ?\S"
)
# Inside an experience these head a list of it; they open a section only when they are in capitals.
_INTERIEURS = re.compile(
    r"\W*(?:TECHNOLOGIES|OUTILS|LANGAGES|REALISATION|MISSION|COMPETENCE|STACK|PROJET|CONNAISSANCE)"
)


@lru_cache(maxsize=4096)
def _signe(signe: str) -> str:
    """One character for one character, so that places in the text stay the same."""
    simple = unicodedata.normalize("NFKD", _SIGNES.get(signe, signe))
    simple = "".join(c for c in simple if not unicodedata.combining(c)).upper()
    return simple if len(simple) == 1 else " " if signe.isspace() else simple[:1] or " "


def aplatir(texte: str) -> str:
    """In capitals, without accents, each character at its own place."""
    return "".join(map(_signe, texte))


@dataclass(frozen=True)
class Ligne:
    """A line: its place, its words, the same aplaties, and its section ("" before any title)."""

    debut: int
    texte: str
    plat: str
    section: str
    titre: bool = False

    @property
    def fin(self) -> int:
        """Where it ends."""
        return self.debut + len(self.texte)

    @property
    def puce(self) -> bool:
        """Is it an item of a list?"""
        return bool(re.match(r"\s*[-–—•·▪▸►●○*✓✔>➢❖◦‣]\s*\S", self.texte))


@dataclass
class Texte:
    """The text read, its lines, and the places already claimed (an e-mail is no skill)."""

    brut: str
    plat: str = ""
    lignes: list[Ligne] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.brut = self.brut[:TEXTE_MAX]
        self.plat = aplatir(self.brut)
        self.lignes = list(self._lire())

    def _lire(self) -> Iterator[Ligne]:
        section, debut = "", 0
        for brute in self.brut.split("\n"):
            texte = brute[:LIGNE_MAX]
            plat = " ".join(aplatir(texte).split())
            ouverte = _section_ouverte(plat, brute, section)
            section = ouverte or section
            suivie = None if ouverte else _TITRE_SUIVI.match(plat)
            propre = _section_nommee(suivie.group(1)) if suivie else section
            if section == "experience" and suivie and propre in {"competence", "formation"}:
                propre = section
            yield Ligne(debut, texte, aplatir(texte), propre, bool(ouverte))
            debut += len(brute) + 1

    def de(self, *sections: str) -> list[Ligne]:
        """The lines of these sections that say something, titles left out."""
        return [ligne for ligne in self.lignes if ligne.section in sections and not ligne.titre and ligne.texte.strip()]


def _section_ouverte(plat: str, brute: str, section: str) -> str:
    if not 3 <= len(plat) <= 60 or re.search(r"\d", plat):
        return ""
    nom = _section_nommee(plat)
    interieur = section == "experience" and nom in {"competence", "experience"} and _INTERIEURS.match(plat)
    return "" if interieur and brute != brute.upper() else nom


def _section_nommee(plat: str) -> str:
    return next((nom for nom, forme in _TITRE.items() if forme.match(plat)), "")
