"""The original and the anonymised text side by side, with what changed and why (FRE-4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from freelances.cv_anonyme.contenu import Contenu, charger, repereur_de
from freelances.cv_anonyme.jetons import assainir
from freelances.cv_anonyme.reperage import Portee, Repereur, Trouvaille
from freelances.models import Freelance

_PIECES = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Morceau:
    """A piece of text. `pourquoi`: why it changed, "" when it did not; `etat`: retire, remplace, demande or ""."""

    texte: str
    pourquoi: str = ""
    etat: str = ""


@dataclass(frozen=True)
class Vis:
    """One free text of the profile and what becomes of it."""

    titre: str
    original: list[Morceau]
    anonyme: list[Morceau]

    @property
    def change(self) -> bool:
        """Did anything change, or is anything asked?"""
        return any(m.etat for m in (*self.original, *self.anonyme))


def comparer(freelance: Freelance, contenu: Contenu) -> list[Vis]:
    """Every free text of the profile beside its anonymised form, in the order of the CV."""
    frais = charger(freelance)
    repereur = repereur_de(frais)
    return [_vis(repereur, *quatre) for quatre in _paires(frais, contenu) if quatre[1] or quatre[2]]


def _paires(frais: Freelance, contenu: Contenu) -> Iterator[tuple[str, str, str, Portee, bool]]:
    yield "Titre", frais.titre, contenu["titre"], Portee.TOUT, True
    yield "Résumé", frais.resume, contenu["resume"], Portee.TOUT, True
    for avant, apres in zip(frais.experiences.all(), contenu["experiences"], strict=True):
        titre = f"{avant.entreprise.nom} → {apres['secteur'] or 'secteur à préciser'}, {apres['periode']}"
        ecrit = f"{avant.role}\n{avant.description}".strip()
        yield titre, ecrit, f"{apres['role']}\n{apres['description']}".strip(), Portee.TOUT, False
    formations = [f for f in frais.formations.all() if not f.certification]
    for suivie, apres in zip(formations, contenu["formations"], strict=True):
        ecrit = ", ".join(filter(None, (suivie.intitule, suivie.etablissement)))
        yield (
            "Formation",
            ecrit,
            ", ".join(filter(None, (apres["intitule"], apres["etablissement"]))),
            Portee.ECOLE,
            False,
        )


def _vis(repereur: Repereur, titre: str, avant: str, apres: str, portee: Portee, lieux: bool) -> Vis:
    avant = assainir(avant.replace("\r\n", "\n")).strip()
    trouvailles = repereur.reperer(avant, portee, lieux)
    demandes = [t for t in repereur.reperer(apres, portee, lieux) if t.remplacement is None]
    gauche, droite = _PIECES.findall(avant), _PIECES.findall(apres)
    original: list[Morceau] = []
    anonyme: list[Morceau] = []
    place = ailleurs = 0
    for code, g1, g2, d1, d2 in SequenceMatcher(None, gauche, droite, autojunk=False).get_opcodes():
        ecrit, net = "".join(gauche[g1:g2]), "".join(droite[d1:d2])
        change = code != "equal" and bool(re.search(r"\w", ecrit + net))
        raison = _raison(trouvailles, place, place + len(ecrit)) if change else ""
        if ecrit:
            original.append(Morceau(ecrit, raison, ("remplace" if net.strip() else "retire") if change else ""))
        if net:
            anonyme += [Morceau(net, raison, "remplace")] if change else list(_demander(net, ailleurs, demandes))
        place += len(ecrit)
        ailleurs += len(net)
    return Vis(titre, original, anonyme)


def _raison(trouvailles: list[Trouvaille], debut: int, fin: int) -> str:
    genres = [t.genre.label for t in trouvailles if t.debut < fin and t.fin > debut]
    return ", ".join(dict.fromkeys(genres)) or "Phrase raccommodée"


def _demander(net: str, debut: int, demandes: list[Trouvaille]) -> Iterator[Morceau]:
    """A text that did not change, cut where a person must still decide."""
    place = 0
    for t in demandes:
        d, f = t.debut - debut, t.fin - debut
        if place <= d < f <= len(net):
            yield Morceau(net[place:d])
            yield Morceau(net[d:f], f"À décider : {t.genre.label.lower()}", "demande")
            place = f
    yield Morceau(net[place:])
