"""Text as words: capitals without accents, each with its place in the original. Everything is searched in this form."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

# "S.N.C.F." reads SNCF: the dots between single letters are no separators.
_SIGLE = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?")
_MOTS_ASCII = re.compile(r"[A-Z0-9+#]+")
_LIGATURES = {"œ": "OE", "Œ": "OE", "æ": "AE", "Æ": "AE", "&": " "}
# Cyrillic and Greek letters that a reader takes for ours.
_SOSIES = str.maketrans(
    "аеорсхукіјѕмнтвАВЕЅІЈКМНОРСТУХԚԜαορντυικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcxykijsmHTBABESIJKMHOPCTYXQWaopvtuikABEZHIKMNOPTYX",
)
_INVISIBLES = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_DEGUISEES = {"<wide>", "<font>", "<circle>", "<square>", "<small>"}


def assainir(texte: str) -> str:
    """The text as it reads: no invisible character, no letter in disguise (full-width, Cyrillic lookalike)."""
    texte = _INVISIBLES.sub("", unicodedata.normalize("NFC", texte))
    if texte.isascii():
        return texte
    lettres = [
        unicodedata.normalize("NFKC", c) if unicodedata.decomposition(c).split(" ")[0] in _DEGUISEES else c
        for c in texte
    ]
    return re.sub(r"\w+", _sans_sosies, "".join(lettres))


def _sans_sosies(trouve: re.Match[str]) -> str:
    """Latin letters for a word that mixes alphabets, or that only lookalikes make."""
    mot = trouve.group()
    traduit = mot.translate(_SOSIES)
    return traduit if traduit.isascii() or any("LATIN" in unicodedata.name(c, "") for c in mot) else mot


@dataclass(frozen=True, slots=True)
class Jeton:
    """A word, and where it stands in the text it comes from."""

    mot: str
    debut: int
    fin: int


@cache
def _plier(caractere: str) -> str:
    """A character in capitals, without accent; "" when it is invisible, " " when it separates words."""
    if caractere in _LIGATURES:
        return _LIGATURES[caractere]
    lettres = []
    for c in unicodedata.normalize("NFKD", caractere.translate(_SOSIES)):
        if unicodedata.combining(c) or unicodedata.category(c) == "Cf":
            continue
        lettres.append(c.upper() if c.isalnum() or c in "+#" else " ")
    return "".join(lettres)


def jetons(texte: str) -> list[Jeton]:
    """The words of a text, in order. Letters, digits, "+" and "#" make words ("C#", "C++"); "&" reads ET.

    Invisible characters (soft hyphen, zero-width space) do not cut a word.
    """
    points_de_sigle = {i for m in _SIGLE.finditer(texte) for i in range(m.start(), m.end()) if texte[i] == "."}
    mots: list[Jeton] = []
    lettres: list[str] = []
    debut = fin = 0
    for i, caractere in enumerate(texte):
        if i in points_de_sigle:
            fin = i + 1
            continue
        for c in _plier(caractere):
            if c == " ":
                if lettres:
                    mots.append(Jeton("".join(lettres), debut, fin))
                    lettres = []
                continue
            if not lettres:
                debut = i
            lettres.append(c)
            fin = i + 1
        if caractere == "&":
            mots.append(Jeton("ET", i, i + 1))
            lettres = []
    if lettres:
        mots.append(Jeton("".join(lettres), debut, fin))
    return mots


def mots(texte: str) -> list[str]:
    """The words alone. Plain ASCII, most company names, takes a short cut (60 000 names in a second)."""
    if texte.isascii() and "&" not in texte and "." not in texte:
        return _MOTS_ASCII.findall(texte.upper())
    return [jeton.mot for jeton in jetons(texte)]


def colle(texte: str) -> str:
    """Letters and digits only, glued: what hides behind spaces, hyphens and dots shows."""
    return "".join(c for mot in mots(texte) for c in mot if c.isalnum())


def places(suite: tuple[str, ...], lus: list[Jeton]) -> list[int]:
    """Where these words stand one after the other: the ranks of the first of them."""
    n = len(suite)
    return [i for i in range(len(lus) - n + 1) if n and tuple(j.mot for j in lus[i : i + n]) == suite]
