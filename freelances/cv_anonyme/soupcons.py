"""Who may be named in a text although nobody told us their name: first names, unknown capitalised pairs, employers.

No statistical model: the small French one takes tools for people (Prometheus, Confluence), and weighs 360 MB. A lexicon
never guesses, and fails closed: what it does not know, a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from freelances.cv_anonyme.jetons import Jeton, mots
from freelances.cv_anonyme.lexique import MOTS_COURANTS, PARTICULES
from freelances.cv_anonyme.prenoms import PRENOMS
from freelances.cv_anonyme.societes import Annuaire
from freelances.cv_anonyme.vocabulaire import vocabulaire

_LIEN = re.compile(r"[ \u00a0\u202f]{1,2}|[ ]?[-’'][ ]?|\. ?")
_COLLEGUE = re.compile(
    r"(?:\b(?:avec|par|de|d[’']|à|aux côtés de|manager|responsable|tuteur|to|with|by|under)\s+)$", re.IGNORECASE
)
_APRES_CHEZ = re.compile(
    r"(?:\bchez\s+|\bat\s+|\bau\s+sein\s+(?:de\s+|du\s+|d[’'])|\bpour\s+le\s+compte\s+(?:de\s+|du\s+|d[’'])|\bclient(?:\s+final)?\s*:\s*|"
    r"\bemployeur\s*:\s*|\bsociété\s*:?\s+|\bentreprise\s*:\s*)(?:la\s+|le\s+|les\s+|l[’'])?(?:groupe\s+|société\s+)?(?-i:(?P<nom>[A-ZÀ-Ý][\w&’'.\-]*"
    r"(?:[ \u00a0](?:(?:de|du|des|la|le|et|&)[ \u00a0])?[A-ZÀ-Ý0-9][\w&’'\-]*){0,4}))",
    re.IGNORECASE,
)
# Less surely: what stands between must be written as a name.
_APRES_GROUPE = re.compile(
    r"\b(?:[Gg]roupe|[Ss]ociété|[Cc]abinet|[Mm]utuelle|[Bb]anque|[Cc]lient|[Cc]ompagnie|[Ff]iliale\s+(?:de|du)|[Pp]our|[Ff]or|DSI\s+(?:de|du)|"
    r"(?:SI|information|[Uu]tilisateurs|équipes?|métiers?|sites?|directions?|siège|agences?)\s+(?:de|du))"
    r"\s+(?P<nom>[A-ZÀ-Ý][\w&’'\-]+(?:[ \u00a0][A-ZÀ-Ý][\w&’'\-]*){0,3})"
)
# « Zorblax Industries »: an unknown word, then one that ends the names of companies.
_RAISON_SOCIALE = re.compile(
    r"\b(?P<nom>[A-ZÀ-Ý][\w&’'\-]{2,}(?:[ \u00a0][A-ZÀ-Ý][\w&’'\-]*)?[ \u00a0]"
    r"(?:Industries|Industrie|Technologies|Consulting|Conseil|Group|Groupe|"
    r"Services|Solutions|Systems|Systèmes|Bank|Banque|Assurances?|Mutuelle|Digital|Software|Labs?|Holding|International|Ingénierie|"
    r"Engineering|SAS|SARL|SA|GmbH|Ltd|Inc|LLC|SE|NV|BV))\b"
)


@cache
def _mots_des_technologies(technologies: frozenset[str]) -> frozenset[str]:
    return frozenset(mot for t in technologies for mot in t.split())


def connu(mot: str, annuaire: Annuaire) -> bool:
    """Is this a word of the trade, a technology, or no word at all (digits, two letters)?"""
    if len(mot) <= 2 or not mot.isalpha():
        return True
    # Plurals and feminines of what we know; the acronyms of one's trade are never in two words.
    voc = vocabulaire()
    return (
        mot in voc
        or mot in _mots_des_technologies(annuaire.technologies)
        or mot.rstrip("SEX") in voc
        or f"{mot}S" in voc
    )


def personnes_supposees(texte: str, lus: list[Jeton], annuaire: Annuaire) -> Iterator[tuple[int, int, bool]]:
    """(begin, end, sure) of what reads like a person's name; not sure: a person must say."""
    rang = 0
    while rang < len(lus):
        fin = _suite_capitale(texte, lus, rang)
        suite = lus[rang : fin + 1]
        # « Jean-Monnet » alone is a place or a school; « Jean-Marc Vautrin » is somebody.
        if len(suite) >= 2 and re.search(r"[^\w’'-]", texte[suite[0].debut : suite[-1].fin]):
            yield from _noms_de(texte, suite, annuaire)
        elif suite and _prenom_seul(texte, suite[0], annuaire):
            yield suite[0].debut, suite[0].fin, False
        rang = max(fin, rang) + 1


def _noms_de(texte: str, suite: list[Jeton], annuaire: Annuaire) -> Iterator[tuple[int, int, bool]]:
    """The names within a run of capitalised words: from a first name on, else from two unknown words on."""
    for i, jeton in enumerate(suite[:-1]):
        suivants = suite[i + 1 :]
        if jeton.mot in PRENOMS and jeton.mot not in annuaire.technologies and not _tout_connu(suivants[:1], annuaire):
            dernier = i + 1
            while dernier + 1 < len(suite) and not connu(suite[dernier + 1].mot, annuaire) and dernier < i + 3:
                dernier += 1
            yield jeton.debut, suite[dernier].fin, True
            return
    inconnus = [j for j in suite if j.mot not in PARTICULES and not connu(j.mot, annuaire)]
    if (len(inconnus) >= 2 and not texte[suite[0].debut : suite[-1].fin].isupper()) or (
        len(inconnus) >= 2 and all(len(j.mot) >= 4 for j in inconnus) and len(suite) == len(inconnus) <= 3
    ):
        yield inconnus[0].debut, inconnus[-1].fin, False


def _tout_connu(suite: list[Jeton], annuaire: Annuaire) -> bool:
    return all(connu(j.mot, annuaire) and j.mot not in PARTICULES for j in suite)


def _suite_capitale(texte: str, lus: list[Jeton], rang: int) -> int:
    """Rank of the last word of the run of capitalised words that begins here; particles may link two of them."""
    if not texte[lus[rang].debut].isupper():
        return rang - 1
    dernier = rang
    for i in range(rang + 1, min(len(lus), rang + 7)):
        if not _LIEN.fullmatch(texte[lus[i - 1].fin : lus[i].debut]):
            break
        if texte[lus[i].debut].isupper():
            dernier = i
        elif lus[i].mot not in PARTICULES:
            break
    return dernier


def _prenom_seul(texte: str, jeton: Jeton, annuaire: Annuaire) -> bool:
    """« relais passé à Sophie »: a first name alone, where people are named."""
    if jeton.mot not in PRENOMS or jeton.mot in MOTS_COURANTS or jeton.mot in annuaire.technologies:
        return False
    if texte[jeton.fin : jeton.fin + 1] == "-":  # « Jean-Monnet »
        return False
    return bool(_COLLEGUE.search(texte[max(0, jeton.debut - 25) : jeton.debut]))


def employeurs_supposes(texte: str, annuaire: Annuaire) -> Iterator[tuple[int, int]]:
    """« chez Zorblax »: nothing but a company stands there, and no table knows this one."""
    for forme in (_APRES_CHEZ, _APRES_GROUPE, _RAISON_SOCIALE):
        for trouve in forme.finditer(texte):
            lus = mots(trouve.group("nom"))
            if lus and not all(connu(mot, annuaire) for mot in lus):
                yield trouve.span("nom")
