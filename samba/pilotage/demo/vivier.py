"""Demo evaluations, situations, references and training links, written by COPY with their freelances."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db import connection
from django.utils import timezone

from freelances.enums import Classification
from freelances.evaluation.enums import (
    EtatEvaluation,
    MotifMetier,
    NatureSituation,
    OccupationSansEmploi,
    SensComportement,
    TypeContrat,
    TypeEntreprise,
)
from freelances.formations.enums import LienCandidat
from freelances.models import (
    ActionFormation,
    ComportementNote,
    Evaluation,
    LienFormation,
    MetierActuel,
    MobiliteZone,
    Reference,
    Situation,
)
from referentiels.models import Comportement, FrequenceMobilite, TrancheExperience, ZoneMobilite
from samba.comptes.enums import Role
from samba.comptes.models import Utilisateur
from samba.pilotage.demo import personnes
from samba.pilotage.demo.copie import copier, reserver_cles

PART_PUBLIEE = 0.6
TJMS = (350, 400, 450, 500, 600)
NIVEAUX = ("bac_2", "bac_3", "bac_3", "bac_4", "bac_5", "bac_5", "bac_5", "superieur_bac_5")
AVIS_REFERENCES = (
    "Autonome, livre à l’heure, ne laisse rien traîner.",
    "Très bon technicien, à l’aise avec les métiers.",
    "A repris un existant difficile sans bruit. On le reprendrait.",
    "Sérieux ; un peu discret en réunion.",
    "Bonne pédagogie avec les plus jeunes de l’équipe.",
)
NOTES = (
    "Entretien clair et préparé. Cherche une mission longue, proche de chez lui.",
    "Parcours solide, exemples précis. Anglais technique correct.",
    "À l’aise à l’oral. Veut quitter la maintenance pour la conception.",
    "Bases réelles, pratique encore courte : une formation l’amènerait au niveau.",
    "",
)


@dataclass
class Vivier:
    """What evaluations are made of: keys of the closed lists, who evaluates, who submits, what is taught."""

    qualifieurs: list[int] = field(default_factory=list)
    appelants: list[int] = field(default_factory=list)
    partenaires: list[int] = field(default_factory=list)
    actions: list[int] = field(default_factory=list)
    tranches: list[tuple[int, int, int]] = field(default_factory=list)
    comportements: list[int] = field(default_factory=list)
    zones: list[int] = field(default_factory=list)
    frequences: list[int] = field(default_factory=list)


def lire_vivier(equipe: Sequence[Utilisateur], partenaires: Sequence[int]) -> Vivier:
    """Read the closed lists once."""
    return Vivier(
        qualifieurs=[p.pk for p in equipe if p.role == Role.QUALIFIEUR],
        appelants=[p.pk for p in equipe if p.role in {Role.COMMERCIAL, Role.MANAGER}],
        partenaires=list(partenaires),
        actions=list(ActionFormation.objects.order_by("pk").values_list("pk", flat=True)),
        tranches=[(t.pk, t.minimum, t.maximum or 99) for t in TrancheExperience.objects.all()],
        comportements=list(Comportement.objects.values_list("pk", flat=True)),
        zones=list(ZoneMobilite.objects.values_list("pk", flat=True)),
        frequences=list(FrequenceMobilite.objects.values_list("pk", flat=True)),
    )


@dataclass
class Sujet:
    """What a demo freelance tells of itself to be evaluated. `competences`: (theme, name, level)."""

    cle: int
    annees: int
    departement: str
    metiers: list[int]
    competences: list[tuple[str, str, int]]
    cree_le: datetime
    disponible: bool


class Dossier:
    """The evaluation of one freelance, with the rows of every table."""

    def __init__(self, hasard: random.Random, sujet: Sujet, vivier: Vivier) -> None:
        self.hasard, self.sujet, self.vivier = hasard, sujet, vivier
        self.aujourdhui = timezone.localdate()
        self.publie = bool(vivier.qualifieurs) and hasard.random() < PART_PUBLIEE
        self.classification, self.publie_le = "", None
        if self.publie:
            adaptable = sujet.annees <= 3 and hasard.random() < 0.7
            self.classification = Classification.ADAPTABLE if adaptable else Classification.EMPLOYABLE
            jours = min(hasard.randrange(1, 720), max(1, (timezone.now() - sujet.cree_le).days))
            jour = self.aujourdhui - timedelta(days=jours)
            self.publie_le = timezone.make_aware(datetime.combine(jour, time(9 + hasard.randrange(9), 5)))
        self.partenaire = hasard.choice(vivier.partenaires) if vivier.partenaires and hasard.random() < 0.35 else None

    # --- Rows ------------------------------------------------------------------------------------------------------
    def evaluation(self, cle: int) -> tuple[Any, ...]:
        """The row of `Evaluation`, in the order of `CHAMPS`."""
        hasard, sujet = self.hasard, self.sujet
        auteur = hasard.choice(self.vivier.qualifieurs)
        entretien = self.publie_le.date() - timedelta(days=hasard.randrange(0, 20)) if self.publie_le else None
        demenage = hasard.random() < 0.2
        salaire, rang = hasard.choice((30, 35, 40, 45, 50)), hasard.randrange(1, len(TJMS))
        return (
            cle, 1, self.publie_le, self.publie_le, sujet.cle, 1, EtatEvaluation.PUBLIEE, auteur, auteur,
            self.publie_le, entretien, sujet.departement, self.classification, hasard.choice(NOTES), "",
            *self._avis(), json.dumps(self._competences_vues(), ensure_ascii=False), demenage,
            self._tranche(sujet.annees), self._tranche(hasard.choice((0, 0, 1, 2, 4))),
            self.aujourdhui - timedelta(days=hasard.randrange(20, 400)),
            self._tranche(hasard.choice((0, 0, 0, 1, 2))),
            hasard.sample(OccupationSansEmploi.values, hasard.randrange(0, 3)),
            hasard.choice((None, None, 6, 12)) if sujet.annees <= 2 else None,
            hasard.choice(NIVEAUX), "", hasard.choice(("BTS SIO", "Licence professionnelle", "Master", "Ingénieur", "")), "",
            hasard.sample(("ITIL 4", "PSM I", "AWS Cloud Practitioner", "Habilitation électrique BR"), hasard.randrange(0, 3)),
            hasard.sample(TypeEntreprise.values, hasard.randint(1, 3)), [TypeContrat.PRESTATION.value, *hasard.sample((TypeContrat.CDI.value, TypeContrat.CDD.value), hasard.randrange(0, 2))],
            hasard.choice((60, 80, 100, 100, 100)), salaire, salaire, max(30, salaire - 5), TJMS[rang], TJMS[rang], TJMS[rang - 1],
        )  # fmt: skip

    CHAMPS = (
        "id", "version", "cree_le", "modifie_le", "freelance", "numero", "etat", "auteur", "publiee_par",
        "publiee_le", "entretien_le", "bassin", "classification", "notes", "motif_retrait",
        "avis_competences", "avis_comportement", "avis_experience", "avis_qualification", "avis_projet",
        "competences_vues", "demenagement", "experience_numerique", "experience_hors_numerique",
        "fin_dernier_emploi", "duree_sans_emploi", "occupations", "mois_stage", "niveau_valide", "niveau_non_valide",
        "diplome_numerique", "diplome_hors_numerique", "habilitations", "types_entreprise", "contrats",
        "taux_disponibilite", "salaire_dernier", "salaire_souhaite", "salaire_minimum", "tjm_dernier",
        "tjm_souhaite", "tjm_minimum",
    )  # fmt: skip

    def _avis(self) -> tuple[int, ...]:
        """Five levels around what the years and the verdict suggest."""
        base = 3 if self.classification == Classification.ADAPTABLE else 5
        return tuple(min(6, max(1, base + self.hasard.choice((-1, 0, 0, 1)))) for _ in range(5))

    def _competences_vues(self) -> list[dict[str, Any]]:
        return [{"theme": theme, "nom": nom, "niveau": niveau} for theme, nom, niveau in sorted(self.sujet.competences)]

    def _tranche(self, annees: int) -> int | None:
        return next((cle for cle, bas, haut in self.vivier.tranches if bas <= annees < haut), None)

    def metiers(self, cle: int) -> list[tuple[Any, ...]]:
        """Métiers actuels."""
        motif = MotifMetier.FORME if self.sujet.annees <= 1 else MotifMetier.EXERCE
        return [(cle, metier, motif) for metier in self.sujet.metiers]

    def comportements(self, cle: int) -> list[tuple[Any, ...]]:
        """Two or three traits."""
        choisis = self.hasard.sample(self.vivier.comportements, min(3, len(self.vivier.comportements)))
        sens = (SensComportement.ATOUT, SensComportement.ATOUT, SensComportement.POINT_FAIBLE)
        return [(cle, trait, un) for trait, un in zip(choisis, sens, strict=False)]

    def mobilites(self, cle: int) -> list[tuple[Any, ...]]:
        """The nearer, the more often."""
        lignes, rang = [], len(self.vivier.frequences) - 1
        for zone in self.vivier.zones:
            lignes.append((cle, zone, self.vivier.frequences[max(0, rang)]))
            rang -= self.hasard.randrange(0, 3)
        return lignes

    def situations(self) -> list[tuple[Any, ...]]:
        """One or two, the last of which agrees with the availability."""
        debut = self.aujourdhui - timedelta(days=self.hasard.randrange(200, 900))
        lignes: list[tuple[Any, ...]] = []
        if self.hasard.random() < 0.4:
            lignes.append((self.sujet.cle, NatureSituation.EN_CDI, debut, None, "", timezone.now()))
        depuis = self.aujourdhui - timedelta(days=self.hasard.randrange(1, 200))
        if self.sujet.disponible:
            lignes.append((self.sujet.cle, NatureSituation.EN_RECHERCHE, depuis, None, "", timezone.now()))
        else:
            fin = self.aujourdhui + timedelta(days=self.hasard.randrange(-10, 240))
            lignes.append((self.sujet.cle, NatureSituation.EN_MISSION, depuis, max(fin, depuis), "", timezone.now()))
        return lignes

    def liens(self) -> list[tuple[Any, ...]]:
        """Those who are adaptable look at a training, the others hardly."""
        part = 0.5 if self.classification == Classification.ADAPTABLE else 0.03
        if not self.vivier.actions or self.hasard.random() > part:
            return []
        lien = self.hasard.choices(LienCandidat.values, (50, 25, 15, 10))[0]
        jour = self.aujourdhui - timedelta(days=self.hasard.randrange(1, 180))
        return [(self.sujet.cle, self.hasard.choice(self.vivier.actions), lien, jour)]

    def references(self, societe: str) -> list[tuple[Any, ...]]:
        """Somebody to call; half of them were called, by a commercial."""
        if self.hasard.random() > 0.35 or not self.vivier.appelants:
            return []
        nom = f"{personnes.prenom(self.hasard)} {personnes.nom_de_famille(self.hasard)}"
        appelee: date | None = None
        if self.hasard.random() < 0.5:
            appelee = self.aujourdhui - timedelta(days=self.hasard.randrange(1, 300))
        par = self.hasard.choice(self.vivier.appelants) if appelee else None
        avis = self.hasard.choice(AVIS_REFERENCES) if appelee else ""
        return [(self.sujet.cle, nom, societe, personnes.telephone(self.hasard), "", appelee, par, avis)]


def ecrire_dossiers(dossiers: Sequence[Dossier], societes: Sequence[str]) -> None:
    """Write the rows of a batch, `societes` being an employer of each; the search rows are refreshed by the caller."""
    publies = [dossier for dossier in dossiers if dossier.publie]
    cles = reserver_cles(Evaluation, len(publies)) if publies else []
    paires = list(zip(publies, cles, strict=True))
    copier(Evaluation, Dossier.CHAMPS, (dossier.evaluation(cle) for dossier, cle in paires))
    copier(MetierActuel, ("evaluation", "metier", "motif"), (x for d, cle in paires for x in d.metiers(cle)))
    copier(
        ComportementNote, ("evaluation", "comportement", "sens"), (x for d, cle in paires for x in d.comportements(cle))
    )
    copier(MobiliteZone, ("evaluation", "zone", "frequence"), (x for d, cle in paires for x in d.mobilites(cle)))
    copier(
        Situation,
        ("freelance", "nature", "depuis", "fin", "precision", "cree_le"),
        (ligne for dossier in dossiers for ligne in dossier.situations()),
    )
    copier(
        LienFormation,
        ("freelance", "action", "lien", "depuis"),
        (ligne for dossier in publies for ligne in dossier.liens()),
    )
    champs = ("freelance", "nom", "societe", "telephone", "email", "appelee_le", "appelee_par", "avis")
    references = (ligne for d, societe in zip(dossiers, societes, strict=True) for ligne in d.references(societe))
    copier(Reference, champs, references)


# Rates that were asked before: steps (share of the time since the creation, distance to today's rate in euros).
PALIERS = ((0.0, -70), (0.45, -40), (0.8, 0))


def vieillir_les_tjm(cles: Sequence[int]) -> None:
    """Give these freelances a past: the history says that they were created when the file says, and asked for less.

    Only the demo rewrites history: its rows are made today and pretend to be years old.
    """
    table: Any = apps.get_model("freelances", "FreelanceEvent")
    colonnes = [
        c.column for c in table._meta.concrete_fields if c.name not in {"pgh_id", "pgh_created_at", "pgh_label", "tjm"}
    ]
    noms = ", ".join(f'"{colonne}"' for colonne in colonnes)
    evenements = table._meta.db_table
    with connection.cursor() as curseur:
        for part, ecart in PALIERS[1:]:
            curseur.execute(
                f"INSERT INTO {evenements} ({noms}, pgh_created_at, pgh_label, tjm)"  # noqa: S608 - ours
                f" SELECT {noms}, cree_le + (now() - cree_le) * %s, 'update', greatest(tjm + %s, 100)"
                f" FROM {evenements} WHERE pgh_obj_id = ANY(%s) AND pgh_label = 'insert' AND tjm IS NOT NULL",
                [part, ecart, list(cles)],
            )
        curseur.execute(
            f"UPDATE {evenements} SET pgh_created_at = cree_le, tjm = greatest(tjm + %s, 100)"  # noqa: S608 - ours
            " WHERE pgh_obj_id = ANY(%s) AND pgh_label = 'insert'",
            [PALIERS[0][1], list(cles)],
        )
