"""The passerelles of a métier drawn by the server: plain SVG, no script, no inline style.

Two drawings of the same data: wide (origins left, the métier in the middle, evolutions right) and narrow, for a phone
(one under the other).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from textwrap import wrap

from referentiels.consultation.passerelles import Dite, Lien, Passerelles

LIGNE = 18  # height of a line of text
MARGE = 10  # around the text of a box
ECART = 12  # between two boxes
PAS = 13  # at least, between two lines that reach the métier
BOUCLE = 30  # room above the métier for the loop of one that lists itself

# Wide: three columns.
LARGE, COLONNE, CENTRE = 920, 270, 240
# Narrow: boxes stand right of a gutter where the lines run.
ETROIT, GOUTTIERE = 340, 56
COTES = {"origine": "origine", "evolution": "évolution"}
# An arrowhead, for a line that arrives from the left or from above.
POINTE = 7


@dataclass(frozen=True)
class Texte:
    """A line of text, centred on `x` or starting there."""

    x: float
    y: float
    mot: str


@dataclass(frozen=True)
class Noeud:
    """A box. Without `url` it is no link; `cote` is "origine", "evolution" or "centre"."""

    x: float
    y: float
    largeur: float
    hauteur: float
    libelle: str
    textes: list[Texte]
    cote: str
    url: str = ""
    classe: str = ""
    precision: str = ""
    ancre: str = "milieu"

    @property
    def milieu(self) -> float:
        """The middle of its height."""
        return self.y + self.hauteur / 2


@dataclass(frozen=True)
class Trait:
    """A line from a box to another, and its arrowhead, as SVG paths."""

    trace: str
    pointe: str
    classe: str


@dataclass
class Graphe:
    """A drawing: its size in units of its own `viewBox`, its boxes in the order people read them, its lines."""

    genre: str
    largeur: int
    hauteur: float
    noeuds: list[Noeud] = field(default_factory=list)
    traits: list[Trait] = field(default_factory=list)
    titres: list[Texte] = field(default_factory=list)


def graphes_de(nom: str, passerelles: Passerelles) -> list[Graphe]:
    """The two drawings; the page shows the one that its width allows."""
    return [_large(nom, passerelles), _etroit(nom, passerelles)]


# --- Wide --------------------------------------------------------------------------------------------------------


def _large(nom: str, passerelles: Passerelles) -> Graphe:
    gauche = _empiler(passerelles.origines, "origine", 0, COLONNE, 0)
    droite = _empiler(passerelles.evolutions, "evolution", LARGE - COLONNE, COLONNE, 0)
    centre = _boite(Lien(nom, "", Dite.ICI), "centre", (LARGE - CENTRE) / 2, CENTRE, 0)
    centre = _agrandir(centre, PAS * (max(len(gauche), len(droite)) + 1))
    haut = BOUCLE if passerelles.lui_meme else 4
    hauteur = max(_bas(gauche), _bas(droite), centre.hauteur + haut) + 4
    milieu = max(hauteur / 2, haut + centre.hauteur / 2)
    gauche, droite = (_glisser(boites, milieu - _bas(boites) / 2) for boites in (gauche, droite))
    [centre] = _glisser([centre], milieu - centre.hauteur / 2)
    graphe = Graphe("large", LARGE, round(hauteur + 4), [*gauche, centre, *droite])
    for boite, y in zip(gauche, _arrivees(centre, len(gauche)), strict=True):
        graphe.traits.append(_courbe(boite.x + boite.largeur, boite.milieu, centre.x, y, boite.classe))
    for boite, y in zip(droite, _arrivees(centre, len(droite)), strict=True):
        graphe.traits.append(_courbe(centre.x + centre.largeur, y, boite.x, boite.milieu, boite.classe))
    if passerelles.lui_meme:
        graphe.traits.append(_boucle(centre))
    return graphe


def _agrandir(boite: Noeud, hauteur: float) -> Noeud:
    """The same box, at least this high, its text in the middle."""
    ecart = max(0, hauteur - boite.hauteur)
    textes = [replace(t, y=t.y + ecart / 2) for t in boite.textes]
    return replace(boite, hauteur=boite.hauteur + ecart, textes=textes)


def _arrivees(centre: Noeud, nombre: int) -> list[float]:
    """Where lines touch the side of the métier: spread along it."""
    pas = centre.hauteur / (nombre + 1)
    return [centre.y + pas * (rang + 1) for rang in range(nombre)]


def _courbe(x1: float, y1: float, x2: float, y2: float, classe: str) -> Trait:
    tiers = (x2 - x1) / 2
    trace = f"M{x1:g} {y1:.1f}C{x1 + tiers:g} {y1:.1f} {x2 - tiers:g} {y2:.1f} {x2 - POINTE:g} {y2:.1f}"
    pointe = f"M{x2:g} {y2:.1f}l-{POINTE + 2} -{POINTE - 2}v{2 * (POINTE - 2)}z"
    return Trait(trace, pointe, classe)


def _boucle(centre: Noeud) -> Trait:
    x, y = centre.x + centre.largeur - 70, centre.y
    trace = f"M{x + 40:g} {y:.1f}c0 -30 -40 -30 -40 -{POINTE}"
    pointe = f"M{x:g} {y:.1f}l-{POINTE - 2} -{POINTE + 2}h{2 * (POINTE - 2)}z"
    return Trait(trace, pointe, "ici")


# --- Narrow ------------------------------------------------------------------------------------------------------


def _etroit(nom: str, passerelles: Passerelles) -> Graphe:
    graphe = Graphe("etroit", ETROIT, 0)
    y: float = 4
    haut: list[Noeud] = []
    if passerelles.origines:
        graphe.titres.append(Texte(GOUTTIERE, y + 14, "Origines"))
        haut = _empiler(passerelles.origines, "origine", GOUTTIERE, ETROIT - GOUTTIERE, y + 24)
        y = _bas(haut) + 2 * ECART
    y += BOUCLE if passerelles.lui_meme else 0
    [centre] = _glisser([_boite(Lien(nom, "", Dite.ICI), "centre", 0, ETROIT, 0)], y)
    y = centre.y + centre.hauteur
    bas: list[Noeud] = []
    if passerelles.evolutions:
        graphe.titres.append(Texte(GOUTTIERE, y + ECART + 14, "Évolutions"))
        bas = _empiler(passerelles.evolutions, "evolution", GOUTTIERE, ETROIT - GOUTTIERE, y + ECART + 24)
        y = _bas(bas)
    graphe.hauteur = round(y + 4)
    graphe.noeuds = [*haut, centre, *bas]
    graphe.traits += [_descente(b, centre, _couloir(rang, len(haut))) for rang, b in enumerate(haut)]
    graphe.traits += [_sortie(b, centre, _couloir(rang, len(bas))) for rang, b in enumerate(reversed(bas))]
    if passerelles.lui_meme:
        graphe.traits.append(_boucle(centre))
    return graphe


def _couloir(rang: int, nombre: int) -> float:
    """The x of a line in the gutter: each its own, the farthest box outermost."""
    return round(6 + rang * min(9, (GOUTTIERE - 22) / max(nombre - 1, 1)), 1)


def _descente(boite: Noeud, centre: Noeud, x: float) -> Trait:
    """From an origin, left then down to the métier."""
    y, fin = boite.milieu, centre.y
    trace = f"M{boite.x:g} {y:.1f}H{x + 6:g}q-6 0 -6 6V{fin - POINTE:.1f}"
    pointe = f"M{x:g} {fin:.1f}l-{POINTE - 3} -{POINTE + 1}h{2 * (POINTE - 3)}z"
    return Trait(trace, pointe, boite.classe)


def _sortie(boite: Noeud, centre: Noeud, x: float) -> Trait:
    """From the métier down, then right to an evolution."""
    y, debut = boite.milieu, centre.y + centre.hauteur
    trace = f"M{x:g} {debut:.1f}V{y - 6:.1f}q0 6 6 6H{boite.x - POINTE:g}"
    pointe = f"M{boite.x:g} {y:.1f}l-{POINTE + 1} -{POINTE - 3}v{2 * (POINTE - 3)}z"
    return Trait(trace, pointe, boite.classe)


# --- Boxes -------------------------------------------------------------------------------------------------------


def _empiler(liens: list[Lien], cote: str, x: float, largeur: float, y: float) -> list[Noeud]:
    """Boxes one under the other, from `y`."""
    boites = []
    for lien in liens:
        boites.append(_boite(lien, cote, x, largeur, y))
        y = boites[-1].y + boites[-1].hauteur + ECART
    return boites


def _boite(lien: Lien, cote: str, x: float, largeur: float, y: float) -> Noeud:
    centre = cote == "centre"
    # An average letter of our font is 7.2 units wide at the size of the boxes, 7.8 in the bold of the middle.
    lignes = wrap(lien.libelle, max(8, int((largeur - 2 * MARGE) / (7.8 if centre else 7.2))))
    # A name without box stands against its line.
    ancre = "milieu" if centre or lien.url else ("fin" if x == 0 else "debut")
    debut = {"milieu": x + largeur / 2, "debut": x + 6, "fin": x + largeur - 6}[ancre]
    textes = [Texte(debut, y + MARGE + 13 + rang * LIGNE, mot) for rang, mot in enumerate(lignes)]
    hauteur = len(lignes) * LIGNE + 2 * MARGE - 1
    classe = "" if centre else str(lien.dite)
    precision = "" if centre else f"{COTES[cote]}, {lien.dite.libelle}"
    return Noeud(x, y, largeur, hauteur, lien.libelle, textes, cote, lien.url, classe, precision, ancre)


def _glisser(boites: list[Noeud], de: float) -> list[Noeud]:
    """The same boxes lower by `de`."""
    return [replace(b, y=b.y + de, textes=[replace(t, y=t.y + de) for t in b.textes]) for b in boites]


def _bas(boites: list[Noeud]) -> float:
    return boites[-1].y + boites[-1].hauteur if boites else 0
