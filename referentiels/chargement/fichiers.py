"""Which file fills which table. The order matters: a file may only refer to those before it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.utils.text import slugify

from referentiels.chargement.lecture import Fichier, FichierRefuse, Ligne, lire
from referentiels.chargement.synchronisation import Bilan, Voulu, exiger, synchroniser
from referentiels.enums import GenreAppellation
from referentiels.models import (
    Appellation,
    Commune,
    Competence,
    Departement,
    Entreprise,
    FamilleMetier,
    Metier,
    Referentiel,
    Region,
    SecteurActivite,
    Theme,
)
from referentiels.normalisation import normaliser, normaliser_societe

DOSSIER = Path(__file__).resolve().parent.parent / "donnees"


@dataclass(frozen=True)
class Chargeur:
    """How one file is read and loaded."""

    nom: str
    colonnes: str
    appliquer: Callable[[Fichier], list[Bilan]]
    facultatives: str = ""
    entete: str = ""


def charger(chargeur: Chargeur, dossier: Path = DOSSIER) -> list[Bilan]:
    """Load one file, whole or not at all, and return what it did, table by table.

    Raises:
        FichierRefuse: with the line and the reason; nothing of the file was loaded.
    """
    fichier = lire(dossier / chargeur.nom, chargeur.colonnes, chargeur.facultatives, chargeur.entete)
    try:
        with transaction.atomic():
            # Two starts at once would both find the tables empty.
            with connection.cursor() as curseur:
                curseur.execute("SELECT pg_advisory_xact_lock(hashtext('charger_referentiels'))")
            return chargeur.appliquer(fichier)
    except IntegrityError as erreur:
        raise FichierRefuse(f"la base refuse une ligne : {erreur}") from erreur


def _par(modele: type[Model], attribut: str) -> dict[str, Any]:
    """Return every row of a table, by one attribute."""
    return {getattr(objet, attribut): objet for objet in modele._default_manager.all()}


def _ranger(modele: type[Model], fichier: Fichier) -> list[Bilan]:
    """Load a table of codes and names, in the order of the file."""
    voulus = (
        Voulu(ligne, ligne["code"], {"code": ligne["code"], "nom": ligne["nom"], "ordre": rang})
        for rang, ligne in enumerate(fichier.lignes, 1)
    )
    return [synchroniser(modele, _par(modele, "code"), voulus)]


def _regions(fichier: Fichier) -> list[Bilan]:
    voulus = (Voulu(ligne, ligne["code"], dict(ligne.valeurs)) for ligne in fichier.lignes)
    return [synchroniser(Region, _par(Region, "code"), voulus)]


def _departements(fichier: Fichier) -> list[Bilan]:
    regions = _par(Region, "code")
    voulus = (
        Voulu(
            ligne,
            ligne["code"],
            {
                "code": ligne["code"],
                "nom": ligne["nom"],
                "region_id": exiger(regions, ligne["region"], ligne, "la région").code,
                "latitude": ligne.reel("latitude", 90),
                "longitude": ligne.reel("longitude", 180),
            },
        )
        for ligne in fichier.lignes
    )
    bilan = synchroniser(Departement, _par(Departement, "code"), voulus)
    _relier_voisins(fichier, bilan)
    return [bilan]


def _relier_voisins(fichier: Fichier, bilan: Bilan) -> None:
    codes = {ligne["code"]: set(ligne.liste("voisins", " ")) for ligne in fichier.lignes}
    for ligne in fichier.lignes:
        for voisin in codes[ligne["code"]]:
            if ligne["code"] not in codes.get(voisin, ()):
                raise ligne.refuser(f"{voisin} est donné pour voisin, mais ne le rend pas.")
    lien = Departement.voisins.through
    voulus = {(un, autre) for un, autres in codes.items() for autre in autres}
    actuels = set(lien._default_manager.values_list("from_departement_id", "to_departement_id"))
    ajoutes = [lien(from_departement_id=un, to_departement_id=autre) for un, autre in sorted(voulus - actuels)]
    lien._default_manager.bulk_create(ajoutes)
    for un, autre in actuels - voulus:
        lien._default_manager.filter(from_departement_id=un, to_departement_id=autre).delete()
    changes = {un for un, _ in voulus ^ actuels}
    dits = {*bilan.ajoutes, *bilan.modifies}
    bilan.modifies += [str(d) for d in Departement.objects.filter(code__in=changes) if str(d) not in dits]


def _communes(fichier: Fichier) -> list[Bilan]:
    departements = _par(Departement, "code")

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
                    "departement_id": exiger(departements, ligne["departement"], ligne, "le département").code,
                    "latitude": ligne.reel("latitude", 90),
                    "longitude": ligne.reel("longitude", 180),
                    "population": ligne.entier("population"),
                    "arrondissement": ligne["arrondissement"] == "1",
                },
            )

    return [synchroniser(Commune, _par(Commune, "code_insee"), voulus())]


def _competences(fichier: Fichier) -> list[Bilan]:
    themes = _par(Theme, "code")
    noms: dict[str, str] = {}

    def voulus() -> Iterator[Voulu]:
        for ligne in fichier.lignes:
            synonymes = ligne.liste("synonymes")
            for nom in {normaliser(n) for n in [ligne["nom"], *synonymes]}:
                if nom in noms:
                    raise ligne.refuser(f"« {nom} » désigne déjà « {noms[nom]} ».")
                noms[nom] = ligne["nom"]
            theme = exiger(themes, ligne["theme"], ligne, "le thème")
            valeurs = {"theme_id": theme.pk, "code": ligne["code"], "nom": ligne["nom"], "synonymes": synonymes}
            yield Voulu(ligne, ligne["code"], valeurs | {"retiree": False})

    return [synchroniser(Competence, _par(Competence, "code"), voulus(), "retiree")]


def _metiers(fichier: Fichier) -> list[Bilan]:
    entete = fichier.entete
    valeurs = {cle: entete[cle] for cle in ("code", "nom", "source", "version")} | {"date": fichier.date}
    existant = {r.code: r for r in Referentiel.objects.filter(code=entete["code"])}
    bilans = [synchroniser(Referentiel, existant, [Voulu(fichier.lignes[0], entete["code"], valeurs)])]
    referentiel = Referentiel.objects.get(code=entete["code"])
    meres = _familles(fichier, referentiel, "famille", bilans)
    filles = _familles(fichier, referentiel, "sous_famille", bilans, meres)
    voulus = (
        Voulu(
            ligne,
            ligne["code"],
            {
                "referentiel_id": referentiel.pk,
                "famille_id": (filles if ligne["sous_famille"] else meres)[_code_famille(ligne)].pk,
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
    bilans.append(synchroniser(Metier, {m.code: m for m in referentiel.metiers.all()}, voulus, "retire"))
    return bilans


def _code_famille(ligne: Ligne) -> str:
    return slugify(f"{ligne['famille']} {ligne['sous_famille']}".strip())


def _familles(
    fichier: Fichier, referentiel: Referentiel, niveau: str, bilans: list[Bilan], meres: dict | None = None
) -> dict[str, FamilleMetier]:
    """Load the families (or, given these, the sub-families) that the métiers name, in their order."""
    voulus: dict[str, Voulu] = {}
    for ligne in fichier.lignes:
        code = _code_famille(ligne) if meres else slugify(ligne["famille"])
        if ligne[niveau] and code not in voulus:
            mere = meres[slugify(ligne["famille"])].pk if meres else None
            valeurs = {"referentiel_id": referentiel.pk, "parent_id": mere, "code": code, "nom": ligne[niveau]}
            voulus[code] = Voulu(ligne, code, valeurs | {"ordre": len(voulus) + 1})
    familles = referentiel.familles.filter(parent__isnull=meres is None)
    bilans.append(synchroniser(FamilleMetier, {f.code: f for f in familles}, voulus.values()))
    return {f.code: f for f in familles.all()}


def _appellations(fichier: Fichier) -> list[Bilan]:
    metiers = {m.code: m for m in Metier.objects.filter(referentiel__code=fichier.entete["referentiel"])}
    existants = {
        (a.metier_id, a.libelle_normalise): a
        for a in Appellation.objects.filter(metier__referentiel__code=fichier.entete["referentiel"])
    }

    def voulus() -> Iterator[Voulu]:
        for ligne in fichier.lignes:
            metier = exiger(metiers, ligne["metier"], ligne, "le métier")
            if ligne["genre"] not in GenreAppellation.values:
                raise ligne.refuser(f"genre : « {ligne['genre']} » n’est pas {', '.join(GenreAppellation.values)}.")
            valeurs = {"metier_id": metier.pk, "libelle": ligne["libelle"], "genre": ligne["genre"]}
            yield Voulu(ligne, (metier.pk, normaliser(ligne["libelle"])), valeurs)

    return [synchroniser(Appellation, existants, voulus())]


def _entreprises(fichier: Fichier) -> list[Bilan]:
    """Load the companies. The file completes what people typed; it never overwrites their sector, SIREN or names."""
    secteurs = _par(SecteurActivite, "code")
    existants = _par(Entreprise, "nom_normalise")
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


FICHIERS = [
    Chargeur("regions.csv", "code nom", _regions),
    Chargeur("departements.csv", "code nom region latitude longitude voisins", _departements, "voisins"),
    Chargeur(
        "communes.csv",
        "code_insee nom codes_postaux departement latitude longitude population arrondissement",
        _communes,
        "codes_postaux",
    ),
    Chargeur("themes.csv", "code nom", lambda f: _ranger(Theme, f)),
    Chargeur("competences.csv", "theme code nom synonymes", _competences, "synonymes"),
    Chargeur(
        "metiers_informatique.csv",
        "famille sous_famille code nom codes_rome resume",
        _metiers,
        "sous_famille codes_rome resume",
        "code nom",
    ),
    Chargeur("appellations_informatique.csv", "metier libelle genre", _appellations, "", "referentiel"),
    Chargeur("secteurs.csv", "code nom", lambda f: _ranger(SecteurActivite, f)),
    Chargeur("entreprises.csv", "secteur nom autres_noms siren", _entreprises, "autres_noms siren"),
]
