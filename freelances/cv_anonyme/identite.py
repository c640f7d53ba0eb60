"""What SAMBA knows of a person and must not tell: names, coordinates, SIRET, employers, those who vouch for them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from freelances.cv_anonyme.jetons import colle, mots
from freelances.cv_anonyme.lexique import MOTS_COURANTS, PARTICULES
from freelances.cv_anonyme.prenoms import DIMINUTIFS
from freelances.enums import ActionAnonymat
from freelances.models import Freelance

_CIVILITES = {"M", "MR", "MME", "MLLE", "MONSIEUR", "MADAME", "DR"}
NOM_COURT = 2  # "Li", "Do": alone, these letters name nobody


@dataclass(frozen=True)
class Personne:
    """A named person: the words of their first name and surname, and the forms that glue them (rmartin, rosemartin)."""

    prenom: tuple[str, ...]
    nom: tuple[str, ...]
    remplacement: str

    @property
    def parties(self) -> frozenset[str]:
        """The words that name them; particles (de, van, el…) aside."""
        surnoms = {court for mot in self.prenom for court in DIMINUTIFS.get(mot, ())}
        return frozenset({*self.prenom, *self.nom, *surnoms} - PARTICULES)

    @property
    def soudees(self) -> frozenset[str]:
        """A double first name or surname without its hyphen: JEANBAPTISTE, DELATOUR."""
        return frozenset("".join(n) for n in (self.prenom, self.nom) if len(n) > 1 and len("".join(n)) > 4)

    @property
    def initiales(self) -> frozenset[str]:
        """First letters of the first name and of the surname."""
        return frozenset(mot[0] for mot in (*self.prenom, *self.nom))

    @property
    def collees(self) -> frozenset[str]:
        """Glued forms that can only be this person's; those under five letters are left out."""
        if not self.prenom or not self.nom:
            return frozenset()
        prenom, nom = "".join(self.prenom), "".join(self.nom)
        formes = {prenom + nom, nom + prenom, prenom[0] + nom, nom + prenom[0], prenom + nom[0]}
        noms = [n for n in self.nom if n not in PARTICULES]
        formes |= {f for p in self.prenom for n in noms for f in (p + n, n + p, p[0] + n)}
        formes |= {p[0] + nom for p in self.prenom} | {"".join(p[0] for p in self.prenom) + nom}
        return frozenset(f for f in formes if len(f) > 4 and f not in MOTS_COURANTS and f not in self.parties)

    @property
    def trigramme(self) -> str:
        """Three letters as firms write them: RMA for Rose Martin."""
        return f"{self.prenom[0][:1]}{self.nom[0][:2]}" if self.prenom and self.nom else ""


@dataclass(frozen=True)
class Identite:
    """All of it, ready to be searched."""

    personne: Personne
    tiers: tuple[Personne, ...] = ()
    courriels: tuple[str, ...] = ()
    numeros: tuple[str, ...] = ()
    siret: str = ""
    ville: tuple[str, ...] = ()
    region: str = ""
    code_postal: str = ""
    employeurs: dict[int, str] = field(default_factory=dict)
    noms_employeurs: tuple[str, ...] = ()
    competences: frozenset[str] = frozenset()
    comptes: tuple[str, ...] = ()
    retraits: tuple[tuple[tuple[str, ...], str], ...] = ()
    gardes: tuple[tuple[str, ...], ...] = ()
    adresse: tuple[str, ...] = ()


def personne(prenom: str, nom: str, remplacement: str) -> Personne:
    """A person from the two fields of a form."""
    return Personne(tuple(mots(prenom)), tuple(mots(nom)), remplacement)


def numero_significatif(telephone: object) -> str:
    """The last nine digits of a phone: those that no prefix changes. "" when there are fewer than eight."""
    chiffres = re.sub(r"\D", "", str(telephone or ""))
    return chiffres[-9:] if len(chiffres) >= 8 else ""


def identite_de(freelance: Freelance, employeurs: dict[int, str]) -> Identite:
    """What must not be told of this freelance. `employeurs`: company → what replaces it in the text."""
    references = list(freelance.references.all())
    tiers = []
    for reference in references:
        decoupe = [mot for mot in reference.nom.split() if mot.rstrip(".").upper() not in _CIVILITES]
        if decoupe:
            tiers.append(personne(decoupe[0] if decoupe[1:] else "", " ".join(decoupe[1:] or decoupe), "un référent"))
    lieu = freelance.departement
    decisions = [(d.action, tuple(mots(d.mots)), d.remplacement) for d in freelance.decisions_anonymat.all()]
    entreprises = {e.entreprise_id: e.entreprise for e in freelance.experiences.all()}
    return Identite(
        personne=personne(freelance.prenom, freelance.nom, "le consultant"),
        tiers=tuple(tiers),
        courriels=tuple(a for a in [freelance.email, *(r.email for r in references)] if a),
        numeros=tuple(
            n for t in [freelance.telephone, *(r.telephone for r in references)] if (n := numero_significatif(t))
        ),
        siret=freelance.siret,
        ville=tuple(mots(freelance.ville)),
        region=lieu.region.nom if lieu else "",
        code_postal=freelance.code_postal,
        adresse=tuple(mots(freelance.adresse)),
        employeurs=employeurs,
        noms_employeurs=tuple(dict.fromkeys(n for e in entreprises.values() for n in [e.nom, *e.aliases])),
        competences=frozenset(colle(c.competence.nom) for c in freelance.competences.all() if c.competence.verifiee),
        comptes=tuple(dict.fromkeys(c for a in [freelance.email] if a for c in _comptes(a))),
        retraits=tuple((suite, par) for action, suite, par in decisions if action == ActionAnonymat.RETIRER),
        gardes=tuple(suite for action, suite, _ in decisions if action == ActionAnonymat.GARDER),
    )


def _comptes(adresse: str) -> list[str]:
    """What an address tells elsewhere: the account before the @, and the domain when it is one's own."""
    compte, _, domaine = adresse.lower().partition("@")
    propre = domaine.rpartition(".")[0]
    trouves = [compte] if len(colle(compte)) >= 6 and colle(compte) not in MOTS_COURANTS | _COMPTES_COMMUNS else []
    return trouves + ([propre] if len(colle(propre)) >= 6 and colle(propre) not in _MESSAGERIES else [])


_COMPTES_COMMUNS = {"CONTACT", "MISSION", "MISSIONS", "BONJOUR", "CONSULTANT", "FREELANCE", "CONSULTING", "DEVELOPPEUR"}
_MESSAGERIES = {
    "GMAIL",
    "GOOGLEMAIL",
    "OUTLOOK",
    "HOTMAIL",
    "YAHOO",
    "ORANGE",
    "WANADOO",
    "LAPOSTE",
    "ICLOUD",
    "PROTONMAIL",
    "PROTON",
    "BBOX",
    "NUMERICABLE",
    "LIVE",
    "FREE",
    "SFR",
    "AOL",
    "MSN",
    "COURRIER",
    "EXEMPLE",
    "EXAMPLE",
}
