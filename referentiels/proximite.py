"""How near a métier is to another: by its other names, by a passerelle, by its sub-family.

Searches and matching widen with it: each degree adds to those before, and every métier reached says by which link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import IntegerChoices, Q

from referentiels.enums import NiveauFamille
from referentiels.models import Appellation, Metier, Passerelle
from referentiels.normalisation import normaliser
from samba.listes.memoire import Memoire


class Degre(IntegerChoices):
    """How far a search goes from the métiers chosen."""

    EXACT = 0, "métier exact"
    APPELLATIONS = 1, "jusqu’aux appellations"
    PASSERELLES = 2, "jusqu’aux passerelles"
    SOUS_FAMILLE = 3, "jusqu’à la sous-famille"


def degre_lu(texte: str | None) -> Degre:
    """The degree that an address or a form names; exact when it names none."""
    return Degre(int(texte)) if texte in {str(degre.value) for degre in Degre} else Degre.EXACT


# Alone, these words name no métier: titles that hold them are not looked for.
MOTS_VAGUES = frozenset(
    {
        *(
            "ANALYSTE",
            "ASSISTANT",
            "CHARGE",
            "CHEF",
            "CONSEILLER",
            "CONSULTANT",
            "COORDINATEUR",
            "DIRECTEUR",
            "ENGINEER",
        ),
        *("EXPERT", "GESTIONNAIRE", "INGENIEUR", "MANAGER", "RESPONSABLE", "SPECIALISTE", "SUPERVISEUR", "TECHNICIEN"),
    }
)
# French stemming keeps these apart from their masculine; it brings the others (consultante) back by itself.
_FEMININS = (
    ((r"teur\b", "trice"), (r"(?<!éni)eur\b", "euse"), (r"\b([Cc])hef\b", r"\1heffe")),
    ((r"(?<!éni)eur\b", "euse"),),
)


@dataclass(frozen=True)
class Lien:
    """Why a métier is within reach: what a line of results says of it.

    `texte` begins in lower case: « par passerelle : Analyste fonctionnel → Chef de projet ». `precision` says more, or
    nothing. `confirme`: both fiches state the passerelle.
    """

    degre: Degre
    texte: str
    precision: str = ""
    confirme: bool = True

    @property
    def rang(self) -> tuple[int, bool]:
        """The nearest first; then what two fiches say before what only one does."""
        return self.degre, not self.confirme


@dataclass(frozen=True)
class Nom:
    """A name of a métier chosen, with the ways it is written in a title."""

    libelle: str
    ecritures: tuple[str, ...]

    @property
    def lien(self) -> Lien:
        """What is said of somebody whose title or roles hold this name."""
        return Lien(
            Degre.APPELLATIONS, f"par l’appellation «\u00a0{self.libelle}\u00a0»", "lue dans le titre ou dans un rôle"
        )


@dataclass(frozen=True)
class Voisinage:
    """What is within reach of the métiers chosen.

    Attributes:
        exacts: their ids.
        liens: the other métiers reached, each with its nearest link.
        noms: the names to look for in titles and roles.
    """

    exacts: frozenset[int]
    liens: dict[int, Lien] = field(default_factory=dict)
    noms: tuple[Nom, ...] = ()

    @property
    def metiers(self) -> list[int]:
        """Every métier reached, in no particular order."""
        return [*self.exacts, *self.liens]

    def lien(self, metiers: Iterable[int], nom: Nom | None = None) -> Lien | None:
        """The nearest link to somebody who has these métiers and bears the name `nom`. None: exact, or out of reach."""
        eus = set(metiers)
        if eus & self.exacts:
            return None
        trouves = [self.liens[pk] for pk in eus & self.liens.keys()] + ([nom.lien] if nom else [])
        return min(trouves, key=lambda lien: lien.rang, default=None)


def voisinage(metiers: Iterable[int], degre: int) -> Voisinage:
    """What is within `degre` of these métiers. The answer is kept a moment: the référentiels hardly ever change."""
    exacts = frozenset(metiers)
    if not exacts or degre <= Degre.EXACT:
        return Voisinage(exacts)
    return _connus.lire((exacts, degre), lambda: _chercher(exacts, degre))


_connus = Memoire[Voisinage]()


def _chercher(exacts: frozenset[int], degre: int) -> Voisinage:
    """One short query for the passerelles, one for the family, two for the names."""
    liens: dict[int, Lien] = {}
    if degre >= Degre.PASSERELLES:
        _par_passerelles(exacts, liens)
    if degre >= Degre.SOUS_FAMILLE:
        _par_famille(exacts, liens)
    return Voisinage(exacts, liens, tuple(_noms(exacts)))


def _par_passerelles(exacts: frozenset[int], liens: dict[int, Lien]) -> None:
    """One step, both ways: the métiers one comes from, and those one moves to."""
    autour = Passerelle.objects.internes().filter(Q(depart__in=exacts) | Q(arrivee__in=exacts))
    for depart, arrivee, de, vers, *dites in autour.values_list(
        "depart", "arrivee", "depart__nom", "arrivee__nom", "selon_depart", "selon_arrivee"
    ):
        evolution = depart in exacts
        atteint = arrivee if evolution else depart
        sens = f"évolution possible de {de}" if evolution else f"origine possible de {vers}"
        precision = f"{sens}, dite par {'les deux fiches' if all(dites) else 'une seule des deux fiches'}"
        _garder(
            liens, exacts, atteint, Lien(Degre.PASSERELLES, f"par passerelle : {de} → {vers}", precision, all(dites))
        )


def _par_famille(exacts: frozenset[int], liens: dict[int, Lien]) -> None:
    """Those put away in the same sub-family, or in the same family for those that have none."""
    memes = Metier.objects.filter(famille__metiers__in=exacts).exclude(pk__in=exacts)
    for pk, nom, niveau in memes.order_by().distinct().values_list("pk", "famille__nom", "famille__niveau"):
        quoi = "même sous-famille" if niveau == NiveauFamille.SOUS_FAMILLE else "même famille"
        _garder(liens, exacts, pk, Lien(Degre.SOUS_FAMILLE, f"{quoi} : {nom}"))


def _garder(liens: dict[int, Lien], exacts: frozenset[int], metier: int, lien: Lien) -> None:
    """Keep the nearest link to a métier that is not one of those chosen."""
    if metier not in exacts and (metier not in liens or lien.rang < liens[metier].rang):
        liens[metier] = lien


def _noms(exacts: frozenset[int]) -> Iterable[Nom]:
    """The names of the métiers chosen, then their appellations; each spelling is given once."""
    libelles = [*Metier.objects.filter(pk__in=exacts).values_list("nom", flat=True)]
    libelles += (
        Appellation.objects.filter(metier__in=exacts).order_by("genre", "libelle").values_list("libelle", flat=True)
    )
    deja: set[str] = set()
    for libelle in libelles:
        neuves = [e for e in ecritures(libelle) if normaliser(e) not in deja]
        deja |= {normaliser(e) for e in neuves}
        if neuves:
            yield Nom(libelle, tuple(neuves))


def ecritures(libelle: str) -> list[str]:
    """The ways a name is written in a title: without its slashes, in the masculine and in the feminine.

    « Développeur / Développeuse web » is one name for two people; « Technicien support / helpdesk » has two. A word
    that names no métier by itself is left out.
    """
    gauche, barre, droite = (morceau.strip() for morceau in libelle.partition(" / "))
    if not barre:
        formes = [libelle.replace("/", " ")]
    elif droite[:3].upper() == gauche.split()[-1][:3].upper():  # the same word in its two genders
        *avant, _masculin = gauche.split()
        formes = [" ".join([gauche, *droite.split()[1:]]), " ".join([*avant, droite])]
    elif " " in gauche:
        formes = [gauche, droite if " " in droite else " ".join([*gauche.split()[:-1], droite])]
    else:
        formes = [" ".join([gauche, *droite.split()[1:]]), droite]
    formes = [forme for forme in formes if normaliser(forme) not in MOTS_VAGUES]
    return list(dict.fromkeys(ecrite for forme in formes for ecrite in (forme, *_feminins(forme))))


def _feminins(forme: str) -> Iterable[str]:
    """The feminines it may have: « testeur » gives « testrice » too, which nobody writes and which costs nothing."""
    for regles in _FEMININS:
        ecrite = forme
        for fin, feminin in regles:
            ecrite = re.sub(fin, feminin, ecrite)
        yield ecrite


__all__ = ["Degre", "Lien", "Nom", "Voisinage", "degre_lu", "ecritures", "voisinage"]
