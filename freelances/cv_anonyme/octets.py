"""The proof on the bytes of a PDF: whatever a reader, a search engine or a curious person may take out of the file.

Page text by two readers, metadata, XMP, annotations, outline, attachments and every string object; all normalised, so
that an accent, a hyphen or a space in the middle hides nothing.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pdfminer.high_level import extract_text
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
    TextStringObject,
)

from freelances.cv_anonyme.enums import Genre
from freelances.cv_anonyme.identite import NOM_COURT, Identite
from freelances.cv_anonyme.jetons import Jeton, colle, jetons, mots, places
from freelances.cv_anonyme.lexique import MOTS_COURANTS
from freelances.cv_anonyme.societes import LONGUEUR_COLLEE, Annuaire, formes

_LAISSE = "\u00b6"  # stands for a word that a person decided to leave
COLLE_SUR = 8  # from this length, found anywhere in glued text is no coincidence


@dataclass(frozen=True)
class Fuite:
    """Something identifying that was found in a file: what, and in which part."""

    genre: Genre
    mots: str
    ou: str


@dataclass(frozen=True)
class Aiguilles:
    """What is searched.

    `collees`: anywhere; `suites`: whole words, even spaced letter by letter; `noms_courants`: capitalised.
    """

    collees: dict[str, Genre] = field(default_factory=dict)
    suites: dict[str, Genre] = field(default_factory=dict)
    noms_courants: frozenset[str] = frozenset()
    gardes: tuple[tuple[str, ...], ...] = ()

    def chercher(self, texte: str, ou: str) -> list[Fuite]:
        """What of it stands in this text."""
        lus = _sans_gardes(jetons(texte), self.gardes)
        glu = "".join(c for jeton in lus for c in jeton.mot if c.isalnum() or c == _LAISSE)
        fuites = [Fuite(genre, aiguille, ou) for aiguille, genre in self.collees.items() if aiguille in glu]
        bords = _bords(lus)
        for aiguille, genre in self.suites.items():
            if _entre_deux_bords(aiguille, glu, bords):
                fuites.append(Fuite(genre, aiguille, ou))
        for jeton in lus:
            if jeton.mot in self.noms_courants and texte[jeton.debut].isupper():
                fuites.append(Fuite(Genre.NOM, texte[jeton.debut : jeton.fin], ou))
        return fuites


def _sans_gardes(lus: list[Jeton], gardes: tuple[tuple[str, ...], ...]) -> list[Jeton]:
    """The words, those that a person decided to leave made unreadable: what stands around them is still searched."""
    laisses = {rang for garde in gardes for i in places(garde, lus) for rang in range(i, i + len(garde))}
    return [Jeton(_LAISSE, j.debut, j.fin) if rang in laisses else j for rang, j in enumerate(lus)] if laisses else lus


def _bords(lus: list[Jeton]) -> set[int]:
    """Places of the glued text where a word begins or ends."""
    bords, position = {0}, 0
    for jeton in lus:
        position += sum(c.isalnum() or c == _LAISSE for c in jeton.mot)
        bords.add(position)
    return bords


def _entre_deux_bords(aiguille: str, glu: str, bords: set[int]) -> bool:
    """Whole words, be they cut or run together by the page: "Mar tin" is found, "Martinique" is not."""
    place = glu.find(aiguille)
    while place >= 0:
        if place in bords and place + len(aiguille) in bords:
            return True
        place = glu.find(aiguille, place + 1)
    return False


def aiguilles_de(identite: Identite, annuaire: Annuaire, vocabulaire: Iterable[str]) -> Aiguilles:
    """What must not be in this freelance's file. `vocabulaire`: labels of everybody that the CV shows for good reasons.

    A name that is also a label (a freelance named Pascal who knows Pascal) is only searched beside the other name.
    """
    communs = [mots(texte) for texte in vocabulaire]
    mots_communs = {mot for suite in communs for mot in suite}
    phrases = " ".join(f" {' '.join(suite)} " for suite in communs)
    collees: dict[str, Genre] = {}
    suites: dict[str, Genre] = {}
    for personne in (identite.personne, *identite.tiers):
        for forme in personne.collees:
            (collees if len(forme) >= COLLE_SUR else suites)[forme] = Genre.NOM
        seuls = personne.parties if personne is identite.personne else personne.parties & {*personne.nom}
        for mot in seuls - mots_communs - MOTS_COURANTS:
            if len(mot) > NOM_COURT:
                suites[mot] = Genre.NOM
        for mot in personne.soudees - mots_communs:
            suites[mot] = Genre.NOM
    for compte in identite.comptes:
        if colle(compte) not in collees:
            suites.setdefault(colle(compte), Genre.LIEN)
    for adresse in identite.courriels:
        collees[colle(adresse)] = Genre.COURRIEL
    for numero in identite.numeros:
        collees[numero] = Genre.TELEPHONE
    for siret in {identite.siret, identite.siret[:9]} - {""}:
        collees[siret] = Genre.SIRET
    for nom in identite.noms_employeurs:
        cles = formes(nom)
        if any(annuaire.ambigu(cle) for cle in cles):
            continue  # Oracle, SAP, Orange: only their place in a sentence tells, and the texts were read for that
        for cle in cles:
            if f" {cle} " not in phrases and cle.replace(" ", "") not in mots_communs:
                aiguille = colle(cle)
                (collees if len(aiguille) > COLLE_SUR + LONGUEUR_COLLEE else suites)[aiguille] = Genre.EMPLOYEUR
    courants = identite.personne.parties & MOTS_COURANTS - mots_communs
    for suite, _ in identite.retraits:
        if f" {' '.join(suite)} " not in phrases:
            suites["".join(c for mot in suite for c in mot if c.isalnum())] = Genre.RETRAIT
    suites.pop("", None)
    return Aiguilles(collees, suites, frozenset(m for m in courants if len(m) > NOM_COURT), identite.gardes)


def fuites(octets: bytes, aiguilles: Aiguilles) -> list[Fuite]:
    """What identifies in the bytes of a PDF, once per needle and part. A file that no reader opens is a leak too."""
    try:
        parties = list(parties_du_pdf(octets))
    except (PyPdfError, ValueError, KeyError) as erreur:
        return [Fuite(Genre.LIEN, f"fichier illisible ({type(erreur).__name__})", "fichier")]
    trouvees = [fuite for ou, texte in parties for fuite in aiguilles.chercher(texte, ou)]
    trouvees += [Fuite(Genre.LIEN, texte, ou) for ou, texte in parties if ou == "lien"]
    return list(dict.fromkeys(trouvees))


def parties_du_pdf(octets: bytes) -> Iterator[tuple[str, str]]:
    """Every text a PDF carries, with the name of its part."""
    lecteur = PdfReader(io.BytesIO(octets))
    for numero, page in enumerate(lecteur.pages, 1):
        yield f"page {numero}", page.extract_text()
        for annotation in page.get("/Annots") or []:
            action = annotation.get_object().get("/A")
            cible = action.get_object() if action is not None else {}
            if "/URI" in cible:
                yield "lien", str(cible["/URI"])
    yield "texte", extract_text(io.BytesIO(octets))
    yield from (("métadonnées", str(valeur)) for valeur in (lecteur.metadata or {}).values())
    yield from (("plan", str(entree.title)) for entree in _aplatir(lecteur.outline))
    for nom, contenus in lecteur.attachments.items():
        yield "pièce jointe", nom
        for contenu in contenus if isinstance(contenus, list) else [contenus]:
            yield "pièce jointe", contenu.decode("utf-8", "replace")
    for objet in _objets(lecteur):
        yield from _chaines(objet)


def _aplatir(plan: list[Any]) -> Iterator[Any]:
    for entree in plan:
        if isinstance(entree, list):
            yield from _aplatir(entree)
        else:
            yield entree


def _objets(lecteur: PdfReader) -> Iterator[Any]:
    """Every object of the file, those that nothing refers to included; then the trailer."""
    numeros = {(n, generation) for generation, table in lecteur.xref.items() for n in table}
    numeros |= {(n, 0) for n in lecteur.xref_objStm}
    for numero, generation in sorted(numeros):
        if numero:
            yield IndirectObject(numero, generation, lecteur).get_object()
    yield lecteur.trailer


def _chaines(objet: Any) -> Iterator[tuple[str, str]]:
    """String objects of an object, and the text of the streams that hold text (XMP, embedded files)."""
    if isinstance(objet, TextStringObject | str) and not str(objet).startswith("/"):
        yield "chaîne", str(objet)
    elif isinstance(objet, ByteStringObject):
        yield "chaîne", bytes(objet).decode("latin-1")
    elif isinstance(objet, DictionaryObject):
        if isinstance(objet, StreamObject) and objet.get("/Type") in ("/Metadata", "/EmbeddedFile"):
            yield (
                "XMP" if objet["/Type"] == "/Metadata" else "pièce jointe",
                objet.get_data().decode("utf-8", "replace"),
            )
        for cle in objet:
            if cle != "/ID":
                yield from _chaines(objet.raw_get(cle))
    elif isinstance(objet, ArrayObject):
        for element in objet:
            yield from _chaines(element)
