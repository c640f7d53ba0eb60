"""Demo freelances, with profile, history and CV text, written by COPY batch after batch."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from freelances.enums import Disponibilite, EtatLecture, Facturation, Teletravail
from freelances.models import (
    CV,
    Experience,
    FormationSuivie,
    Freelance,
    FreelanceCompetence,
    FreelanceMetier,
    LangueParlee,
)
from samba.documents.models import Document
from samba.pilotage.demo import personnes
from samba.pilotage.demo.copie import copier, reserver_cles
from samba.pilotage.demo.gisements import ARCHETYPES, CERTIFICATIONS, ECOLES, Archetype
from samba.pilotage.demo.referentiel import Referentiel
from samba.pilotage.demo.vivier import Dossier, Sujet, Vivier, ecrire_dossiers, vieillir_les_tjm

LOT = 2_000
# PostgreSQL does most of the work (history, search row, foreign keys), each connection on one core.
ENSEMBLE = 2
Avancer = Callable[[int], None]


@dataclass(frozen=True)
class _Lot:
    """A batch, with its own chance: whoever writes it, and when, it is the same."""

    hasard: random.Random
    debut: int
    cles: list[int]


def peupler_freelances(
    hasard: random.Random, nombre: int, referentiel: Referentiel, vivier: Vivier, avancer: Avancer
) -> None:
    """Write `nombre` freelances. Each batch is one transaction; its search rows are refreshed in one call.

    Two batches are written together, unless a single one or the caller's transaction makes it one connection's work.
    """
    lots = [
        _Lot(random.Random(hasard.getrandbits(64)), debut, reserver_cles(Freelance, min(LOT, nombre - debut)))
        for debut in range(0, nombre, LOT)
    ]
    faits = 0
    for lot in _ecrits(lots, referentiel, vivier):
        faits += len(lot.cles)
        avancer(faits)


def _ecrits(lots: list[_Lot], referentiel: Referentiel, vivier: Vivier) -> Iterator[_Lot]:
    """Write the batches, and give each of them once it is written."""
    if len(lots) == 1 or connection.in_atomic_block:
        for lot in lots:
            yield _ecrire_lot(lot, referentiel, vivier)
        return
    with ThreadPoolExecutor(ENSEMBLE) as ensemble:
        taches = [ensemble.submit(_ecrire_a_part, lot, referentiel, vivier) for lot in lots]
        try:
            for tache in as_completed(taches):
                yield tache.result()
        except BaseException:
            ensemble.shutdown(cancel_futures=True)
            raise


def _ecrire_a_part(lot: _Lot, referentiel: Referentiel, vivier: Vivier) -> _Lot:
    """In a thread, whose connection is its own."""
    try:
        return _ecrire_lot(lot, referentiel, vivier)
    finally:
        connection.close()


@transaction.atomic
def _ecrire_lot(lot: _Lot, referentiel: Referentiel, vivier: Vivier) -> _Lot:
    with connection.cursor() as curseur:
        curseur.execute("SET LOCAL samba.recherche_differee = on")
    fiches = [_Fiche(lot.hasard, cle, lot.debut + rang, referentiel, vivier) for rang, cle in enumerate(lot.cles)]
    copier(Freelance, _Fiche.CHAMPS, (fiche.ligne() for fiche in fiches))
    if lot.debut == 0:
        vieillir_les_tjm(lot.cles)
    copier(FreelanceCompetence, ("freelance", "competence", "niveau"), _plat(fiches, "competences"))
    copier(FreelanceMetier, ("freelance", "metier", "principal"), _plat(fiches, "metiers"))
    copier(LangueParlee, ("freelance", "langue", "niveau"), _plat(fiches, "langues"))
    copier(
        FormationSuivie,
        ("freelance", "intitule", "etablissement", "annee", "niveau", "certification"),
        _plat(fiches, "formations"),
    )
    _ecrire_experiences(fiches)
    copier(Freelance.mobilites.through, ("freelance", "departement"), _plat(fiches, "mobilites"))
    _ecrire_cvs(fiches)
    ecrire_dossiers([fiche.dossier for fiche in fiches], [fiche.recits[0][0] for fiche in fiches])
    with connection.cursor() as curseur:
        curseur.execute("SELECT recherche_rafraichir(%s)", [lot.cles])
        curseur.execute("SET LOCAL samba.recherche_differee = off")
    return lot


def _plat(fiches: list[_Fiche], nom: str) -> Iterator[tuple[Any, ...]]:
    for fiche in fiches:
        yield from getattr(fiche, nom)


def _ecrire_experiences(fiches: list[_Fiche]) -> None:
    lignes = list(_plat(fiches, "experiences"))
    cles = reserver_cles(Experience, len(lignes))
    champs = ("id", "freelance", "entreprise", "role", "debut", "fin", "description")
    copier(Experience, champs, ((cle, *ligne[:-1]) for cle, ligne in zip(cles, lignes, strict=True)))
    liens = ((cle, competence) for cle, ligne in zip(cles, lignes, strict=True) for competence in ligne[-1])
    copier(Experience.competences.through, ("experience", "competence"), liens)


def _ecrire_cvs(fiches: list[_Fiche]) -> None:
    """Each CV is a real private text file, as if it had been uploaded and read."""
    avec = [fiche for fiche in fiches if fiche.texte_cv]
    cles = reserver_cles(Document, len(avec))
    maintenant = timezone.now()
    documents, cvs = [], []
    for cle, fiche in zip(cles, avec, strict=True):
        octets = fiche.texte_cv.encode()
        empreinte = hashlib.sha256(octets).hexdigest()
        nom = f"documents/{empreinte[:2]}/{empreinte[:40]}"
        chemin = Path(default_storage.path(nom))
        chemin.parent.mkdir(parents=True, exist_ok=True)
        chemin.write_bytes(octets)
        documents.append(
            (cle, nom, f"CV {fiche.prenom} {fiche.nom}.txt", "text/plain", len(octets), empreinte, maintenant)
        )
        cvs.append((fiche.cle, cle, EtatLecture.LU, fiche.texte_cv, "", "", "", True, fiche.cree_le))
    champs = ("id", "fichier", "nom", "type_mime", "taille", "empreinte", "cree_le")
    copier(Document, champs, documents)
    copier(CV, ("freelance", "document", "etat", "texte", "message", "etape", "origine", "courant", "cree_le"), cvs)


class _Fiche:
    """One invented freelance, with the rows of every table."""

    CHAMPS = (
        "id", "version", "cree_le", "modifie_le", "civilite", "prenom", "nom", "email", "telephone", "titre", "resume",
        "experience_annees", "facturation", "siret", "portage", "portage_code_postal", "adresse", "code_postal", "ville",
        "departement", "latitude", "longitude", "mobile_france", "teletravail", "disponibilite", "disponible_le",
        "preavis_jours", "disponibilite_confirmee_le", "tjm", "classification", "publie_le", "partenaire",
        "derniere_sollicitation_le", "notes",
    )  # fmt: skip

    def __init__(self, hasard: random.Random, cle: int, numero: int, referentiel: Referentiel, vivier: Vivier) -> None:
        self.cle, self.numero, self.hasard, self.referentiel = cle, numero, hasard, referentiel
        self.archetype: Archetype = hasard.choices(ARCHETYPES, [a.poids for a in ARCHETYPES])[0]
        self.prenom, self.nom = personnes.prenom(hasard), personnes.nom_de_famille(hasard)
        self.annees = min(35, max(1, int(hasard.gammavariate(2.2, 4.5))))
        self.titre = hasard.choice(self.archetype.titres)
        self.aujourdhui = timezone.localdate()
        self.cree_le: datetime = timezone.now() - timedelta(
            days=hasard.randrange(1, 1500), minutes=hasard.randrange(1440)
        )
        self._savoirs()
        self._parcours()
        self._mobilites()
        self.texte_cv = self._texte() if hasard.random() < 0.9 else ""
        self.dispo = self._disponibilite()
        self.dossier = Dossier(hasard, self._sujet(), vivier)

    def _sujet(self) -> Sujet:
        niveaux = {competence: niveau for _, competence, niveau in self.competences}
        lues = [
            (self.referentiel.themes[code], self.referentiel.noms_competences[code], niveau)
            for code in self.codes
            if (niveau := niveaux.get(self.referentiel.competences[code]))
        ]
        return Sujet(
            cle=self.cle,
            annees=self.annees,
            departement=self.lieu.departement,
            metiers=[metier for _, metier, _ in self.metiers],
            competences=lues,
            cree_le=self.cree_le,
            disponible=self.dispo[0] == Disponibilite.IMMEDIATE,
        )

    def _savoirs(self) -> None:
        codes = self.archetype.competences
        coeur = list(codes[: min(4, len(codes))])
        suite = self.hasard.sample(codes[4:], min(len(codes) - 4, self.hasard.randint(3, 8)))
        self.codes = [code for code in coeur + suite if code in self.referentiel.competences]
        haut = 3 if self.annees >= 7 else 2
        self.competences = [
            (self.cle, self.referentiel.competences[code], haut if code in coeur else self.hasard.randint(1, haut))
            for code in self.codes
        ]
        metiers = [self.referentiel.metiers[code] for code in self.archetype.metiers]
        retenus = metiers[: 1 + (len(metiers) > 1 and self.hasard.random() < 0.5)]
        self.metiers = [(self.cle, metier, rang == 0) for rang, metier in enumerate(retenus)]
        self.langues = [(self.cle, "fr", "natif"), (self.cle, "en", self.hasard.choice(("B1", "B2", "B2", "C1", "C2")))]
        if self.hasard.random() < 0.18:
            self.langues.append((self.cle, self.hasard.choice(("de", "es", "it", "pt", "ar")), "B1"))

    def _parcours(self) -> None:
        fin: date | None = (
            None if self.hasard.random() < 0.35 else self.aujourdhui - timedelta(days=self.hasard.randrange(10, 200))
        )
        curseur, restant = fin or self.aujourdhui, self.annees * 12
        self.experiences: list[tuple[Any, ...]] = []
        self.recits: list[tuple[Any, ...]] = []
        while restant > 2 and len(self.experiences) < 6:
            mois = min(restant, self.hasard.randint(6, 40))
            debut = curseur - timedelta(days=mois * 30)
            entreprise, nom_entreprise = self.hasard.choice(self.referentiel.employeurs)
            actions = self.hasard.sample(self.archetype.actions, self.hasard.randint(2, 3))
            role = self.hasard.choice(self.archetype.titres)
            technos = self.hasard.sample(self.codes, min(len(self.codes), self.hasard.randint(3, 5)))
            cles = [self.referentiel.competences[code] for code in technos]
            self.experiences.append(
                (self.cle, entreprise, role, debut, fin, "\n".join(f"- {a}" for a in actions), cles)
            )
            self.recits.append((nom_entreprise, role, debut, fin, actions, technos))
            restant -= mois
            curseur = debut - timedelta(days=self.hasard.randrange(0, 60))
            fin = curseur
        intitule, ecole, niveau = self.hasard.choice(ECOLES)
        annee = self.aujourdhui.year - self.annees - 1
        self.formations: list[tuple[Any, ...]] = [(self.cle, intitule, ecole, annee, niveau, False)]
        if self.hasard.random() < 0.3:
            certification = self.hasard.choice(CERTIFICATIONS)
            self.formations.append(
                (self.cle, certification, "", self.aujourdhui.year - self.hasard.randrange(0, 6), "", True)
            )

    def _mobilites(self) -> None:
        self.lieu = self.hasard.choices(self.referentiel.lieux, self.referentiel.poids_lieux)[0]
        self.mobile_france = self.hasard.random() < 0.12
        voisins = self.referentiel.voisins.get(self.lieu.departement, [])
        garde = [] if self.mobile_france else self.hasard.sample(voisins, min(len(voisins), self.hasard.randint(0, 4)))
        self.mobilites = [(self.cle, code) for code in garde]

    def ligne(self) -> tuple[Any, ...]:
        """The row of `Freelance`, in the order of `CHAMPS`."""
        hasard = self.hasard
        facturation = hasard.choices((Facturation.SIRET, Facturation.PORTAGE, Facturation.A_DEFINIR), (62, 28, 10))[0]
        etat, disponible_le, preavis = self.dispo
        bas, haut = self.archetype.tjm
        tjm = Decimal(round(bas + (haut - bas) * min(1.0, self.annees / 18) + hasard.randint(-30, 30), -1))
        confirmee = self.aujourdhui - timedelta(days=hasard.randrange(0, 90)) if hasard.random() < 0.4 else None
        sollicite = timezone.now() - timedelta(days=hasard.randrange(1, 700)) if hasard.random() < 0.6 else None
        portage = facturation == Facturation.PORTAGE
        return (
            self.cle, 1, self.cree_le, self.cree_le, personnes.civilite(self.prenom), self.prenom, self.nom,
            personnes.courriel(self.prenom, self.nom, self.numero), personnes.telephone(hasard), self.titre,
            self._resume(), self.annees, facturation,
            personnes.siret(self.numero) if facturation == Facturation.SIRET else "",
            "Portage Horizon" if portage else "", self.lieu.code_postal if portage else "", personnes.voie(self.numero),
            self.lieu.code_postal, self.lieu.ville, self.lieu.departement, self.lieu.latitude, self.lieu.longitude, self.mobile_france,
            hasard.choice(Teletravail.values), etat, disponible_le, preavis, confirmee, tjm,
            self.dossier.classification, self.dossier.publie_le, self.dossier.partenaire, sollicite, "",
        )  # fmt: skip

    def _disponibilite(self) -> tuple[str, date | None, int | None]:
        etat = self.hasard.choices(
            (
                Disponibilite.IMMEDIATE,
                Disponibilite.EN_PRESTATION,
                Disponibilite.PREAVIS_A_DONNER,
                Disponibilite.PREAVIS_DONNE,
                Disponibilite.INDISPONIBLE,
            ),
            (38, 32, 10, 10, 10),
        )[0]
        if etat in {Disponibilite.IMMEDIATE, Disponibilite.INDISPONIBLE}:
            return etat, None, None
        preavis = self.hasard.choice((15, 30, 60, 90)) if "preavis" in etat else None
        return etat, self.aujourdhui + timedelta(days=self.hasard.randrange(5, 240)), preavis

    def _resume(self) -> str:
        annees = "an" if self.annees == 1 else "ans"
        return (
            f"{self.titre} avec {self.annees} {annees} d’expérience. "
            f"{self.hasard.choice(self.archetype.actions)}. À l’aise en équipe comme en autonomie."
        )

    def _texte(self) -> str:
        noms = self.referentiel.noms_competences
        lignes = [f"{self.prenom} {self.nom}", self.titre, f"{self.lieu.ville}", "", "COMPÉTENCES"]
        lignes.append(", ".join(noms[code] for code in self.codes))
        lignes += ["", "EXPÉRIENCE"]
        for entreprise, role, debut, fin, actions, technos in self.recits:
            periode = f"{debut:%m/%Y} – {f'{fin:%m/%Y}' if fin else 'à ce jour'}"
            lignes += [f"{periode} : {role}, {entreprise}", *(f"  • {action}" for action in actions)]
            lignes.append("  Environnement : " + ", ".join(noms[code] for code in technos))
        lignes += ["", "FORMATION", *(f"{ligne[3]} : {ligne[1]}" for ligne in self.formations)]
        return "\n".join(lignes)
