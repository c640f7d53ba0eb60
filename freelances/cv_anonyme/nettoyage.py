"""Replace what identifies in a text, then mend the sentence around the hole."""

from __future__ import annotations

import re

from freelances.cv_anonyme.jetons import assainir
from freelances.cv_anonyme.reperage import Portee, Repereur

PASSES = 4  # replacing may bring two words together; a few passes always were enough
_MARQUE = "\ue000"  # stands where something was removed, so that only those lines are mended


def nettoyer(texte: str, repereur: Repereur, portee: Portee = Portee.TOUT, lieux: bool = False) -> str:
    """The text without what identifies. What only a person can decide is left, and becomes an obstacle."""
    texte = assainir(texte.replace("\r\n", "\n").replace(_MARQUE, "")).strip()
    for _ in range(PASSES):
        trouvailles = [t for t in repereur.reperer(texte, portee, lieux) if t.remplacement is not None]
        if not trouvailles:
            break
        for t in reversed(trouvailles):
            texte = f"{texte[: t.debut]}{t.remplacement or _MARQUE}{texte[t.fin :]}"
        texte = "\n".join(ligne for brute in texte.split("\n") if (ligne := _reparer(brute)) is not None)
    texte = _sans_en_tete(texte, repereur.identite.personne.remplacement)
    return re.sub(r"\n{3,}", "\n\n", texte).strip()


def _sans_en_tete(texte: str, remplacement: str) -> str:
    """Drop the replaced name where it only headed a line (« Le consultant – Développeur Java ») or filled it."""
    nom = re.escape(remplacement[:1].upper() + remplacement[1:])
    texte = re.sub(rf"(?m)^\s*{nom}[ \t]*(?:[|:·–—/,-][ \t]*)+(?=\S)", "", texte)
    return re.sub(rf"(?m)^\s*(?:[-•*]\s*)?{nom}\s*[.,;:–—-]*\s*(?:\n|\Z)", "", texte)


def _reparer(ligne: str) -> str | None:
    """Close the holes of a line; None when nothing is left of it."""
    if _MARQUE not in ligne:
        return ligne
    m = _MARQUE
    ligne = re.sub(rf"[(\[<«]\s*(?:{m}[\s,;/|]*)+[)\]>»]", m, ligne)
    # The label of what is gone goes too: « Contact : », « LinkedIn : ».
    ligne = re.sub(
        rf"(?i)\b(?:contact|coordonnées|tél(?:éphone)?|e-?mail|mail|courriel|site|profil(?:\s+complet)?|linkedin|github|malt|adresse|domicile|nom|naissance|phone|mobile)\s*:?\s*(?={m})",
        "",
        ligne,
    )
    ligne = re.sub(rf"(?:\s*[,;|/•·–—-]\s*)?{m}(?=\s*(?:[,;|/•·–—]|-\s|[.!?]?\s*$))", m, ligne)
    ligne = re.sub(rf"^(\s*(?:[-•*]\s+)?){m}\s*[,;:|/·–—-]*\s*", r"\1", ligne)
    ligne = ligne.replace(m, "")
    ligne = re.sub(r"(?<=\S)[ \t]{2,}", " ", ligne)
    ligne = re.sub(r"\s+([,.])(?!\w)", r"\1", ligne).rstrip(" \t,;|/–—-")
    return ligne if re.search(r"\w", ligne) else None
