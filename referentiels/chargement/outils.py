"""What the loaders of every file share."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from referentiels.chargement.lecture import Fichier, Ligne
from referentiels.chargement.synchronisation import Bilan, Voulu, synchroniser


def par(modele: type[Model], attribut: str) -> dict[str, Any]:
    """Return every row of a table, by one attribute."""
    return {getattr(objet, attribut): objet for objet in modele._default_manager.all()}


def lignes_par(modele: type[Model], attribut: str) -> dict[str, Any]:
    """The same as plain rows, for `synchroniser`: four times faster, for 35 000 communes that hardly ever change."""
    return {getattr(ligne, attribut): ligne for ligne in modele._default_manager.order_by().values_list(named=True)}


def ranger(modele: type[Model], fichier: Fichier, *autres: str) -> list[Bilan]:
    """Load a table of codes and names, in the order of the file, with the columns `autres` as they are."""
    voulus = (
        Voulu(ligne, ligne["code"], {"code": ligne["code"], "nom": ligne["nom"], "ordre": rang} | _lire(ligne, autres))
        for rang, ligne in enumerate(fichier.lignes, 1)
    )
    return [synchroniser(modele, par(modele, "code"), voulus)]


def _lire(ligne: Ligne, colonnes: tuple[str, ...]) -> dict[str, str]:
    return {colonne: ligne[colonne] for colonne in colonnes}


def relier(lien: Any, gauche: str, droite: str, voulus: set[tuple[Any, Any]]) -> set[Any]:
    """Make a many-to-many table hold these pairs; return the left keys whose links changed.

    Args:
        lien: the `through` model.
        gauche: its column that holds the left key (`from_departement_id`).
        droite: its column that holds the right key.
        voulus: the pairs.
    """
    actuels = set(lien._default_manager.values_list(gauche, droite))
    ajoutes = [lien(**{gauche: un, droite: autre}) for un, autre in sorted(voulus - actuels)]
    lien._default_manager.bulk_create(ajoutes)
    for un, autre in actuels - voulus:
        lien._default_manager.filter(**{gauche: un, droite: autre}).delete()
    return {un for un, _ in voulus ^ actuels}
