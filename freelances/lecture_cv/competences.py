"""Skills named in a CV. An ambiguous name (Go, R, C, Access) counts only where its context says so."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

import ahocorasick

from freelances.lecture_cv.dates import Periode, total_mois
from freelances.lecture_cv.enums import Rubrique
from freelances.lecture_cv.propositions import Passage, Proposition
from freelances.lecture_cv.texte import Texte
from referentiels.enums import Maitrise
from referentiels.models import Competence
from referentiels.normalisation import normaliser

VOISINAGE = 140  # characters on each side where the context of an ambiguous name is looked for
LIGNE_COURTE = 30  # characters: such a line is read with its neighbours
# « Go to market », « go / no go », « R&D », « go live »: not the language, whatever stands beside.
_AUTRE_SENS = re.compile(r"\s?(?:TO\b|LIVE\b|/? ?NO\b|FOR\b|&|-LIVE|-TO)")
PASSAGES_MAX = 25
MOIS_EXPERIMENTE, MOIS_OPERATIONNEL = 60, 12
_DITS = (
    (
        Maitrise.EXPERIMENTE,
        re.compile(r"^\s*(?:\(|:|-)\s*(?:EXPERT|AVANCE|MAITRISE|CONFIRME|EXCELLENT|SENIOR|ADVANCED)"),
    ),
    (Maitrise.DEBUTANT, re.compile(r"^\s*(?:\(|:|-)\s*(?:NOTIONS?|DEBUTANT|BASES?|INITIATION|BEGINNER|BASIC)")),
    (
        Maitrise.OPERATIONNEL,
        re.compile(r"^\s*(?:\(|:|-)\s*(?:INTERMEDIAIRE|BON(?:NE)? |OPERATIONNEL|COURANT|INTERMEDIATE)"),
    ),
)


@dataclass(frozen=True)
class Nom:
    """A name under which a skill is searched: `contexte` is empty unless the name says something else too."""

    competence: int
    cle: str
    exact: str = ""
    contexte: tuple[str, ...] = ()
    domaine: bool = False


@dataclass
class Repertoire:
    """Every name of every skill, in one automaton."""

    noms: dict[str, list[Nom]] = field(default_factory=dict)
    libelles: dict[int, str] = field(default_factory=dict)
    automate: Any = None

    @classmethod
    def lire(cls) -> Repertoire:
        """The référentiel as it stands: one query."""
        repertoire = cls()
        lues = Competence.objects.actives().filter(fusionnee_dans=None)
        for ligne in lues.values_list("pk", "nom", "synonymes", "noms_ambigus", "contexte", "theme__code"):
            repertoire.ajouter(*ligne)
        repertoire.automate = ahocorasick.Automaton()
        for cle, noms in repertoire.noms.items():
            repertoire.automate.add_word(cle, (cle, noms))
        if repertoire.noms:
            repertoire.automate.make_automaton()
        return repertoire

    def ajouter(
        self, pk: int, nom: str, synonymes: list[str], noms_ambigus: list[str], contexte: list[str], theme: str | None
    ) -> None:
        """Learn the names of one skill and their usual spellings (« Spring-Boot », « NodeJS »)."""
        self.libelles[pk] = nom
        ambigus = {normaliser(autre) for autre in noms_ambigus}
        domaine = (theme or "").startswith("metier-")
        for autre in [nom, *synonymes]:
            cle = normaliser(autre)
            if cle in ambigus:
                self._noter(cle, Nom(pk, cle, autre, tuple(contexte) or ("",), domaine))
            else:
                for forme in _formes(cle):
                    self._noter(forme, Nom(pk, cle, domaine=domaine))

    def _noter(self, cle: str, nom: Nom) -> None:
        if cle and not any(connu.competence == nom.competence for connu in self.noms.setdefault(cle, [])):
            self.noms[cle].append(nom)


def _formes(cle: str) -> set[str]:
    """A key and how people write it: hyphen, space or nothing between two words, a dot left out."""
    formes = {cle}
    if re.search(r"[ \-]", cle):
        formes |= {cle.replace("-", " "), cle.replace(" ", "-")}
    if re.fullmatch(r"[A-Z]{3,} [A-Z]{4,}|[A-Z]{3,}-[A-Z]{4,}|[A-Z]{3,}\.JS", cle):
        formes.add(re.sub(r"[ \-.]", "", cle))
    if cle.endswith(".JS"):
        formes.add(cle.replace(".JS", " JS"))
    # An unmarked name that is one letter, or a number, says too little.
    return {forme for forme in formes if len(forme) > 1 and not forme.isdigit()}


@lru_cache(maxsize=1024)
def _contexte(mots: tuple[str, ...]) -> re.Pattern[str]:
    """Whole words that decide; without any, an ambiguous name is never read."""
    choix = "|".join(sorted((re.escape(normaliser(mot)) for mot in mots if mot), key=len, reverse=True))
    return re.compile(rf"(?<![A-Z0-9])(?:{choix or '(?!)'})(?![A-Z0-9])")


@dataclass(frozen=True)
class Mention:
    """A skill at a place of the text."""

    competence: int
    debut: int
    fin: int
    ambigue: bool
    domaine: bool


def mentions(texte: Texte, repertoire: Repertoire, exclus: list[Passage]) -> list[Mention]:
    """Skills of a text, the longest at each place; none inside `exclus` (an e-mail, the name of an employer)."""
    if not repertoire.noms:
        return []
    candidats = []
    for dernier, (cle, noms) in repertoire.automate.iter(texte.plat):
        debut, fin = dernier - len(cle) + 1, dernier + 1
        if _entier(texte.plat, debut, fin) and not any(d < fin and debut < f for d, f in exclus):
            candidats.append((debut, -fin, noms))
    retenues: list[Mention] = []
    borne = 0
    for debut, moins_fin, noms in sorted(candidats, key=lambda c: (c[0], c[1])):
        if debut < borne:
            continue
        nom = next((n for n in noms if _dit(texte, n, debut, -moins_fin)), None)
        if nom is not None:
            retenues.append(Mention(nom.competence, debut, -moins_fin, bool(nom.contexte), nom.domaine))
            borne = -moins_fin
    return retenues


def _entier(plat: str, debut: int, fin: int) -> bool:
    """Whole words: « Java » is neither in « JavaScript » nor « C » in « C++ »."""
    avant, apres = plat[debut - 1 : debut], plat[fin : fin + 1]
    if avant and (avant.isalnum() or avant in "+#@" or (avant == "." and plat[debut - 2 : debut - 1].isalnum())):
        return False
    if apres and (apres.isalnum() or apres in "+#@" or (apres == "." and plat[fin + 1 : fin + 2].isalnum())):
        return False
    return not (apres in "'" and fin - debut < 2)


def _dit(texte: Texte, nom: Nom, debut: int, fin: int) -> bool:
    """An unambiguous name always; an ambiguous one as it is spelt (« Go », not « go »), beside a word of its context."""
    if not nom.contexte:
        return True
    ecrit = texte.brut[debut:fin]
    if len(nom.exact) <= 4 and ecrit != nom.exact and ecrit != nom.exact.upper():
        return False
    initiale = fin - debut == 1 and re.match(r"\. ?[A-Z]", texte.plat[fin : fin + 3])
    if initiale or _AUTRE_SENS.match(texte.plat, fin) or texte.plat[debut - 1 : debut] == "&":
        return False
    return bool(_contexte(nom.contexte).search(_alentour(texte.plat, debut, fin)))


def _alentour(plat: str, debut: int, fin: int) -> str:
    """The rest of its line; when the line says little (one skill a line), its neighbours too."""
    gauche, droite = plat.rfind("\n", 0, debut) + 1, plat.find("\n", fin)
    droite = len(plat) if droite < 0 else droite
    if droite - gauche < LIGNE_COURTE:
        gauche = plat.rfind("\n", 0, max(gauche - 1, 0)) + 1
        suite = plat.find("\n", droite + 1)
        droite = len(plat) if suite < 0 else suite
    return f"{plat[max(gauche, debut - VOISINAGE) : debut]} | {plat[fin : min(droite, fin + VOISINAGE)]}"


def proposer(
    texte: Texte,
    trouvees: list[Mention],
    blocs: list[tuple[Passage, Periode]],
    repertoire: Repertoire,
    aujourdhui: date,
) -> list[Proposition]:
    """One proposal a skill, the surest first: level as it is said, else from the dates of where it is named."""
    par_competence: dict[int, list[Mention]] = {}
    for mention in trouvees:
        par_competence.setdefault(mention.competence, []).append(mention)
    debuts = [ligne.debut for ligne in texte.lignes]
    propositions = []
    for competence, lues in par_competence.items():
        niveau, pourquoi = _niveau(texte, lues, blocs, aujourdhui)
        sections = {texte.lignes[bisect_right(debuts, m.debut) - 1].section for m in lues}
        propositions.append(
            Proposition(
                Rubrique.COMPETENCE,
                repertoire.libelles[competence],
                {"competence": competence, "niveau": niveau},
                _confiance(lues, sections),
                tuple((m.debut, m.fin) for m in lues[:PASSAGES_MAX]),
                pourquoi,
            )
        )
    return sorted(propositions, key=lambda p: (-p.confiance, -len(p.passages), p.libelle.casefold()))


def _confiance(lues: list[Mention], sections: set[str]) -> int:
    """A list of skills says it best; a domain (« Banque ») named in passing says little."""
    if all(m.domaine for m in lues):
        return 70 if "competence" in sections else 45
    confiance = 95 if "competence" in sections else 88 if len(lues) > 1 or "experience" in sections else 75
    return min(confiance, 75) if all(m.ambigue for m in lues) else confiance


def _niveau(
    texte: Texte, lues: list[Mention], blocs: list[tuple[Passage, Periode]], aujourdhui: date
) -> tuple[int | None, str]:
    for mention in lues:
        suite = texte.plat[mention.fin : mention.fin + 30].split("\n")[0]
        for niveau, forme in _DITS:
            if forme.match(suite):
                return int(niveau), "niveau écrit dans le CV"
    plages = [p for (d, f), p in blocs if any(d <= m.debut < f for m in lues)]
    if not plages:
        return None, "niveau à préciser : aucune expérience datée ne la nomme"
    mois = total_mois(plages, aujourdhui)
    niveau = (
        Maitrise.EXPERIMENTE if mois >= MOIS_EXPERIMENTE
        else Maitrise.OPERATIONNEL if mois >= MOIS_OPERATIONNEL else Maitrise.DEBUTANT
    )  # fmt: skip
    return int(niveau), f"{_duree(mois)} d’expériences datées"


def _duree(mois: int) -> str:
    ans, reste = divmod(mois, 12)
    morceaux = [f"{ans}\u00a0an{'s' if ans > 1 else ''}" if ans else "", f"{reste}\u00a0mois" if reste else ""]
    return " et ".join(filter(None, morceaux)) or "moins d’un mois"
