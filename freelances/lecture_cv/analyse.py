"""From the text of a CV to proposals. Nothing is invented: each one keeps the place of the words it was read from."""

from __future__ import annotations

import re
from datetime import date

from django.utils import timezone

from freelances.lecture_cv import competences, conditions, experiences, formations, identite
from freelances.lecture_cv.competences import Repertoire
from freelances.lecture_cv.propositions import Lu, Passage
from freelances.lecture_cv.texte import Texte, aplatir

ECART_MIN = 600  # characters between the headings of two people
DEUX_PERSONNES = (
    "Ce fichier semble contenir les CV de deux personnes ({} et {}) : seules les propositions de la première sont faites. "
    "Séparez-les pour lire la seconde."
)


def analyser(brut: str, repertoire: Repertoire | None = None, aujourdhui: date | None = None) -> Lu:
    """Read a CV: a few queries on the référentiels, the rest in memory, in time linear in the text.

    Args:
        brut: the text of the CV, as it is stored (places refer to it).
        repertoire: names of the skills, read once for several CVs.
        aujourdhui: the day on which « à ce jour » is read.
    """
    jour = aujourdhui or timezone.localdate()
    lu = Lu()
    brut = _une_personne(brut, lu)
    texte = Texte(brut)
    repertoire = repertoire or Repertoire.lire()
    blocs = experiences.lire_blocs(texte, jour)
    experiences.nommer(blocs)
    employeurs = [(b.societe[0], b.societe[0] + len(b.societe[1])) for b in blocs if b.societe]
    trouvees = competences.mentions(texte, repertoire, [*identite.reserves(texte), *employeurs])
    de_la_personne = identite.proposer(texte)
    titre = next((p for p in de_la_personne if p.champ == "titre"), None)
    lu.propositions += de_la_personne
    lu.propositions += conditions.proposer(texte, jour)
    lu.propositions += experiences.proposer_metiers(blocs, titre)
    lu.propositions += competences.proposer(texte, trouvees, experiences.etendues(texte, blocs), repertoire, jour)
    lu.propositions += experiences.proposer(texte, blocs, trouvees, repertoire)
    lu.propositions += formations.proposer(texte, jour)
    lu.propositions += formations.proposer_langues(texte)
    return lu


def _une_personne(brut: str, lu: Lu) -> str:
    """The text of the first person alone, when a second one has a heading of their own (name, e-mail) further on."""
    tetes: list[tuple[int, Passage, str]] = []
    for trouve in identite.COURRIEL.finditer(brut):
        nom = _nom_pres_de(brut, trouve.start(), trouve.group())
        if nom and all(nom != connu for _, _, connu in tetes):
            tetes.append((brut.rfind(nom, 0, trouve.end() + 400), trouve.span(), nom))
    if len(tetes) < 2 or tetes[1][1][0] - tetes[0][1][0] < ECART_MIN:
        return brut
    debut = min(tetes[1][0] if tetes[1][0] > tetes[0][1][1] else tetes[1][1][0], tetes[1][1][0])
    if re.search(r"R[ÉE]F[ÉE]RENCES?\s*:?\s*\n", brut[max(debut - 500, 0) : debut], re.IGNORECASE):
        return brut
    lu.avis.append(DEUX_PERSONNES.format(tetes[0][2], tetes[1][2]))
    return brut[:debut]


def _nom_pres_de(brut: str, place: int, adresse: str) -> str:
    """The line near an e-mail that bears the name of this e-mail, "" when there is none."""
    cles = [mot for mot in re.findall(r"[A-Z]{3,}", aplatir(adresse.split("@")[0])) if len(mot) > 2]
    for ligne in brut[max(place - 400, 0) : place + 300].split("\n"):
        mots = re.findall(r"[^\W\d_][\w’'\-]*", ligne)
        plats = aplatir(ligne)
        if 2 <= len(mots) <= 4 and "@" not in ligne and len(cles) >= 2 and all(cle in plats for cle in cles):
            return ligne.strip()
    return ""
