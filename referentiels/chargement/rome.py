"""From the open data of the ROME (France Travail) to our own reference files.

The archive « RefRomeCsv » holds files `unix_<name>_v461_utf8.csv`: UTF-8, commas, every cell quoted, a heading. Each is
read by the names of its columns, so that a column more breaks nothing and a column less says so.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from referentiels.chargement.lecture import FichierRefuse
from referentiels.enums import GenreAppellation, GenreContenu
from referentiels.normalisation import normaliser

SOURCE = "ROME 4.0, répertoire opérationnel des métiers et des emplois (France Travail)"
LICENCE = "Licence Ouverte 2.0"
# A fiche draws on other lists by links; this block holds what one can do and what one knows.
BLOC_COMPETENCES = "5"
RUBRIQUE_SAVOIR_ETRE = "2"
LONGUEUR_NOM, LONGUEUR_LIBELLE = 120, 200

Lignes = list[dict[str, str]]


@dataclass
class Conversion:
    """What came of it: the tables to write, by name, and what had to be left out, for people."""

    version: str
    tables: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    laisses: list[str] = field(default_factory=list)

    def ranger(self, nom: str, lignes: Iterable[tuple[str, ...]]) -> None:
        """Keep the rows of a table; without any, it has no file."""
        self.tables[nom] = list(lignes)

    def ecarter(self, libelle: str, longueur: int) -> bool:
        """Is it too long for us? Then it is left out, and said."""
        if len(libelle) > longueur:
            self.laisses.append(f"plus de {longueur} caractères : « {libelle} »")
        return len(libelle) > longueur


class Archive:
    """A folder where the archive was unpacked."""

    def __init__(self, dossier: Path) -> None:
        self.dossier = dossier

    def lire(self, nom: str, *colonnes: str, obligatoire: bool = True) -> Lignes:
        """The rows of one file, with its columns; none when an optional file is missing.

        Raises:
            FichierRefuse: the file, or one of these columns, is missing; or a line is malformed.
        """
        chemin = self._chemin(nom)
        if chemin is None:
            if obligatoire:
                raise FichierRefuse(f"{self.dossier} n’a pas de fichier unix_{nom}_v…_utf8.csv.")
            return []
        try:
            with chemin.open(encoding="utf-8-sig", newline="") as fichier:
                return list(_lignes(csv.DictReader(fichier, strict=True), colonnes))
        except UnicodeDecodeError:
            raise FichierRefuse(f"{chemin.name} n’est pas en UTF-8.") from None
        except (FichierRefuse, csv.Error) as refus:
            raise FichierRefuse(f"{chemin.name}, {refus}") from None

    def version(self) -> str:
        """« v461 », as the names of the files say it."""
        chemin = self._chemin("referentiel_code_rome")
        return re.findall(r"_(v\d+)_", chemin.name)[0] if chemin else ""

    def _chemin(self, nom: str) -> Path | None:
        trouves = sorted(c for c in self.dossier.glob(f"unix_{nom}_v*.csv") if re.search(rf"unix_{nom}_v\d+", c.name))
        return trouves[-1] if trouves else None


def _lignes(table: csv.DictReader[str], colonnes: tuple[str, ...]) -> Iterator[dict[str, str]]:
    absentes = [colonne for colonne in colonnes if colonne not in (table.fieldnames or ())]
    if absentes:
        raise FichierRefuse(f"colonne absente : {', '.join(absentes)}.", 1)
    for ligne in table:
        if None in ligne or None in ligne.values():
            raise FichierRefuse("pas autant de cellules que de colonnes.", table.line_num)
        yield {colonne: _propre(valeur) for colonne, valeur in ligne.items()}


def _propre(texte: str) -> str:
    """On one line, with the typographic apostrophe (some editions double the straight one)."""
    return " ".join(re.sub(r"'+", "’", texte).split())


def convertir(dossier: Path, domaines: Iterable[str] = ()) -> Conversion:
    """Read the archive; `domaines` keeps the métiers whose code begins so ("M18"), all of them when empty.

    Raises:
        FichierRefuse: with the file and the reason.
    """
    archive = Archive(dossier)
    faite = Conversion(archive.version())
    voulus = tuple(domaines) or ("",)
    fiches = [
        fiche
        for fiche in archive.lire("referentiel_code_rome", "code_rome", "libelle_rome")
        if fiche["code_rome"].startswith(voulus)
    ]
    if not fiches:
        raise FichierRefuse(f"aucun métier n’a un code qui commence par {', '.join(voulus)}.")
    noms = {fiche["code_rome"]: fiche["libelle_rome"] for fiche in fiches}
    faite.ranger("metiers", _metiers(archive, noms))
    faite.ranger("appellations", _appellations(archive, noms, faite))
    faite.ranger("contenus", _contenus(archive, noms, faite))
    faite.ranger("passerelles", _passerelles(archive, noms))
    return faite


def _metiers(archive: Archive, noms: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """A grand domaine is our domaine, a domaine professionnel our family; the ROME has no sub-family."""
    places = {
        ligne["code_rome"]: (ligne["libelle_grand_domaine"], ligne["libelle_domaine_professionel"])
        for ligne in archive.lire("cr_gd_dp", "code_rome", "libelle_grand_domaine", "libelle_domaine_professionel")
    }
    textes: dict[str, list[tuple[int, str]]] = {}
    colonnes = ("code_rome", "libelle_type_texte", "position_phrase", "libelle_texte")
    for ligne in archive.lire("texte", *colonnes, obligatoire=False):
        if ligne["libelle_type_texte"] == "definition":
            rang = int(ligne["position_phrase"]) if ligne["position_phrase"].isdigit() else 0
            textes.setdefault(ligne["code_rome"], []).append((rang, ligne["libelle_texte"]))
    for code, nom in noms.items():
        if code not in places:
            raise FichierRefuse(f"le métier {code} n’a pas de domaine dans unix_cr_gd_dp.")
        resume = " ".join(phrase for _, phrase in sorted(textes.get(code, [])))
        yield (*places[code], "", code, nom, code, resume)


def _appellations(archive: Archive, noms: dict[str, str], faite: Conversion) -> Iterator[tuple[str, ...]]:
    deja = {(code, normaliser(nom)) for code, nom in noms.items()}
    for ligne in archive.lire("referentiel_appellation", "code_rome", "libelle_appellation_court"):
        code, libelle = ligne["code_rome"], ligne["libelle_appellation_court"]
        if code not in noms or not libelle or (code, normaliser(libelle)) in deja:
            continue
        deja.add((code, normaliser(libelle)))
        if not faite.ecarter(libelle, LONGUEUR_NOM):
            rare = ligne.get("peu_usite") == "O"
            yield code, libelle, GenreAppellation.ALIAS if rare else GenreAppellation.COURANTE, ""


def _contenus(archive: Archive, noms: dict[str, str], faite: Conversion) -> Iterator[tuple[str, ...]]:
    """What one can do, what one knows. Behaviours (« savoir-être ») have their own closed list with us."""
    competences = archive.lire("referentiel_competence", "code_ogr", "libelle_competence", obligatoire=False)
    savoirs = archive.lire("referentiel_savoir", "code_ogr_savoir", "libelle_savoir", obligatoire=False)
    libelles = {c["code_ogr"]: (GenreContenu.SAVOIR_FAIRE, c["libelle_competence"]) for c in competences}
    libelles |= {s["code_ogr_savoir"]: (GenreContenu.CONNAISSANCE, s["libelle_savoir"]) for s in savoirs}
    colonnes = ("code_rome", "code_ogr", "code_compo_bloc", "code_rubrique")
    deja: set[tuple[str, str, str]] = set()
    for ligne in archive.lire("liens_rome_referentiels", *colonnes, obligatoire=False):
        code, lie = ligne["code_rome"], libelles.get(ligne["code_ogr"])
        utile = ligne["code_compo_bloc"] == BLOC_COMPETENCES and ligne["code_rubrique"] != RUBRIQUE_SAVOIR_ETRE
        if code not in noms or lie is None or not utile:
            continue
        genre, libelle = lie
        cle = (code, genre, normaliser(libelle))
        if cle not in deja and not faite.ecarter(libelle, LONGUEUR_LIBELLE):
            deja.add(cle)
            yield code, genre, libelle


def _passerelles(archive: Archive, noms: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """A mobility is a move that the fiche one leaves states; a target outside the domaines kept is a name only."""
    tous = {
        f["code_rome"]: f["libelle_rome"] for f in archive.lire("referentiel_code_rome", "code_rome", "libelle_rome")
    }
    deja: set[tuple[str, str]] = set()
    for ligne in archive.lire("rubrique_mobilite", "code_rome", "code_rome_cible", obligatoire=False):
        code, cible = ligne["code_rome"], ligne["code_rome_cible"]
        if code in noms and cible in tous and code != cible and (code, cible) not in deja:
            deja.add((code, cible))
            yield code, "evolution", cible if cible in noms else "", tous[cible]


COLONNES = {
    "metiers": "domaine famille sous_famille code nom codes_rome resume",
    "appellations": "metier libelle genre table",
    "contenus": "metier genre libelle",
    "passerelles": "metier sens cible libelle",
}


def ecrire(conversion: Conversion, vers: Path, jour: date) -> list[Path]:
    """Write the files, each with its heading; a table without rows has none. Gives their paths."""
    vers.mkdir(parents=True, exist_ok=True)
    ecrits = []
    for nom, lignes in conversion.tables.items():
        if not lignes:
            continue
        chemin = vers / f"{nom}_rome.csv"
        propre = ("code: rome", "nom: ROME 4.0") if nom == "metiers" else ("referentiel: rome",)
        entete = (
            f"source: {SOURCE}",
            f"version: {conversion.version}",
            f"date: {jour}",
            f"licence: {LICENCE}",
            *propre,
        )
        with chemin.open("w", encoding="utf-8", newline="") as fichier:
            fichier.writelines(f"# {ligne}\n" for ligne in entete)
            table = csv.writer(fichier, delimiter=";", lineterminator="\n")
            table.writerows([COLONNES[nom].split(), *lignes])
        ecrits.append(chemin)
    return ecrits
