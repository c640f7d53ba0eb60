"""Which file fills which table. The order matters: a file may only refer to those before it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import IntegrityError, connection, transaction

from referentiels.chargement import competences, metiers, profil, societes, territoires
from referentiels.chargement.lecture import Fichier, FichierRefuse, lire
from referentiels.chargement.outils import ranger
from referentiels.chargement.synchronisation import Bilan
from referentiels.models import Edition, SecteurActivite, Theme

DOSSIER = Path(__file__).resolve().parent.parent / "donnees"


@dataclass(frozen=True)
class Chargeur:
    """How one file is read and loaded. A name with `*` stands for one file a référentiel; `rang`: its place."""

    nom: str
    colonnes: str
    appliquer: Callable[[Fichier], list[Bilan]]
    facultatives: str = ""
    entete: str = ""
    rang: int = 0


CHARGEURS = [
    Chargeur("regions.csv", "code nom", territoires.regions),
    Chargeur("departements.csv", "code nom region latitude longitude voisins", territoires.departements, "voisins"),
    Chargeur(
        "communes.csv",
        "code_insee nom codes_postaux departement latitude longitude population arrondissement",
        territoires.communes,
        "codes_postaux",
    ),
    Chargeur("themes.csv", "code nom", lambda f: ranger(Theme, f)),
    Chargeur(
        "competences.csv",
        "theme code nom synonymes noms_ambigus contexte",
        competences.competences,
        "synonymes noms_ambigus contexte",
    ),
    Chargeur(
        "classes_technologies.csv",
        "code parent nom roles competences",
        competences.classes,
        "parent roles competences",
    ),
    Chargeur(
        "metiers_*.csv",
        "domaine famille sous_famille code nom codes_rome resume",
        metiers.metiers,
        "domaine sous_famille codes_rome resume",
        "code nom",
    ),
    Chargeur("appellations_*.csv", "metier libelle genre table", metiers.appellations, "table", "referentiel"),
    Chargeur(
        "acces_*.csv",
        "metier niveau_min niveau_max experience_min experience_max formations precision",
        metiers.acces,
        "niveau_min niveau_max experience_min experience_max formations precision",
        "referentiel",
    ),
    Chargeur("contenus_*.csv", "metier genre libelle", metiers.contenus, "", "referentiel"),
    Chargeur("passerelles_*.csv", "metier sens cible libelle", metiers.passerelles, "cible", "referentiel"),
    Chargeur("comportements.csv", "groupe code nom", profil.comportements),
    Chargeur("zones_mobilite.csv", "code nom", profil.zones),
    Chargeur("frequences_mobilite.csv", "code nom", profil.frequences),
    Chargeur("tranches_experience.csv", "code nom minimum maximum", profil.tranches, "maximum"),
    Chargeur("secteurs.csv", "code nom", lambda f: ranger(SecteurActivite, f)),
    Chargeur("entreprises.csv", "secteur nom autres_noms siren", societes.entreprises, "autres_noms siren"),
]


def chargeurs(dossier: Path = DOSSIER) -> list[Chargeur]:
    """The loaders of a folder, in order: a starred one once a file found; the others always, missing or not."""
    return [precis for chargeur in CHARGEURS for precis in _preciser(chargeur, dossier)]


def _preciser(chargeur: Chargeur, dossier: Path) -> list[Chargeur]:
    if "*" not in chargeur.nom:
        return [chargeur]
    return [replace(chargeur, nom=chemin.name) for chemin in sorted(dossier.glob(chargeur.nom))]


def chargeur_de(chemin: Path) -> Chargeur:
    """The loader of one file, by its name.

    Raises:
        FichierRefuse: no loader reads a file of this name.
    """
    for rang, chargeur in enumerate(CHARGEURS):
        if chemin.match(chargeur.nom):
            return replace(chargeur, nom=chemin.name, rang=rang)
    noms = ", ".join(chargeur.nom for chargeur in CHARGEURS)
    raise FichierRefuse(f"aucun référentiel ne se lit dans un fichier de ce nom. Noms attendus : {noms}.")


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
            bilans = chargeur.appliquer(fichier)
            _noter_edition(chargeur.nom, dossier, fichier)
            return bilans
    except IntegrityError as erreur:
        raise FichierRefuse(f"la base refuse une ligne : {erreur}") from erreur


def _noter_edition(nom: str, dossier: Path, fichier: Fichier) -> None:
    """Remember which edition was loaded; an unchanged file writes nothing."""
    lue = {
        "source": fichier.entete["source"],
        "version": fichier.entete["version"],
        "date": fichier.date,
        "lignes": len(fichier.lignes),
        "empreinte": hashlib.sha256((dossier / nom).read_bytes()).hexdigest(),
    }
    if not Edition.objects.filter(fichier=nom, **lue).exists():
        Edition.objects.update_or_create(fichier=nom, defaults=lue)
