"""How names are compared. Plain text goes through SQL (`Normalise`); company names, through `normaliser_societe`."""

import re
import unicodedata

# Legal forms go at the end of a name; only the unmistakable ones at its beginning: "AG Insurance" keeps its AG.
FORMES_INITIALES = frozenset({"SA", "SAS", "SASU", "SARL", "EURL", "SNC", "GIE", "SCOP"})
FORMES_FINALES = FORMES_INITIALES | {
    *("SCA", "SCS", "SE", "EPIC", "SCIC", "SELARL", "INC", "LTD", "LIMITED", "LLC", "PLC"),
    *("GMBH", "AG", "NV", "BV", "SPA", "CORP", "CORPORATION", "CO"),
}
MOTS_DE_GROUPE = frozenset(["GROUPE", "GROUP"])
# What PostgreSQL's unaccent makes of the signs that typographers use.
SIGNES = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "«": "<<", "»": ">>", "–": "-", "—": "-", "œ": "oe", "Œ": "OE", "æ": "ae"}
    | {"Æ": "AE"}
)
_SIGLE = re.compile(r"\b(?:[A-Z]\.){2,}(?:[A-Z]\b)?")
_PONCTUATION = re.compile(r"[^A-Z0-9+#]+")


def normaliser(texte: str) -> str:
    """Return `texte` in capitals, without accents, with single spaces: what SQL's `Normalise` gives.

    Ligatures are spelt out (œ → OE) and typographic signs become plain ones (’ → ', « → <<, – → -).
    """
    decompose = unicodedata.normalize("NFKD", texte.translate(SIGNES))
    sans_accent = "".join(c for c in decompose if not unicodedata.combining(c))
    return " ".join(sans_accent.upper().split())


def normaliser_societe(nom: str) -> str:
    """Return the form under which two spellings of one company are equal.

    Capitals without accents; "&" reads "ET"; dotted initials close up (S.N.C.F. → SNCF); other punctuation
    becomes a space; then "Groupe"/"Group" and the legal form go, at both ends of the name. A name made of nothing
    else is kept whole, so the result is empty only when `nom` holds no letter and no digit.
    """
    texte = normaliser(nom).replace("&", " ET ")
    texte = _SIGLE.sub(lambda m: m.group().replace(".", ""), texte)
    entier = _PONCTUATION.sub(" ", texte).split()
    mots = list(entier)
    while mots and mots[-1] in FORMES_FINALES | MOTS_DE_GROUPE:
        mots.pop()
    while mots and mots[0] in FORMES_INITIALES | MOTS_DE_GROUPE:
        mots.pop(0)
    return " ".join(mots or entier)


def normaliser_commune(nom: str) -> str:
    """Return a commune's name without accents, hyphens, apostrophes, CEDEX nor the abbreviations of Saint(e)."""
    mots = re.sub(r"[^A-Z0-9]+", " ", normaliser(nom)).split()
    if "CEDEX" in mots:
        mots = mots[: mots.index("CEDEX")]
    return " ".join({"ST": "SAINT", "STE": "SAINTE"}.get(mot, mot) for mot in mots)
