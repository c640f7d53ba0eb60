"""Every company SAMBA knows, in one automaton: a text is read once, whatever the size of the table.

The automaton lives in the process and is built again when the history of the tables it reads has moved.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import ahocorasick
from django.apps import apps
from django.db import connection
from django.db.models import BooleanField, Count, ExpressionWrapper, Max, Q

from freelances.cv_anonyme.jetons import Jeton, mots
from freelances.cv_anonyme.lexique import EDITEURS, SOCIETES_MOTS_COURANTS, SOCIETES_TRES_COURANTES
from referentiels.enums import Origine
from referentiels.models import Competence, Entreprise
from referentiels.normalisation import normaliser_societe

LONGUEUR_COLLEE = 6  # from there, "BNPParibas" is searched too
SIGLE_COURT = 2  # "CA", "SG": too short to be sure of


@dataclass(frozen=True, slots=True)
class Societe:
    """A company as the anonymiser knows it.

    `secteur` replaces it ("" when unknown); `sure`: verified, or from a reference file, so that its name is one.
    """

    pk: int
    secteur: str
    sure: bool = True


@dataclass(frozen=True)
class Mention:
    """A company name found in a text: words `premier` to `dernier`, included."""

    cle: str
    premier: int
    dernier: int
    societes: tuple[Societe, ...]


@dataclass
class Annuaire:
    """The automaton of company names, and the words that are technologies."""

    technologies: frozenset[str]
    debuts_de_technologies: frozenset[str]
    secteurs: set[str] = field(default_factory=set)
    _noms: dict[str, list[Societe]] = field(default_factory=dict)
    _automate: Any = None

    def ajouter(self, nom: str, societe: Societe) -> None:
        """Learn one name or alias, and its glued form when it is long enough."""
        self.secteurs.add(societe.secteur)
        for cle in formes(nom):
            connues = self._noms.setdefault(cle, [])
            if societe not in connues:
                connues.append(societe)

    def fermer(self) -> None:
        """Build the automaton; no name can be added afterwards."""
        self._automate = ahocorasick.Automaton()
        for cle, societes in self._noms.items():
            self._automate.add_word(_trame(cle.split()), (cle, tuple(societes)))
        self._automate.make_automaton()

    def mentions(self, lus: list[Jeton]) -> Iterator[Mention]:
        """Company names in a text, longest first at each place, without overlap."""
        if not self._noms or not lus:
            return
        rangs: dict[int, int] = {}
        position = 0
        for rang, jeton in enumerate(lus):
            rangs[position] = rang
            position += len(jeton.mot) + 2
        for fin, (cle, societes) in self._automate.iter_long(_trame([jeton.mot for jeton in lus])):
            premier = rangs[fin - len(_trame(cle.split())) + 1]
            yield Mention(cle, premier, premier + len(cle.split()) - 1, societes)

    def est_technologie(self, cle: str) -> bool:
        """Is this company name also the name, or the beginning of the name, of a technology?"""
        return cle in EDITEURS or cle in self.technologies or cle in self.debuts_de_technologies

    def ambigu(self, cle: str) -> bool:
        """May this name mean something else than the company?"""
        courant = cle in SOCIETES_MOTS_COURANTS or cle in SOCIETES_TRES_COURANTES
        return courant or len(cle) <= SIGLE_COURT or self.est_technologie(cle)


def _trame(liste: list[str]) -> str:
    """Each word between its own two spaces, so that neighbours never share one."""
    return "".join(f" {mot} " for mot in liste)


def formes(nom: str) -> list[str]:
    """The keys under which a company name is searched: as the table compares it, and glued."""
    decoupes = {" ".join(mots(normaliser_societe(nom))), " ".join(mots(nom))} - {""}
    colles = {cle.replace(" ", "") for cle in decoupes if " " in cle}
    return sorted(decoupes | {cle for cle in colles if len(cle) >= LONGUEUR_COLLEE})


def construire_annuaire(
    entreprises: Iterable[tuple[int, str, list[str], str | None, bool]], cles: Iterable[str]
) -> Annuaire:
    """The directory of these companies (pk, name, aliases, secteur, sure) beside these technology names."""
    technologies = frozenset(" ".join(mots(cle)) for cle in cles) - {""}
    debuts = frozenset(
        " ".join(decoupe[:n]) for t in technologies if len(decoupe := t.split()) > 1 for n in range(1, len(decoupe))
    )
    annuaire = Annuaire(technologies=technologies, debuts_de_technologies=debuts)
    for pk, nom, aliases, secteur, sure in entreprises:
        for ecriture in [nom, *aliases]:
            annuaire.ajouter(ecriture, Societe(pk, secteur or "", sure))
    annuaire.fermer()
    return annuaire


_verrou = threading.Lock()
_connu: tuple[tuple[Any, ...], Annuaire] | None = None


def _empreinte() -> tuple[Any, ...]:
    """What changes when a company, a secteur or a skill does: the last event of each history, and the counts."""
    evenements = (
        apps.get_model("referentiels", f"{modele}Event")._default_manager.aggregate(n=Max("pgh_id"))["n"]
        for modele in ("Entreprise", "SecteurActivite", "Competence")
    )
    comptes = Entreprise.objects.aggregate(n=Count("pk"), m=Max("pk"))
    return (connection.settings_dict["NAME"], *evenements, comptes["n"], comptes["m"])


def annuaire() -> Annuaire:
    """The directory as the tables stand now: four short queries, and the tables themselves only when they moved."""
    global _connu
    empreinte = _empreinte()
    connu = _connu
    if connu is not None and connu[0] == empreinte:
        return connu[1]
    with _verrou:
        sure = Q(verifiee=True) | Q(origine=Origine.FICHIER)
        lues = Entreprise.objects.annotate(sure=ExpressionWrapper(sure, BooleanField()))
        entreprises = lues.values_list("pk", "nom", "aliases", "secteur__nom", "sure").iterator(chunk_size=5000)
        # A name that somebody typed and nobody verified may be anything, a company included: it excuses nothing.
        competences = Competence.objects.filter(verifiee=True).values_list("cles", flat=True)
        neuf = construire_annuaire(entreprises, (cle for cles in competences for cle in cles))
        _connu = (empreinte, neuf)
    return neuf
