"""Find in a text everything that identifies, and replace it. One finder serves the making of a CV and its refusal.

Homonyms, companies named like a technology or a common word (Oracle, SAP, Orange…): see `_est_employeur`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from freelances.cv_anonyme.enums import Genre
from freelances.cv_anonyme.identite import NOM_COURT, Identite, Personne
from freelances.cv_anonyme.jetons import Jeton, jetons, places
from freelances.cv_anonyme.lexique import MOTS_COURANTS, PARTICULES, PRODUITS_POINTES, SOCIETES_MOTS_COURANTS
from freelances.cv_anonyme.motifs import MOTIFS, PERSONNE
from freelances.cv_anonyme.societes import Annuaire, Mention
from freelances.cv_anonyme.soupcons import employeurs_supposes, personnes_supposees

# Nothing but a company follows these words; the others below introduce a product as well.
_POSITION_FORTE = re.compile(
    r"(?:\bchez|\bat|@|\bau\s+sein\s+(?:de|du|d[’'])|\bpour\s+le\s+compte\s+(?:de|du|d[’'])|\bclient(?:\s+final)?\s*:|"
    r"\bemployeur\s*:|\bsociété\s*:|\bentreprise\s*:)\s*(?:l[’']|le\s+|la\s+|les\s+)?(?:groupe\s+)?$",
    re.IGNORECASE,
)
_POSITION_FAIBLE = re.compile(
    r"(?:\b(?:syst[èe]mes?\s+d[’']information|SI|DSI|utilisateurs|équipes?|directions?|agences?|clients?|siège|filiales?|salariés|métiers?|"
    r"sites?|portail|comptes?|projets?)\s+(?:de|du|des|d[’'])|\bpour|\bfor|\bclient|\bsociété|\bgroupe|\bentreprise|\bmission|\bfiliale\s+(?:de|du|d[’']))\s*"
    r"(?:l[’']|le\s+|la\s+|les\s+)?(?:groupe\s+)?$",
    re.IGNORECASE,
)
_CHIFFRES = "0123456789"
COLLEGUE = "un membre de l’équipe"
NOM_EPELE = 4  # letters: under it, a name cut in pieces is a coincidence
SIGLE_LU = 3  # "ans", "but": in lower case, three letters are read as a word
ENTREPRISE = "entreprise"  # stands for a company whose secteur nobody knows
_CIVILITE = re.compile(r"(?:\b(?:M|Mr|Mme|Mlle)\.?|\b(?:Monsieur|Madame|Mademoiselle))\s+$")
_FIN_DE_PHRASE = re.compile(r"(?:^|[.!?:;•\n]\s*[-–—•*]?\s*)$")
_DEBUT_DE_LIGNE = re.compile(r"(?:^|[.!?]\s+|\n\s*(?:[-–—•*]\s*)?)$")


class Portee(Enum):
    """How much is looked for.

    TOUT: prose, with every company. DOSSIER: diplomas, with the person's own employers. ECOLE: the name of a school,
    where a first name alone is a patron's ("Université Paul Sabatier") and nobody's.
    """

    TOUT = "tout"
    DOSSIER = "dossier"
    ECOLE = "ecole"


@dataclass(frozen=True, slots=True)
class Trouvaille:
    """Something that identifies: what, where in the text, the words, what replaces them (None: a person decides)."""

    genre: Genre
    debut: int
    fin: int
    mots: str
    remplacement: str | None = ""


@dataclass(frozen=True)
class Repereur:
    """Finds what identifies one freelance."""

    identite: Identite
    annuaire: Annuaire

    def reperer(self, texte: str, portee: Portee = Portee.TOUT, lieux: bool = False) -> list[Trouvaille]:
        """Everything that identifies, in the order of the text, without overlap.

        Args:
            texte: the text as it stands.
            portee: which companies are looked for.
            lieux: also look for the freelance's own town (title and summary say where one lives, missions do not).
        """
        lus = jetons(texte)
        trouvailles = [
            *self._retraits(texte, lus),
            *self._motifs(texte),
            *self._exacts(texte),
            *self._adresse(texte, lus),
            *self._personnes(texte, lus, portee),
            *self._epeles(texte, lus, portee),
            *self._societes(texte, lus, portee),
            *(self._ville(texte, lus) if lieux else ()),
            *(Trouvaille(Genre.PERSONNE, *m.span(), m.group(), None) for m in PERSONNE.finditer(texte)),
            *(self._supposes(texte, lus) if portee == Portee.TOUT else ()),
        ]
        laisses = [(lus[i].debut, lus[i + len(g) - 1].fin) for g in self.identite.gardes for i in places(g, lus)]
        if laisses:
            trouvailles = [t for t in trouvailles if not any(d <= t.debut and t.fin <= f for d, f in laisses)]
        return _sans_chevauchement(trouvailles)

    def _retraits(self, texte: str, lus: list[Jeton]) -> Iterator[Trouvaille]:
        """What a person asked to take out."""
        for suite, remplacement in self.identite.retraits:
            for i in places(suite, lus):
                debut, fin = lus[i].debut, lus[i + len(suite) - 1].fin
                yield Trouvaille(Genre.RETRAIT, debut, fin, texte[debut:fin], remplacement)

    def _adresse(self, texte: str, lus: list[Jeton]) -> Iterator[Trouvaille]:
        """The street of the file, with or without its number."""
        voie = tuple(mot for mot in self.identite.adresse if not mot.isdigit() and mot not in {"BIS", "TER"})
        for i in places(voie, lus) if len(voie) > 1 else ():
            debut, fin = lus[i].debut, lus[i + len(voie) - 1].fin
            if numero := re.search(r"\d{1,4}\s?(?:bis|ter)?\s?,?\s*$", texte[:debut], re.IGNORECASE):
                debut = numero.start()
            yield Trouvaille(Genre.ADRESSE, debut, fin, texte[debut:fin])

    def _supposes(self, texte: str, lus: list[Jeton]) -> Iterator[Trouvaille]:
        """Persons and companies that no table knows: certain ones go, a person is asked about the others."""
        poses = [m.span() for m in re.finditer(r"\[[^\]\n]*\]", texte)]
        for debut, fin, sur in personnes_supposees(texte, lus, self.annuaire):
            if not any(d <= debut < f for d, f in poses):
                if civilite := _CIVILITE.search(texte, 0, debut):
                    debut = civilite.start()
                yield Trouvaille(Genre.PERSONNE, debut, fin, texte[debut:fin], COLLEGUE if sur else None)
        for debut, fin in employeurs_supposes(texte, self.annuaire):
            yield Trouvaille(Genre.SOCIETE, debut, fin, texte[debut:fin], None)

    def _epeles(self, texte: str, lus: list[Jeton], portee: Portee) -> Iterator[Trouvaille]:
        """« M A R T I N », « Mar tin », « r.o.s.e  m.a.r.t.i.n »: a name cut otherwise than in words."""
        glu, places = "", []
        for rang, jeton in enumerate(lus):
            propre = "".join(c for c in jeton.mot if c.isalnum())
            places += [rang] * len(propre)
            glu += propre
        for personne in (self.identite.personne, *self.identite.tiers):
            formes = {f for f in personne.collees | personne.soudees if len(f) > NOM_EPELE}
            if portee != Portee.ECOLE:
                formes |= {f for f in personne.parties if len(f) >= NOM_EPELE}
            for forme in formes:
                yield from self._une_forme_epelee(personne, forme, texte, lus, glu, places)

    def _une_forme_epelee(
        self, personne: Personne, forme: str, texte: str, lus: list[Jeton], glu: str, places: list[int]
    ) -> Iterator[Trouvaille]:
        place = glu.find(forme)
        while place >= 0:
            fin = place + len(forme)
            premier, dernier = places[place], places[fin - 1]
            entiers = (place == 0 or places[place - 1] != premier) and (fin == len(glu) or places[fin] != dernier)
            lettres = all(len(j.mot) == 1 for j in lus[premier : dernier + 1])
            entre = texte[lus[premier].debut : lus[dernier].fin]
            if entiers and dernier > premier and (lettres or forme not in personne.parties) and entre.count("\n") <= 1:
                debut = lus[premier].debut
                remplacement = _avec_majuscule(personne.remplacement, texte, debut)
                yield Trouvaille(Genre.NOM, debut, lus[dernier].fin, texte[debut : lus[dernier].fin], remplacement)
            place = glu.find(forme, place + 1)

    def _motifs(self, texte: str) -> Iterator[Trouvaille]:
        for motif in MOTIFS:
            for debut, fin in motif.trouver(texte):
                debut += len(texte[debut:fin]) - len(texte[debut:fin].lstrip())
                mots = texte[debut:fin]
                if motif.genre == Genre.LIEN and self._nomme_une_technologie(mots):
                    continue
                yield Trouvaille(motif.genre, debut, fin, mots, motif.remplacement)

    def _nomme_une_technologie(self, ecrit: str) -> bool:
        """« Draw.io », or « GitLab : CI/CD » without its first word."""
        lus = [jeton.mot for jeton in jetons(ecrit)]
        suites = {" ".join(lus), " ".join(lus[1:])} - {""}
        return any(s in self.annuaire.technologies or s in PRODUITS_POINTES for s in suites)

    def _exacts(self, texte: str) -> Iterator[Trouvaille]:
        """E-mails, phones and SIRET of the file, however they are spaced."""
        formes = [(Genre.COURRIEL, re.escape(adresse)) for adresse in self.identite.courriels]
        separateur = r"[^\w\n]{0,4}_?"
        for numero in self.identite.numeros:
            chiffres = separateur.join(numero)
            formes.append(
                (
                    Genre.TELEPHONE,
                    rf"\(?(?:(?:\+|00){separateur})?(?:\d{{1,3}})?{separateur}[0O]?{separateur}{chiffres}",
                )
            )
        for siret in {self.identite.siret, self.identite.siret[:9]} - {""}:
            formes.append((Genre.SIRET, r"(?<!\d)" + separateur.join(siret) + r"(?!\d)"))
        for compte in self.identite.comptes:
            formes.append((Genre.LIEN, rf"@?(?<![\w]){re.escape(compte)}(?!\w)"))
        if self.identite.code_postal:
            formes.append((Genre.ADRESSE, rf"(?<!\d){self.identite.code_postal}(?!\d)"))
        for genre, forme in formes:
            for trouve in re.finditer(forme, texte, re.IGNORECASE):
                yield Trouvaille(genre, *trouve.span(), trouve.group())

    # --- People -----------------------------------------------------------------------------------------------------
    def _personnes(self, texte: str, lus: list[Jeton], portee: Portee) -> Iterator[Trouvaille]:
        for personne in (self.identite.personne, *self.identite.tiers):
            prenom_seul = personne is self.identite.personne and portee != Portee.ECOLE
            rang = 0
            while rang < len(lus):
                longueur = self._longueur_nom(personne, texte, lus, rang, prenom_seul)
                if longueur:
                    debut, fin = lus[rang].debut, lus[rang + longueur - 1].fin
                    if civilite := _CIVILITE.search(texte, 0, debut):
                        debut = civilite.start()
                    fin += texte[fin : fin + 1] == "." and len(lus[rang + longueur - 1].mot) == 1
                    remplacement = _avec_majuscule(personne.remplacement, texte, debut)
                    yield Trouvaille(Genre.NOM, debut, fin, texte[debut:fin], remplacement)
                rang += max(longueur, 1)
        yield from self._initiales(texte)

    def _longueur_nom(self, personne: Personne, texte: str, lus: list[Jeton], rang: int, prenom_seul: bool) -> int:
        """How many words from here name this person; 0 when none does."""
        suite: list[str] = []
        for i in range(rang, len(lus)):
            mot = lus[i].mot
            if suite and not re.fullmatch(r"[\s.,’'_\-]{1,3}", texte[lus[i - 1].fin : lus[i].debut].replace("\n", " ")):
                break
            if self._est_un_nom(personne, mot):
                suite.append("nom")
            elif len(mot) == 1 and mot in personne.initiales and texte[lus[i].debut].isupper():
                suite.append("initiale")
            elif suite and mot in PARTICULES and mot in (*personne.prenom, *personne.nom):
                suite.append("particule")
            else:
                break
        while suite and suite[-1] == "particule":
            suite.pop()
        trouves = lus[rang : rang + len(suite)]
        porteurs = {*personne.nom, *personne.collees, *personne.soudees}
        if not prenom_seul and all(j.mot.rstrip(_CHIFFRES) not in porteurs for j in trouves):
            return 0
        return len(suite) if self._nomme(personne, texte, trouves, suite) else 0

    def _est_un_nom(self, personne: Personne, mot: str) -> bool:
        """A name, a glued form, or either followed by digits (rmartin75)."""
        nu = mot.rstrip(_CHIFFRES)
        return (
            mot in personne.parties
            or nu in personne.collees
            or nu in personne.soudees
            or (nu != mot and len(nu) > NOM_EPELE and nu in personne.parties)
        )

    def _nomme(self, personne: Personne, texte: str, lus: list[Jeton], suite: list[str]) -> bool:
        """Do these words name the person? Alone, a short name or a common word in lower case does not."""
        noms = [jeton for jeton, sorte in zip(lus, suite, strict=True) if sorte == "nom"]
        sures = personne.collees | personne.soudees
        if any(jeton.mot.rstrip(_CHIFFRES) in sures for jeton in noms) or len({jeton.mot for jeton in noms}) >= 2:
            return True
        if not noms:
            return False
        seul = noms[0]
        majuscule = texte[seul.debut].isupper()
        if "initiale" in suite and majuscule:
            return True
        if len(seul.mot) <= NOM_COURT or seul.mot in self.identite.competences:
            return False
        return majuscule or seul.mot not in MOTS_COURANTS

    def _initiales(self, texte: str) -> Iterator[Trouvaille]:
        """« R. M. », « R.M. », and « RM – », « RMA : » where a text begins."""
        personne = self.identite.personne
        if not personne.prenom or not personne.nom:
            return
        p = re.escape(personne.prenom[0][0])
        premiere = personne.nom[0][0]  # « A.d. » for d’Ormeval, « A.O. » as well
        utile = next((mot for mot in personne.nom if mot not in PARTICULES), personne.nom[-1])[0]
        n = f"[{utile}{premiere}{premiere.lower() if personne.nom[0] in PARTICULES else ''}]"
        brut, texte = texte, _sans_accents(texte)
        ponctuees = rf"(?<![\w.])(?:{p}\.(?:[\s\-]?\w\.)?[\s\-]?{n}\.?|{n}\.[\s\-]?{p}\.?)(?!\w)(?=\W|$)"
        for trouve in re.finditer(ponctuees, texte):
            d, f = trouve.span()
            yield Trouvaille(Genre.NOM, d, f, brut[d:f], _avec_majuscule(personne.remplacement, brut, d))
        en_tete = (
            rf"(?:^|(?<=[.|]\s)|(?<=[-•]\s))[ \t]*(?:{p}{n}|{n}{p}|{re.escape(personne.trigramme)})\s*(?:[:|–—]|-\s|$)"
        )
        for trouve in re.finditer(en_tete, texte, re.MULTILINE):
            d, f = trouve.span()
            yield Trouvaille(Genre.NOM, d, f, brut[d:f])

    def _ville(self, texte: str, lus: list[Jeton]) -> Iterator[Trouvaille]:
        """The freelance's own town gives way to its région."""
        ville = list(self.identite.ville)
        for rang in range(len(lus) - len(ville) + 1) if ville else ():
            if [jeton.mot for jeton in lus[rang : rang + len(ville)]] != ville or not texte[lus[rang].debut].isupper():
                continue
            debut, fin = lus[rang].debut, lus[rang + len(ville) - 1].fin
            suite = re.match(r"\s*\(?\d{2,5}\)?|\s+\d{1,2}e(?:me|r)?\b", texte[fin:])
            fin += suite.end() if suite else 0
            region = self.identite.region
            avant = re.search(r"\b(?:à|a|sur|de)\s+$", texte[:debut])
            if avant and region:
                debut = avant.start()
                region = f"en région {region}"
            yield Trouvaille(Genre.ADRESSE, debut, fin, texte[debut:fin], region)

    # --- Companies --------------------------------------------------------------------------------------------------
    def _societes(self, texte: str, lus: list[Jeton], portee: Portee) -> Iterator[Trouvaille]:
        labels = {*self.identite.employeurs.values(), *self.annuaire.secteurs, ENTREPRISE} - {""}
        deja = [m.span() for m in re.finditer(r"\[([^\]\n]*)\]", texte) if m.group(1) in labels]
        for mention in self.annuaire.mentions(lus):
            if any(d <= lus[mention.premier].debut < f for d, f in deja):
                continue
            du_dossier = next((s for s in mention.societes if s.pk in self.identite.employeurs), None)
            if portee != Portee.TOUT and du_dossier is None:
                continue
            if not self._est_employeur(mention, texte, lus, du_dossier is not None):
                continue
            if du_dossier:
                label = self.identite.employeurs[du_dossier.pk]
            else:
                label = next((s.secteur for s in mention.societes if s.secteur), "")
            dernier = self._avaler_suite(mention, texte, lus)
            debut, fin = lus[mention.premier].debut, lus[dernier].fin
            yield Trouvaille(Genre.EMPLOYEUR, debut, fin, texte[debut:fin], f"[{label or ENTREPRISE}]")

    def _est_employeur(self, mention: Mention, texte: str, lus: list[Jeton], du_dossier: bool) -> bool:
        """Does this name stand for the company, rather than for a technology or a common word?

        - A name that means only the company always does, except one word in lower case, foreign to the
          file, that nobody verified or that is three letters long.
        - Inside the longer name of a technology ("Google Cloud Platform", "API Siemens"), a name never does.
        - After chez, au sein de, at, @, client…, a name always does.
        - The name of a technology or a publisher (Oracle, SAP) otherwise stays; for an employer of the file "pour" is
          enough, unless a version follows ("scripts pour Oracle 19c").
        - A common word (Orange, Total) stays in lower case, and at the beginning of a sentence when it is foreign to
          the file; two letters and the commonest words (CA, SG, Open, Mars) stay out of an employer's position.
        """
        debut = lus[mention.premier].debut
        ecrit = texte[debut : lus[mention.dernier].fin]
        avant = texte[max(0, debut - 60) : debut]
        forte, faible = bool(_POSITION_FORTE.search(avant)), bool(_POSITION_FAIBLE.search(avant))
        if self._dans_une_technologie(mention, lus):
            return False
        if not self.annuaire.ambigu(mention.cle):
            sure = len(mention.cle) > SIGLE_LU and any(s.sure for s in mention.societes)
            return du_dossier or forte or faible or " " in mention.cle or not ecrit.islower() or sure
        titre = (
            du_dossier and bool(_FIN_DE_PHRASE.search(avant)) and bool(re.match(r"\s*:", texte[debut + len(ecrit) :]))
        )
        if titre:
            return True
        if self.annuaire.est_technologie(mention.cle):
            return forte or (faible and du_dossier and not self._suivie_d_une_version(mention, texte, lus))
        if forte or ecrit.islower():
            return forte
        if mention.cle not in SOCIETES_MOTS_COURANTS:  # two letters, or a word that titles capitalise
            return faible
        return du_dossier or faible or not _FIN_DE_PHRASE.search(avant)

    def _suivie_d_une_version(self, mention: Mention, texte: str, lus: list[Jeton]) -> bool:
        """« Oracle 19c », « Java 17 »: the name goes on as a product's."""
        suivant = lus[mention.dernier + 1].mot if mention.dernier + 1 < len(lus) else ""
        if suivant and texte[lus[mention.dernier].fin : lus[mention.dernier + 1].debut] not in {" ", "\u00a0", "-"}:
            return False
        return bool(re.fullmatch(r"\d{1,2}[A-Z]?", suivant))

    def _dans_une_technologie(self, mention: Mention, lus: list[Jeton]) -> bool:
        """« Oracle Database », « API Siemens », « Réseaux de neurones »: the name belongs to a technology."""
        debut = max(0, mention.premier - 3)
        for premier in range(debut, mention.premier + 1):
            for dernier in range(mention.dernier, min(len(lus), mention.dernier + 4)):
                plus_long = dernier - premier > mention.dernier - mention.premier
                if plus_long and " ".join(j.mot for j in lus[premier : dernier + 1]) in self.annuaire.technologies:
                    return True
        return False

    def _avaler_suite(self, mention: Mention, texte: str, lus: list[Jeton]) -> int:
        """« BNP Paribas Cardif »: the capitalised words that go on are the branch's name, skills aside. Two at most."""
        dernier = mention.dernier
        if self.annuaire.ambigu(mention.cle):
            return dernier
        while dernier + 1 < len(lus) and dernier < mention.dernier + 2:
            suivant = lus[dernier + 1]
            ecrit = texte[suivant.debut : suivant.fin]
            if texte[lus[dernier].fin : suivant.debut] != " " or not ecrit[0].isupper() or ecrit[0].isdigit():
                break
            if suivant.mot in self.annuaire.technologies or suivant.mot in self.annuaire.debuts_de_technologies:
                break
            dernier += 1
        return dernier


def _sans_accents(texte: str) -> str:
    """The same text, letter for letter, without accents."""
    return "".join(unicodedata.normalize("NFD", c)[0] for c in texte)


def _avec_majuscule(remplacement: str, texte: str, debut: int) -> str:
    """Capitalised where a sentence begins."""
    return remplacement[:1].upper() + remplacement[1:] if _DEBUT_DE_LIGNE.search(texte[:debut]) else remplacement


def _ordre(t: Trouvaille) -> tuple[bool, int, bool, int]:
    return (t.remplacement is None, t.debut - t.fin, t.genre != Genre.EMPLOYEUR, t.debut)


def _sans_chevauchement(trouvailles: list[Trouvaille]) -> list[Trouvaille]:
    """Of overlapping finds the longest that has a replacement stays (a company before a link of the same length)."""
    retenues: list[Trouvaille] = []
    for trouvaille in sorted(trouvailles, key=_ordre):
        if all(trouvaille.fin <= autre.debut or trouvaille.debut >= autre.fin for autre in retenues):
            retenues.append(trouvaille)
    return sorted(retenues, key=lambda t: t.debut)
