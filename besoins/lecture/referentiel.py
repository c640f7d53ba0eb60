"""Which métier, which skills, where: what a description says, in the words of the référentiels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import StrIndex

from besoins.lecture.textes import Lu, Texte
from besoins.models import Importance
from referentiels.models import Appellation, Commune, Competence, Metier

SOUHAIT = r"SOUHAIT|APPRECI|\bUN PLUS\b|IDEALEMENT|OPTIONNEL|BONUS|NICE TO HAVE|FACULTATI|EVENTUELLEMENT"
EXIGE = r"INDISPENSABLE|EXIGE|OBLIGATOIRE|REQUIS|IMPERATI|MUST HAVE|PREREQUIS"
COMPETENCES_MAX = 15
# Places that everybody names and no commune bears.
LIEUX_DITS = {"LA DEFENSE": "92800", "SOPHIA ANTIPOLIS": "06560", "MARNE LA VALLEE": "77420"}


def metier(texte: Texte) -> Iterator[Lu]:
    """The longest name of a métier that the text holds whole, the first one at equal length."""
    phrase = " ".join(texte.plie.split())
    trouves = []
    for modele, champ, cle in ((Metier, "nom_normalise", "pk"), (Appellation, "libelle_normalise", "metier_id")):
        tous: Any = modele._default_manager
        lignes = tous.annotate(place=StrIndex(Value(phrase), F(champ))).filter(place__gt=0)
        for nom, pk in lignes.values_list(champ, cle):
            motif = r"\s+".join(map(re.escape, nom.split()))
            lu = re.search(rf"(?<![A-Z0-9]){motif}(?![A-Z0-9])", texte.plie)
            if lu is not None and len(nom) >= 5:
                trouves.append((-len(nom), lu.start(), lu.end(), pk))
    if trouves:
        _, debut, fin, pk = min(trouves)
        yield Lu("metier", pk, texte.mots(debut, fin))


def competences(texte: Texte) -> list[tuple[int, str, str]]:
    """(skill, importance, words): those that the text names, in its order, the wished ones told apart."""
    noms = _noms()
    trouvees: dict[int, tuple[int, int, int]] = {}
    mots = [(m.start(), m.end()) for m in re.finditer(r"[A-Z0-9+#][A-Z0-9+#.]*(?<!\.)|\.[A-Z]+", texte.plie)]
    for rang, (debut, _) in enumerate(mots):
        for suite in range(min(4, len(mots) - rang), 0, -1):
            fin = mots[rang + suite - 1][1]
            cle = " ".join(texte.plie[debut:fin].split())
            pk = noms.get(cle)
            if pk is not None:
                trouvees.setdefault(pk, (debut, fin, rang))
                break
    lues = sorted((debut, fin, pk) for pk, (debut, fin, _) in trouvees.items())
    # A name inside a longer one that was read (« Spring » in « Spring Boot ») is the same words.
    seules = [
        (debut, fin, pk)
        for debut, fin, pk in lues
        if not any(d <= debut and fin <= f and f - d > fin - debut for d, f, _ in lues)
    ]
    plies = _sans_contexte(texte, {pk for *_, pk in seules})
    gardees = [(debut, fin, pk) for debut, fin, pk in seules if pk not in plies][:COMPETENCES_MAX]
    return [(pk, _importance(texte, debut), texte.mots(debut, fin)) for debut, fin, pk in gardees]


def _noms() -> dict[str, int]:
    """Every name of every skill, in capitals without accents."""
    noms: dict[str, int] = {}
    for pk, cles in Competence.objects.filter(retiree=False).values_list("pk", "cles"):
        for cle in cles:
            noms.setdefault(cle, pk)
    return noms


def _sans_contexte(texte: Texte, pks: set[int]) -> set[int]:
    """Those whose only names there are ambiguous (« go », « access »), with none of their words around."""
    ecartees = set()
    for pk, ambigus, contexte, nom, synonymes in Competence.objects.filter(pk__in=pks).values_list(
        "pk", "noms_ambigus", "contexte", "nom", "synonymes"
    ):
        clairs = {Texte(n).plie for n in (nom, *synonymes)} - {Texte(n).plie for n in ambigus}
        dit = any(re.search(rf"(?<![A-Z0-9]){re.escape(clair)}(?![A-Z0-9])", texte.plie) for clair in clairs)
        entoure = any(Texte(mot).plie in texte.plie for mot in contexte)
        if ambigus and not dit and not entoure:
            ecartees.add(pk)
    return ecartees


def _importance(texte: Texte, position: int) -> str:
    """A wish when its sentence says so, or the last heading above it."""
    debut, fin = texte.phrase(position)
    phrase = texte.plie[debut:fin]
    if re.search(EXIGE, phrase):
        return Importance.INDISPENSABLE
    if re.search(SOUHAIT, phrase):
        return Importance.SOUHAITEE
    titres = re.findall(rf"^[^\n]*(?:{SOUHAIT}|{EXIGE})[^\n]*:[ ]*$", texte.plie[:debut], re.MULTILINE)
    return Importance.SOUHAITEE if titres and re.search(SOUHAIT, titres[-1]) else Importance.INDISPENSABLE


# --- Where ---
def lieu(texte: Texte) -> Iterator[Lu]:
    """The town and its postcode: a postcode, an arrondissement, a place that everybody names, else a town."""
    commune, mots = _commune(texte)
    if commune is not None:
        yield Lu("ville", commune.nom, mots)
        yield Lu("code_postal", commune.code_postal, mots)


def _commune(texte: Texte) -> tuple[Any, str]:
    communes: Any = Commune.objects
    for code in re.finditer(r"(?<!\d)(?:0[1-9]|[1-8]\d|9[0-5]|97)\d{3}(?!\d| ?(?:€|EUR|K))", texte.plie):
        if commune := communes.du_code_postal(code[0]):
            return commune, texte.mots(max(0, code.start() - 25), code.end() + 20)
    if trouve := texte.chercher(r"\b(PARIS|LYON|MARSEILLE) ?(\d{1,2})(?:E|EME|ER)?\b"):
        prefixe = {"PARIS": "75", "LYON": "69", "MARSEILLE": "13"}[trouve[1]]
        if commune := communes.du_code_postal(f"{prefixe}{int(trouve[2]):03d}"):
            return commune, texte.mots(trouve.start(), trouve.end())
    for nom, postal in LIEUX_DITS.items():
        if trouve := texte.chercher(rf"\b{nom.replace(' ', '[ -]')}\b"):
            return communes.du_code_postal(postal), texte.mots(trouve.start(), trouve.end())
    return _ville_nommee(texte)


def _ville_nommee(texte: Texte) -> tuple[Any, str]:
    """After « lieu : », « basé à », « à » with a capital; the longest run of words that is a commune."""
    nom = r"([A-ZÉÈÎ][\w’'-]*(?:[ -](?:[A-ZÉÈÎ]|(?:sur|en|le|la|les|lès|de|du|sous)\b)[\w’'-]*){0,4})"
    annonces = (
        rf"(?:[Ll]ieu|[Ll]ocalisation|[Ss]ite|LIEU|LOCALISATION)[^\n:]{{0,20}} ?: ?{nom}",
        rf"(?:[Bb]asée?s?|[Ss]itu[ée]e?s?|[Mm]ission|[Pp]oste) (?:à|sur|au|aux) {nom}",
        rf"\b(?:à|sur) {nom}",
        rf"{nom} ?\(\d\d\)",
    )
    communes: Any = Commune.objects
    for annonce in annonces:
        for trouve in re.finditer(annonce, texte.brut):
            mots = trouve[1].split()
            for combien in range(len(mots), 0, -1):
                if commune := communes.nommee(" ".join(mots[:combien])):
                    return commune, texte.mots(trouve.start(), trouve.end())
    return None, ""
