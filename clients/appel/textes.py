"""Placeholders of the texts of a call, and how a text becomes lines to say."""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACE = re.compile(r"\{(\w*)\}")
# French never leaves « ? » alone at the start of a line; whoever writes the texts types plain spaces.
ESPACES = ((re.compile(r" ([?!;])"), "\u202f\\1"), (re.compile(r" ([:»])"), "\u00a0\\1"), (re.compile("« "), "«\u00a0"))
# What may stand between braces, and what it stands for, as the form explains it.
PLACES = {
    "interlocuteur": "la personne appelée (« Mme Durand »)",
    "moi": "votre prénom et votre nom",
    "firme": "le nom de la firme",
    "societe": "la société de la personne appelée",
    "mission": "l’intitulé de la mission (appel à un freelance)",
    "lieu": "le lieu de la mission (appel à un freelance)",
}
INCONNU = {"mission": "la mission", "lieu": "le lieu de la mission", "interlocuteur": "la personne que je cherche"}


def places_inconnues(texte: str) -> list[str]:
    """Placeholders that nothing will fill, in order, without repeats."""
    return list(dict.fromkeys(nom for nom in PLACE.findall(texte) if nom not in PLACES))


def remplir(texte: str, valeurs: Mapping[str, str]) -> str:
    """The text with who calls whom; a placeholder without value is said in words. Nothing is evaluated."""
    return PLACE.sub(lambda trouve: valeurs.get(trouve[1]) or INCONNU.get(trouve[1], ""), texte)


def repliques(texte: str) -> list[str]:
    """The paragraphs of a text: one is said at a time. Their spaces are those of French typography."""
    blocs = re.split(r"\n\s*\n", texte.replace("\r\n", "\n"))
    return [_composer(" ".join(bloc.split())) for bloc in blocs if bloc.strip()]


def _composer(ligne: str) -> str:
    """Plain spaces before « ? ! ; : » and inside guillemets become the no-break ones."""
    for motif, remplacement in ESPACES:
        ligne = motif.sub(remplacement, ligne)
    return ligne
