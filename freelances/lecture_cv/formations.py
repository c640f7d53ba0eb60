"""Trainings, certifications and languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from freelances.lecture_cv.enums import Rubrique
from freelances.lecture_cv.propositions import Proposition
from freelances.lecture_cv.texte import Ligne, Texte, aplatir
from referentiels.enums import Langue, NiveauEtude, NiveauLangue

_AN = re.compile(r"(?<!\d)(?:19[6-9]\d|20\d\d)(?!\d)")
_ECOLE = re.compile(
    r"\b(?:UNIVERSITE|UNIVERSITY|ECOLE|LYCEE|IUT|INSA|POLYTECH\w*|EPITA|EPITECH|ESIEA?|ESIEE|CNAM|CESI|ENSEEIHT|ENSIMAG|INSTITUT\w*|SCHOOL|"
    r"COLLEGE|SUPINFO|CENTRALE\w*|MINES|TELECOM|SORBONNE|DAUPHINE|EFREI|ISEP|ECE|UTC|UTBM|UTT|IAE|HEC|ESSEC|OPENCLASSROOMS|AFPA|GRETA|"
    r"FACULTE|SUP\w+|ENS[A-Z]{1,5}|M2I|ORSYS)\b"
)
_NIVEAUX = (
    (NiveauEtude.SUPERIEUR_BAC_5, r"DOCTORAT|PH\.? ?D\b|THESE|MASTERE SPECIALISE|BAC ?\+ ?[678]"),
    (NiveauEtude.BAC_5, r"BAC ?\+ ?5|MASTER|DESS|DEA\b|INGENIEUR|MBA|MAGISTERE|M2\b"),
    (NiveauEtude.BAC_4, r"BAC ?\+ ?4|MAITRISE|M1\b"),
    (NiveauEtude.BAC_3, r"BAC ?\+ ?3|LICENCE|BACHELOR|BUT\b|L3\b"),
    (NiveauEtude.BAC_2, r"BAC ?\+ ?2|BTS|DUT\b|DEUG|DEUST"),
    (NiveauEtude.BAC, r"BACCALAUREAT|BAC (?:S|ES|L|STI|STG|PRO|GENERAL|SCIENTIFIQUE)\b|BAC\b"),
)  # fmt: skip
_CERTIFS = re.compile(
    r"\b(?:CERTIFI(?:E|EE|ED|CATION)\b.{3,80}|AWS CERTIFIED.{0,60}|(?:AZ|DP|AI|SC|MS|PL)-\d{3}\b.{0,60}|PSM ?I{1,3}\b|PSPO ?I{1,3}\b|CKAD?\b|"
    r"ITIL(?: V?\d)?(?: FOUNDATION)?|PRINCE ?2(?: \w+)?|TOGAF(?: \d+)?|ISTQB(?: \w+)?|PMP\b|SAFE(?:®)? \w+|CISSP|CEH\b|CCNA|CCNP|OCA\b|OCP\b|"
    r"SCRUM MASTER (?:CERTIFIE\w*|PSM)|TOEIC\b.{0,30}|ISO 27001 LEAD \w+)"
)
_LANGUES = {aplatir(langue.label): langue.value for langue in Langue} | {
    "FRENCH": "fr", "ENGLISH": "en", "GERMAN": "de", "SPANISH": "es", "ITALIAN": "it", "PORTUGUESE": "pt", "DUTCH": "nl",
    "ARABIC": "ar", "CHINESE": "zh", "MANDARIN": "zh", "RUSSIAN": "ru", "JAPANESE": "ja", "POLISH": "pl",
}  # fmt: skip
_LANGUE = re.compile(rf"\b({'|'.join(sorted(map(re.escape, _LANGUES), key=len, reverse=True))})\b")
_NIVEAUX_LANGUE = (
    (NiveauLangue.NATIF, r"MATERNELLE|NATIVE?|NATIF|MOTHER TONGUE"),
    (NiveauLangue.C2, r"C2|BILINGUE|BILINGUAL"),
    (NiveauLangue.C1, r"C1|COURAMMENT|COURANTE?|FLUENT|AVANCE|TOEIC\D{0,12}9[4-9]\d"),
    (NiveauLangue.B2, r"B2|PROFESSIONN\w+|TECHNIQUE|BON NIVEAU|LU,? (?:PARLE|ECRIT)|PROFESSIONAL|TOEIC\D{0,12}(?:7[89]\d|8\d\d|9[0-3]\d)"),
    (NiveauLangue.B1, r"B1|INTERMEDIAIRE|INTERMEDIATE|MOYEN|TOEIC\D{0,12}(?:5[5-9]\d|6\d\d|7[0-7]\d)"),
    (NiveauLangue.A2, r"A2|SCOLAIRE|ELEMENTAIRE"),
    (NiveauLangue.A1, r"A1|NOTIONS?|DEBUTANT|BASES?|BEGINNER"),
)  # fmt: skip


# --- Trainings -------------------------------------------------------------------------------------------------------
def proposer(texte: Texte, aujourdhui: date) -> list[Proposition]:
    """The diplomas of their section, then the certifications wherever they are."""
    return [*_diplomes(texte, aujourdhui), *_certifications(texte, aujourdhui)]


def _groupes(lignes: list[Ligne]) -> Iterator[list[Ligne]]:
    """Lines that tell one training: a new one begins with a year, or with a diploma after one that has its own."""
    groupe: list[Ligne] = []
    for ligne in lignes:
        commence = _AN.search(ligne.texte) or _niveau(ligne.plat)
        deja = any(_AN.search(autre.texte) for autre in groupe)
        if groupe and ((commence and (deja or (_niveau_de(groupe) and _niveau(ligne.plat)))) or len(groupe) >= 3):
            yield groupe
            groupe = []
        groupe.append(ligne)
    if groupe:
        yield groupe


def _niveau(plat: str) -> str:
    return next((str(niveau) for niveau, forme in _NIVEAUX if re.search(rf"\b(?:{forme})", plat)), "")


def _niveau_de(groupe: list[Ligne]) -> str:
    return next(filter(None, (_niveau(ligne.plat) for ligne in groupe)), "")


def _diplomes(texte: Texte, aujourdhui: date) -> Iterator[Proposition]:
    for groupe in _groupes(texte.de("formation")):
        if _CERTIFS.search(groupe[0].plat) and not _niveau(groupe[0].plat):
            continue
        annees = [int(an) for ligne in groupe for an in _AN.findall(ligne.texte) if int(an) <= aujourdhui.year + 1]
        bouts = [bout for ligne in groupe for bout in _bouts(ligne.texte)]
        ecole = next((b for b in bouts if _ECOLE.search(aplatir(b)) and not _niveau(aplatir(b))), "")
        ecole = ecole or next((b for b in bouts[1:] if _ECOLE.search(aplatir(b))), "")
        intitule = next((b for b in bouts if _niveau(aplatir(b))), "") or next((b for b in bouts if b != ecole), "")
        if not intitule or (not annees and not _niveau_de(groupe)):
            continue
        valeur = {
            "intitule": intitule[:160], "etablissement": ecole[:160] if ecole != intitule else "",
            "annee": max(annees) if annees else None, "niveau": _niveau_de(groupe), "certification": False,
        }  # fmt: skip
        detail = " · ".join(filter(None, (str(valeur["etablissement"]), str(valeur["annee"] or ""))))
        confiance = 55 + 20 * bool(annees) + 15 * bool(valeur["niveau"])
        passages = tuple((ligne.debut, ligne.fin) for ligne in groupe)
        yield Proposition(Rubrique.FORMATION, intitule[:240], valeur, confiance, passages, detail[:400])


def _bouts(ligne: str) -> list[str]:
    """The pieces of a line without its years."""
    sans = re.sub(r"(?:\d{1,2}/)?(?:19|20)\d\d(?:\s*[-–—/]\s*(?:\d{1,2}/)?(?:19|20)\d\d)?", "  ", ligne)
    bouts = re.split(r"\s{2,}|\s+[-–—|]\s+|[;•·()|]|\s*:\s+|,\s+", sans)
    return [propre for bout in bouts if len(propre := bout.strip(" -–—:,.\t▪►")) > 2]


def _certifications(texte: Texte, aujourdhui: date) -> Iterator[Proposition]:
    vues: set[str] = set()
    for ligne in texte.lignes:
        nue = ligne.texte.strip(" \t•-–▪►*✓")
        if not nue or ligne.titre or ligne.section in {"langue"}:
            continue
        trouve = _CERTIFS.search(ligne.plat)
        en_section = ligne.section == "certification"
        if not en_section and (
            trouve is None or (ligne.section == "experience" and "CERTIFI" not in ligne.plat) or len(nue) > 110
        ):
            continue
        if trouve and not en_section and "TOEIC" in trouve.group():
            continue
        intitule = re.sub(r"^(?:certifications?\s*:\s*)", "", nue, flags=re.IGNORECASE)
        for morceau in re.split(r"\s*[,;]\s+(?=[A-ZÀ-Ý])", intitule) if en_section or ":" in nue else [intitule]:
            annee = next((int(an) for an in _AN.findall(morceau) if int(an) <= aujourdhui.year), None)
            titre = re.sub(r"\s*[(\-–,:]*\s*(?:\d{1,2}/)?(?:19|20)\d\d\s*[)\-–:]*\s*", " ", morceau).strip(" -–:,.")
            if len(titre) < 3 or aplatir(titre) in vues:
                continue
            vues.add(aplatir(titre))
            place = ligne.debut + max(ligne.texte.find(morceau), 0)
            valeur = {"intitule": titre[:160], "etablissement": "", "annee": annee, "niveau": "", "certification": True}
            detail = " · ".join(filter(None, ("certification", str(annee or ""))))
            passage = (place, place + len(morceau))
            yield Proposition(
                Rubrique.FORMATION, titre[:240], valeur, 90 if en_section and trouve else 75, (passage,), detail
            )


# --- Languages -------------------------------------------------------------------------------------------------------
def proposer_langues(texte: Texte) -> list[Proposition]:
    """Each language once, with the level written beside it (none: to be chosen)."""
    trouvees: dict[str, Proposition] = {}
    lignes = texte.de("langue") or [li for li in texte.lignes if _LANGUE.search(li.plat) and _niveau_langue(li.plat)]
    for rang, ligne in enumerate(lignes):
        places = list(_LANGUE.finditer(ligne.plat))
        for numero, trouve in enumerate(places):
            code = _LANGUES[trouve[1]]
            fin = places[numero + 1].start() if numero + 1 < len(places) else len(ligne.plat)
            suite = ligne.plat[trouve.end() : fin]
            suivante = lignes[rang + 1] if rang + 1 < len(lignes) else None
            if not suite.strip(" :-") and suivante and not _LANGUE.search(suivante.plat):
                suite = suivante.plat
            if code in trouvees or ligne.section == "experience":
                continue
            niveau = _niveau_langue(suite)
            passage = (ligne.debut + trouve.start(), ligne.debut + min(fin, len(ligne.texte)))
            nom = str(Langue(code).label).capitalize()
            detail = str(NiveauLangue(niveau).label) if niveau else "niveau à choisir : le CV ne le dit pas"
            valeur = {"langue": code, "niveau": niveau}
            trouvees[code] = Proposition(Rubrique.LANGUE, nom, valeur, 90 if niveau else 60, (passage,), detail)
    return list(trouvees.values())


def _niveau_langue(plat: str) -> str:
    return next((str(niveau) for niveau, forme in _NIVEAUX_LANGUE if re.search(rf"\b(?:{forme})\b", plat)), "")
