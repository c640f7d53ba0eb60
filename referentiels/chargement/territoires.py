"""Loading of the places: régions, départements and their neighbours, communes."""

from __future__ import annotations

from collections.abc import Iterator

from referentiels.chargement.lecture import Fichier
from referentiels.chargement.outils import lignes_par, par, relier
from referentiels.chargement.synchronisation import Bilan, Voulu, exiger, synchroniser
from referentiels.enums import Origine
from referentiels.models import Commune, Departement, Region


def regions(fichier: Fichier) -> list[Bilan]:
    """Load the régions."""
    voulus = (Voulu(ligne, ligne["code"], dict(ligne.valeurs)) for ligne in fichier.lignes)
    return [synchroniser(Region, par(Region, "code"), voulus)]


def departements(fichier: Fichier) -> list[Bilan]:
    """Load the départements, then who borders whom."""
    connues = par(Region, "code")
    voulus = (
        Voulu(
            ligne,
            ligne["code"],
            {
                "code": ligne["code"],
                "nom": ligne["nom"],
                "region_id": exiger(connues, ligne["region"], ligne, "la région").code,
                "latitude": ligne.reel("latitude", 90),
                "longitude": ligne.reel("longitude", 180),
            },
        )
        for ligne in fichier.lignes
    )
    bilan = synchroniser(Departement, par(Departement, "code"), voulus)
    _relier_voisins(fichier, bilan)
    return [bilan]


def _relier_voisins(fichier: Fichier, bilan: Bilan) -> None:
    codes = {ligne["code"]: set(ligne.liste("voisins", " ")) for ligne in fichier.lignes}
    for ligne in fichier.lignes:
        for voisin in codes[ligne["code"]]:
            if ligne["code"] not in codes.get(voisin, ()):
                raise ligne.refuser(f"{voisin} est donné pour voisin, mais ne le rend pas.")
    corriges = set(Departement.objects.filter(origine=Origine.CORRIGEE).values_list("pk", flat=True))
    voisins = {(un, autre) for un, autres in codes.items() for autre in autres}
    actuels = set(Departement.voisins.through.objects.values_list("from_departement_id", "to_departement_id"))
    # Both ends say it: where one was corrected here, the other follows.
    voulus = {paire for paire in voisins if corriges.isdisjoint(paire)}
    voulus |= {paire for paire in actuels if not corriges.isdisjoint(paire)}
    changes = relier(Departement.voisins.through, "from_departement_id", "to_departement_id", voulus)
    dits = {*bilan.ajoutes, *bilan.modifies}
    bilan.modifies += [str(d) for d in Departement.objects.filter(code__in=changes) if str(d) not in dits]


def communes(fichier: Fichier) -> list[Bilan]:
    """Load the communes."""
    connus = par(Departement, "code")

    def voulus() -> Iterator[Voulu]:
        for ligne in fichier.lignes:
            postaux = ligne.liste("codes_postaux", " ")
            yield Voulu(
                ligne,
                ligne["code_insee"],
                {
                    "code_insee": ligne["code_insee"],
                    "nom": ligne["nom"],
                    "code_postal": postaux[0] if postaux else "",
                    "codes_postaux": postaux,
                    "departement_id": exiger(connus, ligne["departement"], ligne, "le département").code,
                    "latitude": ligne.reel("latitude", 90),
                    "longitude": ligne.reel("longitude", 180),
                    "population": ligne.entier("population"),
                    "arrondissement": ligne["arrondissement"] == "1",
                },
            )

    return [synchroniser(Commune, lignes_par(Commune, "code_insee"), voulus())]
