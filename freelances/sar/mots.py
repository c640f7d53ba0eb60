"""Words that a comment must not hold: a warning, never a refusal."""

from __future__ import annotations

import re

from freelances.models import MotSensible
from referentiels.normalisation import normaliser

LETTRES = re.compile(r"[^a-z0-9]+")


def _aplatir(texte: str) -> str:
    """Lower case without accents, words apart by one space, a space at both ends; plurals in s or x lose it."""
    mots = LETTRES.sub(" ", normaliser(texte).lower()).split()
    return f" {' '.join(mot[:-1] if len(mot) > 4 and mot[-1] in 'sx' else mot for mot in mots)} "


def mots_trouves(texte: str) -> list[MotSensible]:
    """The words to avoid that a text holds, whatever their accents, case and plural, in the order of the list."""
    if not texte.strip():
        return []
    lu = _aplatir(texte)
    return [mot for mot in MotSensible.objects.all() if _aplatir(mot.mot) in lu]
