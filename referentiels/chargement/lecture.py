"""Reading of one reference file: a heading of `# key: value` lines, then a table separated by semicolons."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path


class FichierRefuse(Exception):
    """A reference file that is not loaded, with the line and the reason, for people."""

    def __init__(self, raison: str, ligne: int | None = None) -> None:
        self.raison, self.ligne = raison, ligne
        super().__init__(f"ligne {ligne} : {raison}" if ligne else raison)


@dataclass(frozen=True)
class Ligne:
    """One row of a file, with its number as an editor shows it."""

    numero: int
    valeurs: dict[str, str]

    def __getitem__(self, colonne: str) -> str:
        return self.valeurs[colonne]

    def refuser(self, raison: str) -> FichierRefuse:
        """Return the refusal of the file because of this line."""
        return FichierRefuse(raison, self.numero)

    def liste(self, colonne: str, separateur: str = "|") -> list[str]:
        """Return the values of a cell that holds several."""
        return [v.strip() for v in self[colonne].split(separateur) if v.strip()]

    def reel(self, colonne: str, borne: float) -> float:
        """Return a number between -borne and borne.

        Raises:
            FichierRefuse: when it is not one.
        """
        try:
            valeur = float(self[colonne])
        except ValueError:
            raise self.refuser(f"{colonne} : « {self[colonne]} » n’est pas un nombre.") from None
        if not -borne <= valeur <= borne:
            raise self.refuser(f"{colonne} : {valeur} n’est pas entre -{borne:g} et {borne:g}.")
        return valeur

    def entier(self, colonne: str) -> int:
        """Return a whole number, zero or more.

        Raises:
            FichierRefuse: when it is not one.
        """
        if not self[colonne].isascii() or not self[colonne].isdigit():
            raise self.refuser(f"{colonne} : « {self[colonne]} » n’est pas un nombre entier.")
        return int(self[colonne])


@dataclass(frozen=True)
class Fichier:
    """A file that was read: its heading (source, version, date…) and its rows."""

    entete: dict[str, str]
    date: date
    lignes: list[Ligne]


def lire(chemin: Path, colonnes: str, facultatives: str = "", entete: str = "") -> Fichier:
    """Read a reference file and check its shape.

    Args:
        chemin: the file.
        colonnes: names of its columns, in order, separated by spaces.
        facultatives: those of them that may be empty.
        entete: heading keys asked for on top of source, version and date.

    Raises:
        FichierRefuse: the file is missing, is not UTF-8, lacks a heading, or a line is malformed.
    """
    try:
        texte = chemin.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise FichierRefuse("le fichier n’existe pas.") from None
    except UnicodeDecodeError as erreur:
        ligne = chemin.read_bytes()[: erreur.start].count(b"\n") + 1
        raise FichierRefuse("le fichier n’est pas en UTF-8.", ligne) from None
    brutes = texte.splitlines()
    hauteur = next((i for i, ligne in enumerate(brutes) if not ligne.startswith("#")), len(brutes))
    cles = _lire_entete(brutes[:hauteur], f"source version date {entete}")
    try:
        jour = date.fromisoformat(cles["date"])
    except ValueError:
        raise FichierRefuse(f"l’en-tête donne une date illisible : « {cles['date']} ».") from None
    lignes = list(_lire_table(brutes, hauteur, colonnes.split(), set(colonnes.split()) - set(facultatives.split())))
    if not lignes:
        raise FichierRefuse("le fichier est vide : rien n’est retiré par un fichier sans ligne.")
    return Fichier(cles, jour, lignes)


def _lire_entete(brutes: list[str], attendues: str) -> dict[str, str]:
    cles = {}
    for ligne in brutes:
        nom, deux_points, valeur = ligne.lstrip("# ").partition(":")
        if deux_points:
            cles[nom.strip()] = valeur.strip()
    for nom in attendues.split():
        if not cles.get(nom):
            raise FichierRefuse(f"l’en-tête ne donne pas « # {nom}: … ».", 1)
    return cles


def _lire_table(brutes: list[str], hauteur: int, colonnes: list[str], obligatoires: set[str]) -> Iterator[Ligne]:
    table = csv.reader(brutes[hauteur:], delimiter=";", strict=True)
    try:
        for rang, cellules in enumerate(table):
            numero = hauteur + table.line_num
            if rang == 0:
                if cellules != colonnes:
                    raise FichierRefuse(f"colonnes attendues : {';'.join(colonnes)}.", numero)
                continue
            if not cellules:
                continue
            if len(cellules) != len(colonnes):
                raise FichierRefuse(f"{len(cellules)} colonnes au lieu de {len(colonnes)}.", numero)
            valeurs = dict(zip(colonnes, (c.strip() for c in cellules), strict=True))
            vides = [c for c in colonnes if c in obligatoires and not valeurs[c]]
            if vides:
                raise FichierRefuse(f"{vides[0]} est vide.", numero)
            yield Ligne(numero, valeurs)
    except csv.Error as erreur:
        raise FichierRefuse(f"guillemets mal fermés ({erreur}).", hauteur + table.line_num) from None
