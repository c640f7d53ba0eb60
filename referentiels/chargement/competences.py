"""Loading of the skills and of the classes of technologies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from referentiels.chargement.lecture import Fichier, Ligne
from referentiels.chargement.outils import par, relier
from referentiels.chargement.synchronisation import Bilan, Voulu, exiger, synchroniser
from referentiels.competences.fusion import fusionner
from referentiels.enums import Origine
from referentiels.models import ClasseTechnologie, Competence, Theme
from referentiels.normalisation import normaliser


def competences(fichier: Fichier) -> list[Bilan]:
    """Load the skills. One that was merged into another stays merged, and keeps its names there.

    A skill that people typed before the file knew it is merged into the one of the file.
    """
    themes = par(Theme, "code")
    connues = par(Competence, "code")
    reunies: dict[int, list[Competence]] = defaultdict(list)
    for connue in connues.values():
        if connue.fusionnee_dans_id:
            reunies[connue.fusionnee_dans_id].append(connue)
    noms: dict[str, Ligne] = {}

    def voulus() -> Iterator[Voulu]:
        for ligne in fichier.lignes:
            _refuser_les_doublons(ligne, noms)
            theme = exiger(themes, ligne["theme"], ligne, "le thème")
            connue = connues.get(ligne["code"])
            yield Voulu(ligne, ligne["code"], _valeurs(ligne, theme, connue, reunies[connue.pk] if connue else []))

    bilan = synchroniser(Competence, connues, voulus(), "retiree")
    _reunir_les_saisies(noms, bilan)
    return [bilan]


def _refuser_les_doublons(ligne: Ligne, noms: dict[str, Ligne]) -> None:
    for nom in {normaliser(n) for n in [ligne["nom"], *ligne.liste("synonymes")]}:
        if nom in noms:
            raise ligne.refuser(f"« {nom} » désigne déjà « {noms[nom]['nom']} ».")
        noms[nom] = ligne


def _valeurs(ligne: Ligne, theme: Theme, connue: Competence | None, reunies: list[Competence]) -> dict[str, Any]:
    if connue is not None and connue.fusionnee_dans_id:
        return {}
    valeurs = {
        "theme_id": theme.pk,
        "code": ligne["code"],
        "nom": ligne["nom"],
        "retiree": False,
        "verifiee": True,
    }
    for colonne in ("synonymes", "noms_ambigus", "contexte"):
        valeurs[colonne] = ligne.liste(colonne) + _appris(colonne, ligne, connue, reunies)
    return valeurs


def _appris(colonne: str, ligne: Ligne, connue: Competence | None, reunies: list[Competence]) -> list[str]:
    """What the skill learnt from those merged into it, and the file does not say."""
    if connue is None or not reunies:
        return []
    dits = {normaliser(mot) for mot in ligne.liste(colonne)}
    appris = {normaliser(mot) for autre in reunies for mot in getattr(autre, colonne)}
    if colonne == "synonymes":
        dits.add(normaliser(ligne["nom"]))
        appris |= {normaliser(autre.nom) for autre in reunies}
    return [mot for mot in getattr(connue, colonne) if normaliser(mot) in appris - dits]


def _reunir_les_saisies(noms: dict[str, Ligne], bilan: Bilan) -> None:
    """Merge what people typed into the skill of the file that bears the same name."""
    du_fichier = {ligne["code"] for ligne in noms.values()}
    for saisie in Competence.objects.vivantes().filter(origine=Origine.SAISIE).exclude(code__in=du_fichier):
        ligne = noms.get(normaliser(saisie.nom))
        gardee = Competence.objects.get(code=ligne["code"]).gardee if ligne else saisie
        if gardee != saisie:
            fusionner(saisie, gardee)
            bilan.modifies.append(f"{gardee} (rejointe par « {saisie} », tapée)")


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
    # A class names a skill by its code for ever: once merged, it is the one kept that belongs to the class.
    toutes = Competence.objects.select_related("fusionnee_dans")
    par_code = {competence.code: competence.gardee for competence in toutes}
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
