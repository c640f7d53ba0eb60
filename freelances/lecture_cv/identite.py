"""Who the CV is about, and how to reach them."""

from __future__ import annotations

import re
from typing import Any

import phonenumbers
from stdnum import luhn

from freelances.lecture_cv.enums import Rubrique
from freelances.lecture_cv.propositions import A_VERIFIER, PROBABLE, SUR, Passage, Proposition
from freelances.lecture_cv.roles import ROLE
from freelances.lecture_cv.texte import Ligne, Texte, aplatir
from referentiels.geo import localiser
from samba.listes.formats import telephone as ecrire_telephone

TETE = 25  # lines where a name, a title and a place are looked for
COURRIEL = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}")
_LIEN = re.compile(
    r"(?:https?://|www\.)\S{1,200}|\b(?:linkedin|github|gitlab|malt)\.(?:com|fr)/\S{1,120}", re.IGNORECASE
)
_LIEU = re.compile(r"(?<![\d/])(?:F-)?(\d{5})(?!\d)\s*,?\s*([A-ZÀ-Ý][\w’'\-]*(?:[ \-][\w’'\-]+){0,4})")
_SIRET = re.compile(r"\bSIRET\s*(?:n°)?\s*:?\s*((?:\d[ .\u00a0]?){13}\d)", re.IGNORECASE)
_NOM = re.compile(r"[^\W\d_][\w’'\-.]*(?: [^\W\d_][\w’'\-.]*){1,4}")
_PARTICULES = {
    "DE",
    "DU",
    "DES",
    "LE",
    "LA",
    "VAN",
    "VON",
    "DER",
    "DEN",
    "EL",
    "AL",
    "BEN",
    "DI",
    "DA",
    "D'",
    "ABD",
    "ST",
}
_PAS_UN_NOM = re.compile(
    r"\b(?:CV|CURRICULUM|VITAE|PROFIL|TELEPHONE|TEL|MOBILE|EMAIL|MAIL|ADRESSE|NATIONALITE|PERMIS|ANS|FREELANCE|SENIOR|JUNIOR|PARIS|"
    r"FRANCE|RUE|AVENUE|BOULEVARD|CONFIDENTIEL|PAGE|DOSSIER|COMPETENCES?|EXPERIENCES?|DISPONIB\w+|EXPERT\w*|INDEPENDANTE?)\b"
)
_ANNEES = re.compile(r"\b(\d{1,2})\s*(?:ANS|ANNEES|YEARS)\s*(?:D'|DE |OF )\s*(?:EXPERIENCES?|EXPERTISE)")


def reserves(texte: Texte) -> list[Passage]:
    """Places where nothing else is to be read: addresses and links."""
    return [m.span() for forme in (COURRIEL, _LIEN) for m in forme.finditer(texte.brut)]


def proposer(texte: Texte) -> list[Proposition]:
    """Name, e-mail, phone, place, SIRET, title and years of experience, each once."""
    propositions = [*_nom(texte), *_courriel(texte), *_telephone(texte), *_lieu(texte), *_siret(texte)]
    return [*propositions, *_titre(texte), *_annees(texte)]


def _un(
    champ: str,
    libelle: str,
    confiance: int,
    passage: Passage,
    *,
    detail: str,
    valeur: Any = None,
    rubrique: Rubrique = Rubrique.IDENTITE,
) -> Proposition:
    """A single value of the freelance: its words when it has no other form."""
    ecrite = {"valeur": libelle if valeur is None else valeur}
    return Proposition(rubrique, libelle, ecrite, confiance, (passage,), detail, champ)


def _tete(texte: Texte) -> list[Ligne]:
    pleines = [ligne for ligne in texte.lignes if ligne.texte.strip()]
    contact = [ligne for ligne in pleines[TETE:] if ligne.section in {"contact", ""}]
    return pleines[:TETE] + contact[:10]


# --- Name ------------------------------------------------------------------------------------------------------------
def _nom(texte: Texte) -> list[Proposition]:
    adresse = COURRIEL.search(texte.brut)
    connus = set(re.findall(r"[A-Z]{2,}", aplatir(adresse.group().split("@")[0]))) if adresse else set()
    colle = "".join(re.findall(r"[A-Z]", aplatir(adresse.group().split("@")[0]))) if adresse else ""
    essais = []
    for rang, ligne in enumerate(_tete(texte)):
        for debut, nom in _noms_de(ligne):
            essais.append((_note(nom, rang, connus, colle), -rang, debut, nom))
    if not essais or max(essais)[0] < 2:
        return []
    note, _, debut, nom = max(essais)
    prenom, famille = partager(nom)
    place = (debut, debut + len(nom))
    sur = SUR if note >= 6 else PROBABLE if note >= 4 else A_VERIFIER
    return [_un("prenom", prenom, sur, place, detail="prénom"), _un("nom", famille, sur, place, detail="nom")]


def _noms_de(ligne: Ligne) -> list[tuple[int, str]]:
    """The pieces of a line that may be a name, with their places."""
    trouves, place = [], 0
    for bout in re.split(r"(\s{2,}|[|•·,;:/–—()]|\s-\s|\t)", ligne.texte[:160]):
        propre = bout.strip(" .*-")
        propre = re.sub(r"^(?:CV (?:de )?|Nom\s*:?\s*|M\. |Mme |Mlle |Monsieur |Madame )", "", propre)
        if (
            propre
            and _NOM.fullmatch(propre)
            and not _PAS_UN_NOM.search(aplatir(propre))
            and not ROLE.search(aplatir(propre))
        ):
            trouves.append((ligne.debut + place + bout.find(propre), propre))
        place += len(bout)
    return trouves


def _note(nom: str, rang: int, connus: set[str], colle: str) -> int:
    """How much this looks like the name of whom the CV is about; the e-mail is the best witness."""
    mots = nom.split()
    if not all(mot[:1].isupper() or aplatir(mot) in _PARTICULES for mot in mots):
        return 0
    plats = [re.sub(r"[^A-Z]", "", aplatir(mot)) for mot in mots]
    note = 3 if rang == 0 else 2 if rang < 6 else 1
    note += 3 * sum(p in connus for p in plats if len(p) > 1)
    if not note or (colle and any(len(p) > 3 and p in colle for p in plats)):
        note += 3
    return note + (1 if any(mot.isupper() and len(mot) > 1 for mot in mots) else 0)


def partager(nom: str) -> tuple[str, str]:
    """(first name, name). Capitals mark the name when the rest has none; else the first word is the first name."""
    mots = nom.split()
    capitales = [mot.isupper() and len(mot) > 1 for mot in mots]
    if any(capitales) and not all(capitales):
        famille = [m for m, c in zip(mots, capitales, strict=True) if c or _avant_un_nom(m)]
        prenoms = [m for m in mots if m not in famille]
    else:
        prenoms, famille = mots[:1], mots[1:]
    return " ".join(map(casser, prenoms)), " ".join(map(casser, famille))


def _avant_un_nom(mot: str) -> bool:
    return mot.islower() and aplatir(mot) in _PARTICULES


def casser(mot: str) -> str:
    """« DUPONT-MOREL » → « Dupont-Morel »; a word in both cases is left as it is."""
    if not mot.isupper() or len(mot) < 2:
        return mot
    if mot in {"DE", "DU", "DES", "VAN", "VON", "DER", "DEN"}:
        return mot.lower()
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), mot)


# --- Coordinates -----------------------------------------------------------------------------------------------------
def _courriel(texte: Texte) -> list[Proposition]:
    trouve = COURRIEL.search(texte.brut)
    return [_un("email", trouve.group().lower(), SUR, trouve.span(), detail="adresse e-mail")] if trouve else []


def _telephone(texte: Texte) -> list[Proposition]:
    # Dates make false numbers: only valid ones count, the first in the text.
    for trouve in phonenumbers.PhoneNumberMatcher(texte.brut[:8000], "FR", max_tries=200):
        e164 = phonenumbers.format_number(trouve.number, phonenumbers.PhoneNumberFormat.E164)
        propose = _un(
            "telephone", ecrire_telephone(e164), SUR, (trouve.start, trouve.end), valeur=e164, detail="téléphone"
        )
        return [propose]
    return []


def _lieu(texte: Texte) -> list[Proposition]:
    for ligne in _tete(texte):
        trouve = _LIEU.search(ligne.texte)
        if trouve and localiser(trouve[1], trouve[2]):
            ville = re.split(r"\s+(?:France|CEDEX)\b|\s{2,}| - ", trouve[2], flags=re.IGNORECASE)[0].strip(" -")
            ville = " ".join(map(casser, ville.split()))
            place = (ligne.debut + trouve.start(), ligne.debut + trouve.end())
            valeur = {"code_postal": trouve[1], "ville": ville}
            return [_un("lieu", f"{trouve[1]} {ville}", SUR, place, valeur=valeur, detail="lieu")]
    return []


def _siret(texte: Texte) -> list[Proposition]:
    trouve = _SIRET.search(texte.brut)
    siret = re.sub(r"\D", "", trouve[1]) if trouve else ""
    if trouve is None or not luhn.is_valid(siret):
        return []
    return [_un("siret", siret, SUR, trouve.span(1), detail="SIRET")]


# --- Profile ---------------------------------------------------------------------------------------------------------
def _titre(texte: Texte) -> list[Proposition]:
    for rang, ligne in enumerate(_tete(texte)[:12]):
        mots = ligne.texte.strip(" •-–|")
        if (
            ligne.section in {"", "profil", "contact"}
            and ROLE.search(ligne.plat)
            and 5 < len(mots) <= 100
            and not ligne.titre
        ):
            if COURRIEL.search(mots) or re.search(r"[.!?]\s*$|\d{4}", mots):
                continue
            titre = re.split(r"\s{2,}|\s\|\s|\s•\s", mots)[0].strip()
            if not ROLE.search(aplatir(titre)):
                titre = mots
            titre = titre.capitalize() if titre.isupper() else titre
            place = (ligne.debut + ligne.texte.find(mots), ligne.fin)
            confiance = SUR if rang < 5 else PROBABLE
            return [_un("titre", titre[:160], confiance, place, rubrique=Rubrique.PROFIL, detail="titre du profil")]
    return []


def _annees(texte: Texte) -> list[Proposition]:
    trouve = _ANNEES.search(texte.plat)
    if trouve is None or not 0 < int(trouve[1]) <= 60:
        return []
    annees = int(trouve[1])
    ecrit = f"{annees} an{'s' if annees > 1 else ''} d’expérience"
    return [
        _un("experience_annees", ecrit, PROBABLE, trouve.span(), valeur=annees, rubrique=Rubrique.PROFIL,
            detail="années d’expérience")
    ]  # fmt: skip
