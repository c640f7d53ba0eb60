"""The words that go with an anonymised CV: the same finder reads them, so that the letter tells no more than the CV."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from freelances.cv_anonyme.contenu import charger, repereur_de
from freelances.cv_anonyme.enums import Genre
from freelances.cv_anonyme.identite import numero_significatif
from freelances.cv_anonyme.jetons import mots
from freelances.cv_anonyme.octets import Aiguilles, aiguilles_de
from freelances.cv_anonyme.reperage import Portee, Repereur
from freelances.models import Freelance

_TIERS = frozenset({Genre.PERSONNE})  # any « M. Untel »: a letter may name people, referees aside
_CIVILITES = frozenset({"M", "MM", "MR", "MME", "MLLE", "MONSIEUR", "MADAME", "MADEMOISELLE", "DR"})
# Found along with a number or an address, these words are no part of it.
_LIBELLES = frozenset({"TEL", "TELEPHONE", "MOBILE", "PORTABLE", "FIXE", "MAIL", "EMAIL", "E", "COURRIEL", "ADRESSE"})


@dataclass(frozen=True)
class Relecteur:
    """Reads a letter about one freelance to somebody who must not learn who they are (FRE-4).

    `permis`: what the letter may hold, one text each: the DO, their company, the sender's signature.
    """

    repereur: Repereur
    aiguilles: Aiguilles
    permis: tuple[str, ...]

    def relire(self, texte: str) -> list[str]:
        """What identifies, in words for people; an empty list lets the letter go.

        Companies are those of the freelance's own file: any other may be spoken of to a DO.
        """
        lus = [(t.genre, t.mots) for t in self.repereur.reperer(texte, Portee.DOSSIER)]
        trouves = [(g, ecrit) for g, ecrit in lus if g not in _TIERS and not self._est_permis(g, ecrit)]
        if not trouves:
            lues = [(f.genre, f.mots) for f in self.aiguilles.chercher(texte, "")]
            trouves = [(genre, ecrit) for genre, ecrit in lues if (genre, ecrit.upper()) not in self._permises]
        return list(dict.fromkeys(f"« {' '.join(ecrit.split())} » ({g.label.lower()})" for g, ecrit in trouves))

    @cached_property
    def _permises(self) -> set[tuple[Genre, str]]:
        """What the permitted texts hold themselves: the DO may bear the freelance's name."""
        return {(f.genre, f.mots.upper()) for texte in self.permis for f in self.aiguilles.chercher(texte, "")}

    def _est_permis(self, genre: Genre, ecrit: str) -> bool:
        """Does it stand, whole, in one of the texts that the letter may hold?"""
        if genre == Genre.TELEPHONE:
            numero = numero_significatif(ecrit)
            return bool(numero) and any(numero in re.sub(r"\D", "", texte) for texte in self.permis)
        lus = [mot for mot in mots(ecrit) if mot not in _CIVILITES and mot not in _LIBELLES]
        if genre == Genre.EMPLOYEUR:  # the branch of the DO's own company: « Tessal Banque Lyon »
            return any(_suite(mots(texte), lus) or _commence(lus, mots(texte)) for texte in self.permis)
        return any(_suite(mots(texte), lus) for texte in self.permis)


def _suite(lus: list[str], cherches: list[str]) -> bool:
    """Do these words stand in that order, one after the other?"""
    return bool(cherches) and f" {' '.join(cherches)} " in f" {' '.join(lus)} "


def _commence(lus: list[str], premiers: list[str]) -> bool:
    """Do these words begin with those?"""
    return bool(premiers) and lus[: len(premiers)] == premiers


def relecteur_de(freelance: Freelance, permis: Iterable[str] = ()) -> Relecteur:
    """The reader of the letters about this freelance: one load for as many texts as one wants."""
    frais = charger(freelance)
    repereur, admis = repereur_de(frais), tuple(filter(None, permis))
    etiquettes = [str(c.competence) for c in frais.competences.all() if c.competence.verifiee]
    etiquettes += [str(m.metier) for m in frais.metiers.all()]
    return Relecteur(repereur, aiguilles_de(repereur.identite, repereur.annuaire, etiquettes), admis)
