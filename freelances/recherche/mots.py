"""Keywords typed by people → one tsquery.

`java spring` both · `java OU kotlin` either (`OR` too; it binds closer than the space) · `"chef de projet"` in that
order · `-stage` without. Accents, case and endings do not matter. A word, or several in a row, that is exactly the
name or a synonym of a Competence also finds it by its id and by its other names, so that C#, C++, .NET or k8s work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection

from referentiels.normalisation import normaliser

LONGUEUR_MAX = 300
MOTS_MAX = 30
# A skill's name is at most this many words long when typed without quotes.
MOTS_PAR_COMPETENCE = 4
_JETON = re.compile(r'(-?)"([^"]*)"?|(\S+)')
# The technologies whose sign `recherche_technos` keeps in the search row.
_SIGNE = re.compile(r"(?:[a-z](?:#|\+\+)|\.net)\Z", re.IGNORECASE)
# What a French keyboard or a phone types for a quotation mark.
_GUILLEMETS = str.maketrans("«»“”", '""""')
_OU = {"OR", "OU"}
_ET = {"AND", "ET"}


class Nommee(NamedTuple):
    """What a search reads of a Competence; `cles` are its names, normalised."""

    pk: int
    nom: str
    synonymes: list[str]
    cles: list[str]


@dataclass
class Terme:
    """A word or a phrase, wanted or refused; `competences` are the skills that bear exactly this name."""

    texte: str
    phrase: bool = False
    nie: bool = False
    ou: bool = False
    competences: list[Nommee] = field(default_factory=list)


@dataclass(frozen=True)
class Requete:
    """A tsquery in its text form.

    `vide`: something was typed, but only words too common to be searched. `indexable`: a word is wanted; a search
    that only refuses words reads the rows themselves, which the index of words cannot help. `ordonnee`: some words
    must follow one another, which the index does not know: each row that has them is unpacked and read.
    """

    tsquery: str
    vide: bool
    indexable: bool

    @property
    def ordonnee(self) -> bool:
        return re.search(r"<(?:-|\d+)>", self.tsquery) is not None


def analyser(texte: str, ordre: bool = True) -> Requete | None:
    """The tsquery of what was typed, None when nothing was. Two small queries: the skills named, the stemming.

    Without `ordre`, the words of an expression are all wanted, wherever they stand.
    What is not understood (a lonely quote, an OU at the end) is read as plain words: nothing typed is an error.
    """
    termes = decouper(texte[:LONGUEUR_MAX].translate(_GUILLEMETS))
    if not termes:
        return None
    termes = reconnaitre(termes)
    sql, parametres = composer(termes)
    if not ordre:
        sql = sql.replace("phraseto_tsquery", "plainto_tsquery")
    with connection.cursor() as curseur:
        curseur.execute(f"SELECT q::text, numnode(q) FROM (SELECT {sql} AS q) AS x", parametres)  # noqa: S608 - see composer
        tsquery, noeuds = curseur.fetchone()
    return Requete(tsquery, vide=noeuds == 0, indexable=any(not terme.nie for terme in termes))


def decouper(texte: str) -> list[Terme]:
    """The terms of a text, in order; `ou` marks those tied to the one before."""
    termes: list[Terme] = []
    ou = False
    for trouve in _JETON.finditer(texte):
        moins, phrase, mot = trouve.groups()
        if mot in _OU:
            ou = bool(termes)
            continue
        if mot in _ET:
            continue
        if mot is not None:
            nie = len(mot) > 1 and mot.startswith("-")
            terme = Terme(mot[1:].strip(',;"') if nie else mot.strip(',;"'), nie=nie)
        else:
            terme = Terme(phrase.strip(), phrase=True, nie=bool(moins))
        if terme.texte.strip("-") and len(termes) < MOTS_MAX:
            terme.ou = ou
            termes.append(terme)
        ou = False
    return termes


def reconnaitre(termes: list[Terme]) -> list[Terme]:
    """Attach the skills that terms name; plain words in a row that name one together become one term."""
    suites = {
        (debut, fin): normaliser(" ".join(t.texte for t in termes[debut:fin]))
        for debut in range(len(termes))
        for fin in range(debut + 1, min(debut + MOTS_PAR_COMPETENCE, len(termes)) + 1)
        if fin == debut + 1 or _soudables(termes[debut:fin])
    }
    par_cle: dict[str, list[Nommee]] = {}
    cles = set(suites.values())
    for competence in _nommees(cles):
        for cle in cles.intersection(competence.cles):
            par_cle.setdefault(cle, []).append(competence)
    reconnus, debut = [], 0
    while debut < len(termes):
        fin = max((f for (d, f), cle in suites.items() if d == debut and cle in par_cle), default=debut + 1)
        terme = termes[debut]
        if fin > debut + 1:
            terme = Terme(" ".join(t.texte for t in termes[debut:fin]), phrase=True, nie=terme.nie, ou=terme.ou)
        terme.competences = par_cle.get(suites[debut, fin], [])
        reconnus.append(terme)
        debut = fin
    return reconnus


def _nommees(cles: set[str]) -> list[Nommee]:
    """The skills that bear one of these names. In SQL: building the query took three times as long as running it."""
    colonnes = "id, nom, synonymes, cles"
    ou = "cles && %s::varchar[] AND fusionnee_dans_id IS NULL"
    sql = f"SELECT {colonnes} FROM referentiels_competence WHERE {ou} ORDER BY nom"  # noqa: S608 - ours
    with connection.cursor() as curseur:
        curseur.execute(sql, [list(cles)])
        return [Nommee(*ligne) for ligne in curseur.fetchall()]


def _soudables(termes: Sequence[Terme]) -> bool:
    suivants = termes[1:]
    return not any(t.phrase for t in termes) and not any(t.nie or t.ou for t in suivants)


def composer(termes: Iterable[Terme]) -> tuple[str, list[str]]:
    """The SQL expression of the tsquery: our own fragments only, what was typed goes through parameters."""
    groupes: list[list[tuple[str, list[str]]]] = []
    for terme in termes:
        sql, parametres = _sql(terme)
        if terme.nie:
            sql = f"!! {sql}"
        if terme.ou and groupes:
            groupes[-1].append((sql, parametres))
        else:
            groupes.append([(sql, parametres)])
    return (
        " && ".join("(" + " || ".join(sql for sql, _ in groupe) + ")" for groupe in groupes),
        [parametre for groupe in groupes for _, parametres in groupe for parametre in parametres],
    )


def _sql(terme: Terme) -> tuple[str, list[str]]:
    """One term: its text, and for a skill its id and other names as well."""
    noms = [terme.texte, *_autre_genre(terme)]
    exacts = []
    for competence in terme.competences:
        exacts.append(f"'#{competence.pk}'")
        noms += [competence.nom, *competence.synonymes]
    signes = [nom for nom in noms if _SIGNE.match(nom)]
    exacts += dict.fromkeys(f"'{nom.lower()}'" for nom in signes)
    textes = _distincts(nom for nom in noms if nom not in signes and (not terme.competences or _parle(nom)))
    if not terme.competences:
        textes = [texte.replace("/", " ") for texte in textes]
    lire = "phraseto_tsquery" if terme.phrase or terme.competences else "plainto_tsquery"
    morceaux = ["%s::tsquery"] * len(exacts) + [f"{lire}('public.fr', %s)"] * len(textes)
    return "(" + " || ".join(morceaux) + ")", exacts + textes


def _distincts(noms: Iterable[str]) -> list[str]:
    """Without the names that contain another one, word for word: « Java 8 » is where « Java » is already found.

    Such a name adds no hit, but its words (8, 11, 17) are everywhere: four of them made a search five times slower.
    """
    gardes: dict[str, str] = {}
    for mots, nom in sorted(((f" {normaliser(nom)} ", nom) for nom in noms), key=lambda paire: paire[0].count(" ")):
        if not any(garde in mots for garde in gardes):
            gardes[mots] = nom
    return list(gardes.values())


def _autre_genre(terme: Terme) -> list[str]:
    """« développeur » also finds « développeuse », and back: French stemming keeps them apart."""
    if terme.phrase or terme.competences:
        return []
    for fin, autre in (("euses", "eurs"), ("euse", "eur"), ("eurs", "euses"), ("eur", "euse")):
        if terme.texte.lower().endswith(fin):
            return [terme.texte[: -len(fin)] + autre]
    return []


def _parle(nom: str) -> bool:
    """Is a skill's name distinctive as text? "Go" and "R" are not (16 Go, R&D); nor is what the parser cuts ("C#")."""
    return len(nom) > 2 and not re.search(r"[#+]|^\.", nom)
