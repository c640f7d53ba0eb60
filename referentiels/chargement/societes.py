"""Loading of the companies and of what they do."""

from __future__ import annotations

from collections.abc import Iterator

from referentiels.chargement.lecture import Fichier
from referentiels.chargement.outils import par
from referentiels.chargement.synchronisation import Bilan, Voulu, exiger, synchroniser
from referentiels.models import Entreprise, SecteurActivite
from referentiels.normalisation import normaliser_societe


def entreprises(fichier: Fichier) -> list[Bilan]:
    """Load the companies. The file completes what people typed; it never overwrites their sector, SIREN or names."""
    secteurs = par(SecteurActivite, "code")
    existants = par(Entreprise, "nom_normalise")
    noms: dict[str, str] = {}

    def voulus() -> Iterator[Voulu]:
        for ligne in fichier.lignes:
            secteur = exiger(secteurs, ligne["secteur"], ligne, "le secteur")
            autres = ligne.liste("autres_noms")
            for nom in {normaliser_societe(n) for n in [ligne["nom"], *autres]}:
                if noms.setdefault(nom, ligne["nom"]) != ligne["nom"]:
                    raise ligne.refuser(f"« {nom} » désigne déjà « {noms[nom]} ».")
            connue = existants.get(normaliser_societe(ligne["nom"]))
            valeurs = {"nom": ligne["nom"], "aliases": autres, "secteur_id": secteur.pk, "verifiee": True}
            if connue:
                autres = [*connue.aliases, *(a for a in autres if a not in connue.aliases)]
                valeurs = {"aliases": autres, "secteur_id": connue.secteur_id or secteur.pk}
            siren = (connue and connue.siren) or ligne["siren"] or None
            yield Voulu(ligne, normaliser_societe(ligne["nom"]), valeurs | {"siren": siren})

    return [synchroniser(Entreprise, existants, voulus())]
