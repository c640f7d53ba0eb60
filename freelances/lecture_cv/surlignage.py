"""The text of a CV cut where proposals begin and end, so that the page highlights the words each was read from."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from freelances.models import PropositionCV

TEXTE_MONTRE = 60_000


class Morceau(NamedTuple):
    """A piece of text; `cles` are the proposals read there, `ancres` those whose first words these are."""

    texte: str
    cles: tuple[int, ...]
    ancres: tuple[int, ...]


def morceaux(texte: str, propositions: Iterable[PropositionCV]) -> list[Morceau]:
    """The whole text in order, in time linear in its length and in the number of passages."""
    texte = texte[:TEXTE_MONTRE]
    ouvrent: dict[int, list[int]] = {}
    ferment: dict[int, list[int]] = {}
    for proposition in propositions:
        for debut, fin in proposition.passages:
            if 0 <= debut < fin <= len(texte):
                ouvrent.setdefault(debut, []).append(proposition.pk)
                ferment.setdefault(fin, []).append(proposition.pk)
    bornes = sorted({0, len(texte), *ouvrent, *ferment})
    ouvertes: list[int] = []
    vues: set[int] = set()
    lus = []
    for debut, fin in pairwise(bornes):
        for cle in ferment.get(debut, []):
            ouvertes.remove(cle)
        ouvertes += ouvrent.get(debut, [])
        nouvelles = tuple(dict.fromkeys(cle for cle in ouvertes if cle not in vues))
        vues.update(nouvelles)
        lus.append(Morceau(texte[debut:fin], tuple(dict.fromkeys(ouvertes)), nouvelles))
    return lus
