"""Profiles whose truth is known: what each text holds that must go, and the words that must stay."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from freelances.models import Experience, FormationSuivie, Freelance, FreelanceCompetence, Reference
from referentiels.models import Competence, Entreprise
from samba.pilotage.banc_cv import pieges
from samba.pilotage.demo import personnes


@dataclass
class Verite:
    """What the generator knows of one profile.

    `secrets`: (kind, as written) that must not be in the CV; `utiles`: words that must; `demandes`: what no machine
    can settle, of which a question is expected (somebody named, a company that no table knows).
    """

    prenom: str
    nom: str
    secrets: list[tuple[str, str]] = field(default_factory=list)
    utiles: list[str] = field(default_factory=list)
    demandes: list[str] = field(default_factory=list)


@dataclass
class Cas:
    """One profile, written in the base, and its truth."""

    freelance: Freelance
    verite: Verite


class Generateur:
    """Makes profiles in the current base; the caller rolls back. Same seed, same profiles."""

    def __init__(self, graine: int = 1) -> None:
        self.hasard = random.Random(graine)  # noqa: S311 - chance that can be replayed
        connues = Entreprise.objects.filter(secteur__isnull=False).exclude(nom__regex=r"^.{1,2}$").order_by("pk")
        self.entreprises = list(connues)
        self.competences = list(Competence.objects.order_by("pk")[:400])
        if not self.entreprises or not self.competences:
            raise LookupError("Les référentiels sont vides : lancez d’abord charger_referentiels.")

    def cas(self, numero: int) -> Cas:
        """The profile of this rank: the trapped names first, then as many made-up ones."""
        hasard = self.hasard
        if numero % 2 == 0:
            prenom, nom = pieges.NOMS[numero // 2 % len(pieges.NOMS)]
        else:
            prenom, nom = personnes.prenom(hasard), personnes.nom_de_famille(hasard)
        return _Profil(hasard, numero, Verite(prenom, nom), self.entreprises, self.competences).ecrire()


class _Profil:
    def __init__(
        self,
        hasard: random.Random,
        numero: int,
        verite: Verite,
        entreprises: list[Entreprise],
        competences: list[Competence],
    ) -> None:
        self.hasard, self.numero, self.verite = hasard, numero, verite
        self.chiffres = personnes.telephone(hasard)[3:]
        self.adresse = personnes.courriel(verite.prenom, verite.nom, numero)
        self.employeurs = hasard.sample(entreprises, hasard.randint(2, 4))
        self.savoirs = hasard.sample(competences, 6)
        self.employeur = self.employeurs[0]
        self.annee = hasard.randint(1962, 1999)

    # --- What identifies ----------------------------------------------------------------------------------------------
    def dire(self, genre: str) -> str:
        """Something of this kind, as people write it."""
        h, v = self.hasard, self.verite
        age = 2026 - self.annee
        jour = f"{h.randint(1, 28):02d}/{h.randint(1, 12):02d}/{self.annee}"
        jour = h.choice([jour, jour.replace("/", "."), jour.replace("/", "-"), f"{h.randint(2, 28)} mars {self.annee}"])
        pseudo = pieges.sans_accents(f"{v.prenom[0]}{v.nom}").lower().replace(" ", "").replace("’", "").replace("-", "")
        pseudo = h.choice([f"{pseudo}{self.annee % 100}", f"{pseudo}-dev", f"@{pseudo}_it", f"{pseudo}.{self.numero}"])
        match genre:
            case "telephone":
                ecrit = pieges.telephone_ecrit(h, self.chiffres) if h.random() < 0.8 else h.choice(pieges.ETRANGERS)
            case "courriel":
                ecrit = pieges.courriel_ecrit(h, self.adresse)
            case "lien":
                ecrit = h.choice(
                    [
                        f"https://www.linkedin.com/in/{pseudo.strip('@')}",
                        f"linkedin.com/in/{pseudo.strip('@')}",
                        f"www.{pseudo.strip('@').replace('_', '-')}.fr",
                        f"github.com/{pseudo.strip('@')}",
                        f"malt.fr/profile/{pseudo.strip('@')}",
                        f"hxxps://{pseudo.strip('@')}.example",
                        f"{pseudo.strip('@')}.dev",
                    ]
                )
            case "pseudo":
                ecrit = pseudo
            case "nom":
                ecrit = pieges.ecritures_du_nom(h, v.prenom, v.nom)
            case "initiales":
                ecrit = h.choice(
                    [f"{v.prenom[0]}.{v.nom[0]}.", f"{v.prenom[0]}. {v.nom[0]}.", f"{v.prenom[0]}{v.nom[0]} :"]
                )
            case "adresse":
                ecrit = h.choice(pieges.RUES)
            case "naissance" | "naissance_en":
                formes = pieges.NAISSANCES if genre == "naissance" else pieges.NAISSANCES_EN
                ecrit = h.choice(formes).format(d=jour, a=self.annee)
            case "age":
                ecrit = h.choice(pieges.AGES).format(n=age)
            case "siret":
                ecrit = h.choice(["SIRET {s}", "Siret : {s}", "SIREN n° {n}"]).format(
                    s=personnes.siret(self.numero), n=personnes.siret(self.numero)[:9]
                )
            case "societe":
                ecrit = self._societe()
            case "tiers":
                ecrit = h.choice(pieges.TIERS)
                v.demandes.append(ecrit)
            case _:
                table = {
                    "nationalite": pieges.NATIONALITES,
                    "nationalite_en": pieges.NATIONALITES_EN,
                    "famille": pieges.FAMILLES,
                    "famille_en": pieges.FAMILLES_EN,
                }
                ecrit = h.choice(table[genre])
        v.secrets.append((genre.removesuffix("_en"), ecrit))
        return ecrit

    def _societe(self) -> str:
        """The employer by its name, an alias, in capitals or glued; now and then a company that nobody knows."""
        h = self.hasard
        if h.random() < 0.04:
            ecrit = h.choice(pieges.INCONNUES)
            self.verite.demandes.append(ecrit)
            return ecrit
        nom = h.choice([self.employeur.nom, self.employeur.nom, *self.employeur.aliases])
        return h.choice([nom, nom, nom.upper(), pieges.sans_accents(nom)])

    def phrase(self, gabarit: str) -> str:
        """The sentence with its secrets; the rest of its words joins what must stay."""
        self.verite.utiles += re.sub(r"\{\w+\}", " ", gabarit).split()
        return re.sub(r"\{(\w+)\}", lambda m: self.dire(m.group(1)), gabarit)

    # --- The profile --------------------------------------------------------------------------------------------------
    def ecrire(self) -> Cas:
        """Write the rows."""
        h, v = self.hasard, self.verite
        titre = h.choice(
            ["Développeur Java senior", "Chef de projet", "Ingénieur DevOps", "Data engineer", "Business analyst"]
        )
        v.utiles += titre.split()
        if h.random() < 0.3:
            titre = f"{self.dire('nom')} – {titre}"
        resume = [self.phrase(g) for g in h.sample(pieges.IDENTITE, h.randint(3, 7))] + [
            self.phrase(h.choice(pieges.UTILE))
        ]
        h.shuffle(resume)
        freelance = Freelance.objects.create(
            prenom=v.prenom,
            nom=v.nom,
            email=self.adresse,
            telephone=f"+33{self.chiffres}",
            titre=titre[:160],
            resume=h.choice(["\n", ". ", "\n- ", " | "]).join(resume),
            experience_annees=h.randint(2, 30),
            siret=personnes.siret(self.numero),
            code_postal="75011",
            ville="Paris",
        )
        for competence in self.savoirs:
            FreelanceCompetence.objects.create(freelance=freelance, competence=competence, niveau=h.randint(1, 3))
        fin: date | None = None
        for employeur in self.employeurs:
            self.employeur = employeur
            lignes = [self.phrase(g) for g in h.sample(pieges.TRAVAIL, h.randint(1, 3))]
            lignes += [self.phrase(g) for g in h.sample(pieges.UTILE, h.randint(2, 5))]
            h.shuffle(lignes)
            debut = (fin or date(2026, 9, 1)) - timedelta(days=h.randint(200, 900))
            Experience.objects.create(
                freelance=freelance,
                entreprise=employeur,
                role="Consultant",
                debut=debut,
                fin=fin,
                description=h.choice(["- ", "• ", ""]) + h.choice(["\n- ", "\n", "\n• "]).join(lignes),
            )
            fin = debut - timedelta(days=20)
        FormationSuivie.objects.create(
            freelance=freelance,
            intitule="Master informatique",
            etablissement="Université de Lyon",
            annee=self.annee + 23,
        )
        if h.random() < 0.5:
            Reference.objects.create(freelance=freelance, nom=h.choice(pieges.TIERS), societe="")
        return Cas(freelance, v)
