"""Loading of the skills and of the classes of technologies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from referentiels.chargement.lecture import Fichier, Ligne
from referentiels.chargement.outils import par, relier
from referentiels.chargement.synchronisation import Bilan, Voulu, exiger, synchroniser
from referentiels.enums import Origine
from referentiels.models import ClasseTechnologie, Competence, Theme
from referentiels.normalisation import normaliser


def competences(fichier: Fichier) -> list[Bilan]:
    """Load the skills. One that was merged into another stays merged, and keeps its names there."""
    themes = par(Theme, "code")
    connues = par(Competence, "code")
    appris = _noms_appris(connues)
    noms: dict[str, str] = {}

    def voulus() -> Iterator[Voulu]:
        for ligne in fichier.lignes:
            _refuser_les_doublons(ligne, noms)
            theme = exiger(themes, ligne["theme"], ligne, "le thème")
            yield Voulu(ligne, ligne["code"], _valeurs(ligne, theme, connues.get(ligne["code"]), appris))

    return [synchroniser(Competence, connues, voulus(), "retiree")]


def _refuser_les_doublons(ligne: Ligne, noms: dict[str, str]) -> None:
    for nom in {normaliser(n) for n in [ligne["nom"], *ligne.liste("synonymes")]}:
        if nom in noms:
            raise ligne.refuser(f"« {nom} » désigne déjà « {noms[nom]} ».")
        noms[nom] = ligne["nom"]


def _noms_appris(connues: dict[str, Competence]) -> dict[int, set[str]]:
    """What a skill learnt from those merged into it, by its key."""
    appris: dict[int, set[str]] = {}
    for reunie in connues.values():
        if reunie.fusionnee_dans_id:
            noms = {normaliser(nom) for nom in [reunie.nom, *reunie.synonymes]}
            appris.setdefault(reunie.fusionnee_dans_id, set()).update(noms)
    return appris


def _valeurs(ligne: Ligne, theme: Theme, connue: Competence | None, appris: dict[int, set[str]]) -> dict[str, Any]:
    if connue is not None and connue.fusionnee_dans_id:
        return {}
    synonymes = ligne.liste("synonymes")
    if connue is not None and connue.pk in appris:  # names learnt from a merge are not in the file
        restants = appris[connue.pk] - {normaliser(nom) for nom in [ligne["nom"], *synonymes]}
        synonymes += [nom for nom in connue.synonymes if normaliser(nom) in restants]
    return {
        "theme_id": theme.pk,
        "code": ligne["code"],
        "nom": ligne["nom"],
        "synonymes": synonymes,
        "noms_ambigus": ligne.liste("noms_ambigus"),
        "contexte": ligne.liste("contexte"),
        "retiree": False,
        "verifiee": True,
    }


def classes(fichier: Fichier) -> list[Bilan]:
    """Load the classes of technologies (a parent stands above its daughters in the file), then their skills."""
    connues = par(ClasseTechnologie, "code")
    bilan = Bilan(ClasseTechnologie)
    # Level by level: a class needs the key of its parent.
    reste = {ligne["code"]: ligne for ligne in fichier.lignes}
    rangs = {ligne["code"]: rang for rang, ligne in enumerate(fichier.lignes, 1)}
    voulus: dict[str, Voulu] = {}
    while niveau := [ligne for ligne in reste.values() if not ligne["parent"] or ligne["parent"] in voulus]:
        for ligne in niveau:
            mere = connues[ligne["parent"]].pk if ligne["parent"] else None
            voulus[ligne["code"]] = Voulu(ligne, ligne["code"], _classe(ligne, mere, rangs[ligne["code"]]))
            del reste[ligne["code"]]
        bilan = synchroniser(ClasseTechnologie, connues, voulus.values(), bilan=bilan, retirer=not reste)
        connues = par(ClasseTechnologie, "code")
    for ligne in reste.values():
        raise ligne.refuser(f"la classe « {ligne['parent']} » n’existe pas.")
    _relier_competences(fichier, connues, bilan)
    return [bilan]


def _classe(ligne: Ligne, mere: int | None, rang: int) -> dict[str, Any]:
    return {
        "code": ligne["code"],
        "parent_id": mere,
        "nom": ligne["nom"],
        "roles": ligne.liste("roles"),
        "ordre": rang,
    }


def _relier_competences(fichier: Fichier, connues: dict[str, Any], bilan: Bilan) -> None:
    par_code = par(Competence, "code")
    liens = ClasseTechnologie.competences.through
    voulus = {
        (connues[ligne["code"]].pk, exiger(par_code, code, ligne, "la compétence").pk)
        for ligne in fichier.lignes
        for code in ligne.liste("competences")
    }
    corrigees = {classe.pk for classe in connues.values() if classe.origine != Origine.FICHIER}
    gardes = liens.objects.filter(classetechnologie__in=corrigees).values_list("classetechnologie_id", "competence_id")
    voulus = {lien for lien in voulus if lien[0] not in corrigees} | set(gardes)
    changees = relier(liens, "classetechnologie_id", "competence_id", voulus)
    dites = {*bilan.ajoutes, *bilan.modifies}
    bilan.modifies += [str(c) for c in connues.values() if c.pk in changees and str(c) not in dites]
