"""Which known skill a typed name may well be: the administrateur is shown the likeliest ones, never forced to one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from referentiels.models import Competence
from referentiels.normalisation import normaliser

PROPOSEES = 5
MINIMUM = 68.0  # out of 100
SERIEUSE = 80  # worth naming in the list
# How two names are compared, and what it is worth: a name whose words are all in the other one ("Azure AKS", "AKS")
# says less than one spelt almost alike.
FACONS = ((fuzz.ratio, 1.0), (fuzz.ratio, 0.98), (fuzz.token_set_ratio, 0.86))
_SIGNES = re.compile(r"[^A-Z0-9+#]+")
_VERSION = re.compile(r"\b(?:V(?:ERSION)? ?)?\d+(?:[.,]\d+)*\b")


@dataclass(frozen=True)
class Proposition:
    """A known skill, how much it is like the name typed (out of 100), and the synonym that is, if it is one."""

    competence: Competence
    ressemblance: int
    par: str = ""


class Rapprocheur:
    """The names of every skill that one may merge into, read once for as many typed names as one wants."""

    def __init__(self) -> None:
        connues = Competence.objects.actives().select_related("theme")
        self._noms = [(c, nom) for c in connues for nom in (c.nom, *c.synonymes)]
        # As spelt without signs, without its version, and word by word: one list a way of comparing, read in C.
        formes = [_formes(nom) for _, nom in self._noms]
        self._listes = [[forme[rang] for forme in formes] for rang in range(len(FACONS))]

    def proposer(self, competence: Competence) -> list[Proposition]:
        """The likeliest, at most five; the verified ones before the others where they are equal."""
        meilleures: dict[int, Proposition] = {}
        for nom in (competence.nom, *competence.synonymes):
            for score, rang in self._proches(_formes(nom)):
                connue, autre = self._noms[rang]
                if connue.pk == competence.pk or (competence.verifiee and not connue.verifiee):
                    continue
                deja = meilleures.get(connue.pk)
                if deja is None or score > deja.ressemblance:
                    meilleures[connue.pk] = Proposition(connue, score, "" if autre == connue.nom else autre)
        return sorted(meilleures.values(), key=_rang)[:PROPOSEES]

    def _proches(self, formes: tuple[str, ...]) -> Iterator[tuple[int, int]]:
        """(likeness out of 100, place of the name)."""
        for (comparer, poids), forme, liste in zip(FACONS, formes, self._listes, strict=True):
            for _, brut, rang in process.extract(forme, liste, scorer=comparer, score_cutoff=MINIMUM / poids, limit=30):
                yield int(poids * brut), rang


def proposer(competence: Competence) -> list[Proposition]:
    """The skills that this one may well be."""
    return Rapprocheur().proposer(competence)


def _rang(proposition: Proposition) -> tuple[int, bool, str]:
    return -proposition.ressemblance, not proposition.competence.verifiee, proposition.competence.nom


def _formes(nom: str) -> tuple[str, str, str]:
    """(signs and spaces aside, version aside too, word by word)."""
    propre = normaliser(nom)
    return _serrer(propre), _serrer(_VERSION.sub(" ", propre)) or _serrer(propre), _SIGNES.sub(" ", propre).strip()


def _serrer(texte: str) -> str:
    return _SIGNES.sub("", texte)
