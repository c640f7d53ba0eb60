"""Loading of a référentiel of métiers: its families, métiers, other names, labels and passerelles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.text import slugify

from referentiels.chargement.lecture import Fichier, Ligne
from referentiels.chargement.synchronisation import Bilan, Voulu, exiger, synchroniser
from referentiels.enums import GenreAppellation, GenreContenu, NiveauEtude, NiveauFamille
from referentiels.models import Appellation, Contenu, FamilleMetier, Metier, Passerelle, Referentiel
from referentiels.normalisation import normaliser


def metiers(fichier: Fichier) -> list[Bilan]:
    """Load a référentiel (its heading), its families by level, and its métiers."""
    entete = fichier.entete
    valeurs = {cle: entete[cle] for cle in ("code", "nom", "source", "version")} | {"date": fichier.date}
    existant = {r.code: r for r in Referentiel.objects.filter(code=entete["code"])}
    bilans = [synchroniser(Referentiel, existant, [Voulu(fichier.lignes[0], entete["code"], valeurs)])]
    referentiel = Referentiel.objects.get(code=entete["code"])
    bilan_familles, familles = _familles(fichier, referentiel)
    voulus = (
        Voulu(
            ligne,
            ligne["code"],
            {
                "referentiel_id": referentiel.pk,
                "famille_id": familles[_codes(ligne)[-1]].pk,
                "code": ligne["code"],
                "nom": ligne["nom"],
                "resume": ligne["resume"],
                "codes_rome": ligne.liste("codes_rome", " "),
                "ordre": rang,
                "retire": False,
            },
        )
        for rang, ligne in enumerate(fichier.lignes, 1)
    )
    bilan = synchroniser(Metier, {m.code: m for m in referentiel.metiers.all()}, voulus, "retire")
    return [*bilans, bilan_familles, bilan]


def _codes(ligne: Ligne) -> list[str]:
    """The codes of what stands above a métier, widest first: each holds the names of those above it."""
    noms = [ligne[niveau] for niveau in NiveauFamille.values if ligne[niveau]]
    return [slugify(" ".join(noms[: rang + 1])) for rang in range(len(noms))]


def _familles(fichier: Fichier, referentiel: Referentiel) -> tuple[Bilan, dict[str, FamilleMetier]]:
    """Load what the métiers name, a level at a time: a family needs the key of its domaine."""
    bilan = Bilan(FamilleMetier)
    voulus: dict[str, Voulu] = {}
    for niveau in NiveauFamille.values:
        connues = {f.code: f for f in referentiel.familles.all()}
        for ligne in fichier.lignes:
            codes = dict(zip((n for n in NiveauFamille.values if ligne[n]), _codes(ligne), strict=True))
            code = codes.get(niveau)
            if code is None or code in voulus:
                continue
            au_dessus = _codes(ligne)[: list(codes).index(niveau)]
            mere = connues[au_dessus[-1]] if au_dessus else None
            valeurs = {"referentiel_id": referentiel.pk, "parent_id": mere.pk if mere else None, "niveau": niveau}
            valeurs |= {"nom": ligne[niveau], "code": code, "ordre": len(voulus) + 1}
            voulus[code] = Voulu(ligne, code, valeurs, {"parent": mere})
        dernier = niveau == NiveauFamille.values[-1]
        bilan = synchroniser(FamilleMetier, connues, voulus.values(), bilan=bilan, retirer=dernier)
    return bilan, {f.code: f for f in referentiel.familles.all()}


def _metiers_de(fichier: Fichier) -> dict[str, Metier]:
    return {m.code: m for m in Metier.objects.filter(referentiel__code=fichier.entete["referentiel"])}


def _choisir(ligne: Ligne, colonne: str, valeurs: list[str]) -> str:
    if ligne[colonne] not in valeurs:
        raise ligne.refuser(f"{colonne} : « {ligne[colonne]} » n’est pas {', '.join(valeurs)}.")
    return ligne[colonne]


def appellations(fichier: Fichier) -> list[Bilan]:
    """Load the other names of the métiers of one référentiel."""
    connus = _metiers_de(fichier)
    existants = {
        (a.metier_id, normaliser(a.libelle)): a
        for a in Appellation.objects.filter(metier__referentiel__code=fichier.entete["referentiel"])
    }

    def voulus() -> Iterator[Voulu]:
        for ligne in fichier.lignes:
            metier = exiger(connus, ligne["metier"], ligne, "le métier")
            valeurs = {
                "metier_id": metier.pk,
                "libelle": ligne["libelle"],
                "genre": _choisir(ligne, "genre", GenreAppellation.values),
                "dans_la_table": ligne["table"] == "oui",
            }
            yield Voulu(ligne, (metier.pk, normaliser(ligne["libelle"])), valeurs)

    return [synchroniser(Appellation, existants, voulus())]


def acces(fichier: Fichier) -> list[Bilan]:
    """Load how one gets to the métiers: level of study, years, trainings. Every métier of the file must exist."""
    connus = _metiers_de(fichier)

    def voulus() -> Iterator[Voulu]:
        for ligne in fichier.lignes:
            exiger(connus, ligne["metier"], ligne, "le métier")
            niveaux = {n: _choisir(ligne, n, ["", *NiveauEtude.values]) for n in ("niveau_min", "niveau_max")}
            annees = {n: _annees(ligne, n) for n in ("experience_min", "experience_max")}
            autres = {"formations": ligne.liste("formations"), "acces": ligne["precision"]}
            yield Voulu(ligne, ligne["metier"], niveaux | annees | autres)

    return [synchroniser(Metier, connus, voulus(), retirer=False)]


def _annees(ligne: Ligne, colonne: str) -> int | None:
    return ligne.entier(colonne) if ligne[colonne] else None


def contenus(fichier: Fichier) -> list[Bilan]:
    """Load the labels of the fiches, in the order of the file within each fiche."""
    connus = _metiers_de(fichier)
    existants = {
        (c.metier_id, c.genre, normaliser(c.libelle)): c
        for c in Contenu.objects.filter(metier__referentiel__code=fichier.entete["referentiel"])
    }

    rangs: Counter[int] = Counter()

    def voulus() -> Iterator[Voulu]:
        for ligne in fichier.lignes:
            metier = exiger(connus, ligne["metier"], ligne, "le métier")
            genre = _choisir(ligne, "genre", GenreContenu.values)
            rangs[metier.pk] += 1
            valeurs = {
                "metier_id": metier.pk,
                "genre": genre,
                "libelle": ligne["libelle"],
                "ordre": rangs[metier.pk],
            }
            yield Voulu(ligne, (metier.pk, genre, normaliser(ligne["libelle"])), valeurs)

    return [synchroniser(Contenu, existants, voulus())]


def passerelles(fichier: Fichier) -> list[Bilan]:
    """Load the moves: what two fiches say of the same one makes one row that both say."""
    connus = _metiers_de(fichier)
    existantes = {
        (p.depart_id, p.arrivee_id, p.libelle): p
        for p in Passerelle.objects.filter(depart__referentiel__code=fichier.entete["referentiel"])
        | Passerelle.objects.filter(arrivee__referentiel__code=fichier.entete["referentiel"])
    }
    voulues: dict[tuple[Any, ...], Voulu] = {}
    for ligne in fichier.lignes:
        _retenir(ligne, connus, voulues)
    return [synchroniser(Passerelle, existantes, voulues.values())]


def _retenir(ligne: Ligne, connus: dict[str, Metier], voulues: dict[tuple[Any, ...], Voulu]) -> None:
    metier = exiger(connus, ligne["metier"], ligne, "le métier")
    autre = exiger(connus, ligne["cible"], ligne, "le métier") if ligne["cible"] else None
    evolution = _choisir(ligne, "sens", ["origine", "evolution"]) == "evolution"
    depart, arrivee = (metier, autre) if evolution else (autre, metier)
    cle = (depart and depart.pk, arrivee and arrivee.pk, "" if autre else ligne["libelle"])
    dite = "selon_depart" if evolution else "selon_arrivee"
    if cle not in voulues:
        valeurs = {"depart_id": cle[0], "arrivee_id": cle[1], "libelle": cle[2], "ordre": len(voulues) + 1}
        valeurs |= {"selon_depart": False, "selon_arrivee": False}
        voulues[cle] = Voulu(ligne, cle, valeurs, {"depart": depart, "arrivee": arrivee})
    elif voulues[cle].valeurs[dite]:
        raise ligne.refuser(f"cette passerelle est déjà à la ligne {voulues[cle].ligne.numero}.")
    voulues[cle].valeurs[dite] = True
