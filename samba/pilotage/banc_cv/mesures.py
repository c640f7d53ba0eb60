"""What the bench looks for, with its own eyes: none of the anonymiser's code says here whether something leaks."""

from __future__ import annotations

import io
import re
import resource
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median

from pypdf import PdfReader

from freelances.cv_anonyme import services
from samba.pilotage.banc_cv.generateur import Cas, Generateur, Verite

_HOMOGLYPHES = str.maketrans("аеорсхАЕОРСХМТНВКуі", "aeopcxAEOPCXMTHBKyi")
# A label goes with what it announced: « Tél. : », « Profil complet : ».
LIBELLES = frozenset(
    [
        "compte",
        "malt",
        "tel",
        "phone",
        "domicile",
        "mail",
        "linkedin",
        "adresse",
        "e",
        "github",
        "mobile",
        "profil",
        "complet",
    ]
)
OBJECTIF_UTILES = 0.95
RENDU_MS = 150


@dataclass
class Releve:
    """What one CV gave."""

    fuites: list[str] = field(default_factory=list)
    demandes: int = 0
    demandes_vaines: list[str] = field(default_factory=list)
    utiles: int = 0
    gardes: int = 0
    perdus: list[str] = field(default_factory=list)
    secondes: float = 0.0
    rendu: float = 0.0
    pages: int = 0


def plier(texte: str) -> str:
    """Letters and digits in lower case, words apart: accents, homoglyphs and invisible characters set aside."""
    lettres = []
    for c in unicodedata.normalize("NFKD", texte.translate(_HOMOGLYPHES)):
        if unicodedata.combining(c) or unicodedata.category(c) == "Cf":
            continue
        lettres.append(c.lower() if c.isalnum() else " ")
    return " ".join("".join(lettres).split())


def _se_lit(secret: str, genre: str, texte: str) -> bool:
    """Does this text still say it? Whole words; glued when it is long enough for no chance to do it."""
    cherche, lu = plier(secret), plier(texte)
    if f" {cherche} " in f" {lu} ":
        return True
    colle = cherche.replace(" ", "")
    return len(colle) >= 8 and colle in lu.replace(" ", "") and genre not in {"societe"}


def fuites(verite: Verite, texte: str) -> Iterator[tuple[str, str]]:
    """What identifies in the words of a CV: each secret as it was written, and the person's names in every case."""
    for genre, secret in dict.fromkeys(verite.secrets):
        if genre in {"initiales", "societe"} and _dit_autre_chose(secret, verite, texte):
            continue
        if _se_lit(secret, genre, texte):
            yield genre, secret
    mots = re.findall(r"[^\W\d_]+", texte)
    for nom in (verite.prenom, verite.nom):
        for partie in re.split(r"[\s’'\-]+", nom):
            courts = len(partie) <= 2 or partie.lower() in {"des", "van", "von", "ben", "saint"}
            if courts or _du_vocabulaire(partie, verite):
                continue
            if any(plier(m) == plier(partie) and m[0].isupper() for m in mots):
                yield "nom", partie


def _dit_autre_chose(secret: str, verite: Verite, texte: str) -> bool:
    """« CV : », « en » for É. N., « 12 ans » for the ANS, Fortinet among the tools: no secret."""
    cherche = plier(secret)
    utiles = f" {plier(' '.join(verite.utiles))} "
    court = len(cherche.replace(" ", "")) <= 3 and not re.search(
        rf"(?<!\w){re.escape(secret.strip(' :'))}(?!\w)", texte
    )
    return cherche == "cv" or f" {cherche} " in utiles or court


def _du_vocabulaire(partie: str, verite: Verite) -> bool:
    """Do the words that must stay hold it with its capital (« Page d’accueil », « Java »)?"""
    return any(partie in re.findall(r"[^\W\d_]+", mot) for mot in verite.utiles) or partie in {"Banque", "Paris"}


def _autour(secret: str, texte: str) -> str:
    """The line that says it."""
    return next((f"dans « {ligne.strip()[:160]} »" for ligne in texte.split("\n") if _se_lit(secret, "nom", ligne)), "")


def textes_du_contenu(contenu: services.Contenu) -> str:
    """The free texts of a content, one after the other."""
    morceaux = [contenu["titre"], contenu["resume"]]
    for experience in contenu["experiences"]:
        morceaux += [experience["role"], experience["description"]]
    return "\n".join(morceaux)


def texte_du_pdf(octets: bytes) -> str:
    """Pages and metadata, as a reader gives them."""
    lecteur = PdfReader(io.BytesIO(octets))
    return "\n".join([*(p.extract_text() for p in lecteur.pages), *(str(v) for v in (lecteur.metadata or {}).values())])


def relever(cas: Cas) -> Releve:
    """Anonymise one profile and say what it gave. A secret that still waits for a person's answer is no leak."""
    releve = Releve()
    debut = time.perf_counter()
    contenu = services.construire(cas.freelance)
    obstacles = services.obstacles(cas.freelance, contenu)
    releve.secondes = time.perf_counter() - debut
    debut = time.perf_counter()
    octets = services.rendre_pdf(contenu, "IT-2026-0001")
    releve.rendu = time.perf_counter() - debut
    releve.pages = len(PdfReader(io.BytesIO(octets)).pages)
    demandes = [plier(o.mots) for o in obstacles]
    texte = f"{textes_du_contenu(contenu)}\n{texte_du_pdf(octets)}"
    for genre, secret in fuites(cas.verite, texte):
        demande = any(plier(secret) in d or d in plier(secret) for d in demandes if d)
        if not demande:
            releve.fuites.append(
                f"{genre} : {secret!r} ({cas.verite.prenom} {cas.verite.nom}) {_autour(secret, texte)}"
            )
    attendues = [plier(d) for d in (*cas.verite.demandes, *(secret for _, secret in cas.verite.secrets))]
    releve.demandes = len(obstacles)
    releve.demandes_vaines = [
        f"{o.genre.label} : {o.mots}"
        for o in obstacles
        if not any(plier(o.mots) in a or a in plier(o.mots) for a in attendues)
    ]
    _compter_les_utiles(releve, cas.verite, textes_du_contenu(contenu))
    return releve


def _compter_les_utiles(releve: Releve, verite: Verite, texte: str) -> None:
    voulus = Counter(m for mot in verite.utiles for m in plier(mot).split())
    lus = Counter(plier(texte).split())
    for libelle in LIBELLES:
        voulus.pop(libelle, None)
    releve.utiles = sum(voulus.values())
    for mot, combien in voulus.items():
        garde = min(combien, lus[mot])
        releve.gardes += garde
        releve.perdus += [mot] * (combien - garde)


@dataclass
class Bilan:
    """The numbers of a run."""

    releves: list[Releve]
    memoire_mo: float

    @property
    def fuites(self) -> list[str]:
        """Every leak, one line each."""
        return [f for r in self.releves for f in r.fuites]

    @property
    def utiles(self) -> float:
        """Share of the useful words that stayed."""
        return sum(r.gardes for r in self.releves) / max(1, sum(r.utiles for r in self.releves))

    def mediane(self, attribut: str) -> float:
        """Median of a number of the CVs."""
        return float(median(getattr(r, attribut) for r in self.releves))

    def lignes(self) -> Iterable[tuple[str, str, str]]:
        """(measure, value, goal) for people."""
        n = len(self.releves)
        yield "CV engendrés", str(n), "≥ 300"
        yield "Fuites identifiantes", str(len(self.fuites)), "0"
        yield "Mots utiles gardés", f"{self.utiles:.2%}".replace(".", ","), "≥ 95 %"
        yield "Questions posées par CV", f"{sum(r.demandes for r in self.releves) / n:.2f}".replace(".", ","), "–"
        vaines = sum(len(r.demandes_vaines) for r in self.releves)
        yield "dont sans objet", f"{vaines / n:.2f}".replace(".", ","), "–"
        yield "Anonymiser et relire un CV (médiane)", f"{self.mediane('secondes') * 1000:.0f} ms", "–"
        yield "Rendu du PDF à chaud (médiane)", f"{self.mediane('rendu') * 1000:.0f} ms", f"< {RENDU_MS} ms"
        yield "Mémoire du processus (maximum)", f"{self.memoire_mo:.0f} Mo", "–"


def mesurer(nombre: int, graine: int = 1) -> Bilan:
    """Generate `nombre` profiles in the current base and measure each. The caller rolls back."""
    generateur = Generateur(graine)
    releves = [relever(generateur.cas(numero)) for numero in range(nombre)]
    return Bilan(releves, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
