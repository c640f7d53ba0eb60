"""Experiences: a period, the lines that head it (employer, role), what was done, and its technologies.

The line of a period is the anchor. What heads it stands on that line, just under it or just above it: the document
itself says which, since a CV keeps to one way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from freelances.lecture_cv.competences import Mention, Repertoire
from freelances.lecture_cv.dates import Periode, annee_en_tete, periodes
from freelances.lecture_cv.enums import Rubrique
from freelances.lecture_cv.propositions import Passage, Proposition
from freelances.lecture_cv.roles import ROLE, metiers_de
from freelances.lecture_cv.texte import Ligne, Texte, aplatir
from referentiels.models import Entreprise
from referentiels.normalisation import normaliser_societe
from samba.listes.formats import date_fr

DESCRIPTION_MAX = 3000
ENTETE_MAX = 110  # characters of a line that heads an experience
EXPERIENCES_MAX = 40
_COUPES = re.compile(r"(\s+[-–—−|/]\s+|\s*[|•·►▪;@]\s*|\s{2,}|\t|\s*:\s+|\s+[-–—]\s*$|^\s*[-–—:,]\s*|\s*[()]\s*"
                     r"|,?\s+(?:chez|at|au sein d[eu]|pour le compte d[eu]|pour)\s+(?:l[ae]\s+|l[’'])?)", re.IGNORECASE)  # fmt: skip
_ETIQUETTE = re.compile(
    r"^\s*(?:client(?: final)?|soci[ée]t[ée]|entreprise|employeur|company|poste|fonction|r[ôo]le|intitul[ée])\s*:\s*",
    re.IGNORECASE,
)
_PAS_UNE_SOCIETE = re.compile(
    r"\b(?:CDI|CDD|FREELANCE|STAGE|ALTERNANCE|INTERIM|REGIE|FORFAIT|TELETRAVAIL|REMOTE|MOIS|ANS?|JOURS?|TEMPS (?:PLEIN|PARTIEL)|FRANCE|"
    r"ILE[- ]DE[- ]FRANCE|PARIS(?: \d+\w*)?|LYON|NANTES|LILLE|TOULOUSE|BORDEAUX|RENNES|NICE|MARSEILLE|STRASBOURG|MONTPELLIER|GRENOBLE|"
    r"LA DEFENSE|CLIENT|MISSION|PROJET|EQUIPE|CONTEXTE|ENVIRONNEMENT|DUREE|POSTE|ACTUELLEMENT)\b"
)
_RUBRIQUES = re.compile(
    r"^\W*(?:CONTEXTE|MISSIONS?|TACHES?|ACTIVITES?|REALISATIONS?|ENVIRONNEMENT|TECHNOLOGIES|STACK|OUTILS|RESPONSABILITES?|PROJETS?|OBJECTIFS?|"
    r"RESULTATS?|TECHNIQUES?|EQUIPE)\b.{0,30}:"
)


@dataclass
class Bloc:
    """One experience being read: the line of its period, what heads it, and its lines."""

    periode: Periode
    rang: int  # of the line of its period
    entete: list[tuple[int, str]] = field(default_factory=list)  # (place, words), period taken out
    premier: int = 0  # ranks of its lines
    dernier: int = 0
    role: tuple[int, str] | None = None
    societe: tuple[int, str] | None = None
    entreprise: Entreprise | None = None


def lire_blocs(texte: Texte, aujourdhui: date) -> list[Bloc]:
    """The experiences of the sections that tell them; of the whole text when no title announces any."""
    annoncees = any(ligne.section == "experience" for ligne in texte.lignes)
    permises = {"experience"} if annoncees else {"", "profil", "autre", "competence"}
    ancres: list[Bloc] = []
    for rang, ligne in enumerate(texte.lignes):
        if ligne.section not in permises or ligne.titre:
            continue
        periode = _periode(ligne, aujourdhui, annoncees)
        if periode is not None and len(ancres) < EXPERIENCES_MAX:
            ancres.append(Bloc(periode, rang))
    if ancres:
        _entetes(texte, ancres)
        _delimiter(texte, ancres, permises)
    return ancres


def _periode(ligne: Ligne, aujourdhui: date, annoncees: bool) -> Periode | None:
    """The period that a line announces: not one told in the middle of a sentence."""
    trouvee = next(periodes(ligne.plat, aujourdhui), None)
    if trouvee is None:
        return annee_en_tete(ligne.plat, aujourdhui) if annoncees and len(ligne.texte) <= ENTETE_MAX else None
    avant, apres = ligne.texte[: trouvee.place].strip(), ligne.texte[trouvee.place + trouvee.longueur :].strip()
    au_bord = len(avant) <= 4 or len(apres) <= 30
    return trouvee if len(avant) + len(apres) <= 160 and au_bord and not (ligne.puce and len(avant) > 40) else None


def _sans_periode(ligne: Ligne, periode: Periode) -> list[tuple[int, str]]:
    """What is left of the line on each side of its period."""
    avant, apres = ligne.texte[: periode.place], ligne.texte[periode.place + periode.longueur :]
    morceaux = ((ligne.debut, avant), (ligne.debut + periode.place + periode.longueur, apres))
    return [(place, mots) for place, mots in morceaux if len(re.sub(r"\W", "", mots)) > 2 and "mois" not in mots[:12]]


def _peut_diriger(texte: Texte, rang: int) -> bool:
    """May this line be part of a heading: short, no item of a list, no sentence, no label?"""
    if not 0 <= rang < len(texte.lignes):
        return False
    ligne = texte.lignes[rang]
    mots = ligne.texte.strip()
    if not mots or ligne.titre or ligne.puce or len(mots) > ENTETE_MAX or _RUBRIQUES.match(ligne.plat):
        return False
    return not mots.endswith((".", ";", ",")) and (
        mots[0].isupper() or mots[0].isdigit() or ROLE.search(ligne.plat) is not None
    )


def _entetes(texte: Texte, ancres: list[Bloc]) -> None:
    """Give each period the lines that head it: its own, then those above or under, as the whole document does."""
    rangs = {bloc.rang for bloc in ancres}
    for bloc in ancres:
        bloc.entete = _sans_periode(texte.lignes[bloc.rang], bloc.periode)
        bloc.premier = bloc.rang
    manquent = [bloc for bloc in ancres if not _complet(bloc.entete)]
    votes: Counter[int] = Counter()
    for bloc in manquent:
        for sens in (-1, 1):
            rang = bloc.rang + sens * (1 + _blancs(texte, bloc.rang, sens))
            if _peut_diriger(texte, rang) and rang not in rangs:
                votes[sens] += 2 if ROLE.search(texte.lignes[rang].plat) else 1
    sens = -1 if votes[-1] > votes[1] else 1
    for bloc in manquent:
        depart = bloc.rang + sens * _blancs(texte, bloc.rang, sens)
        for pas in (1, 2):
            rang = depart + sens * pas
            if rang in rangs or not _peut_diriger(texte, rang) or _complet(bloc.entete):
                break
            ligne = texte.lignes[rang]
            bloc.entete.append((ligne.debut, ligne.texte))
            bloc.premier = min(bloc.premier, rang)
            bloc.dernier = max(bloc.dernier, rang)


def _blancs(texte: Texte, rang: int, sens: int) -> int:
    """1 when a blank line, as a change of page leaves, stands between a period and what heads it."""
    suivant = rang + sens
    return int(0 <= suivant < len(texte.lignes) and not texte.lignes[suivant].texte.strip())


def _complet(entete: list[tuple[int, str]]) -> bool:
    """Are both a role and something else there?"""
    bouts = [bout for place, mots in entete for bout in _bouts(place, mots)]
    roles = sum(ROLE.search(aplatir(mots)) is not None for _, mots in bouts)
    autres = sum(not ROLE.search(aplatir(mots)) and _societe_possible(mots) for _, mots in bouts)
    return roles > 0 and (autres > 0 or any("," in mots for _, mots in bouts))


def _delimiter(texte: Texte, ancres: list[Bloc], permises: set[str]) -> None:
    """The lines of each: until the next heading, or the end of the section."""
    for rang, bloc in enumerate(ancres):
        borne = ancres[rang + 1].premier if rang + 1 < len(ancres) else len(texte.lignes)
        fin = bloc.rang
        while fin + 1 < borne and texte.lignes[fin + 1].section in permises and not texte.lignes[fin + 1].titre:
            fin += 1
        bloc.dernier = max(fin, bloc.dernier)


# --- Heading → role, employer ---------------------------------------------------------------------------------------
def _bouts(place: int, mots: str) -> list[tuple[int, str]]:
    """The pieces of a heading with their places."""
    bouts, debut = [], 0
    for coupe in [*_COUPES.finditer(mots), None]:
        fin = coupe.start() if coupe else len(mots)
        brut = mots[debut:fin]
        etiquette = _ETIQUETTE.match(brut)
        entame = etiquette.end() if etiquette else 0
        propre = brut[entame:].strip(" \t-–—:,.*•")
        if len(re.sub(r"\W", "", propre)) > 1:
            bouts.append((place + debut + entame + brut[entame:].find(propre), propre))
        debut = coupe.end() if coupe else fin
    return bouts


def _societe_possible(mots: str) -> bool:
    plat = aplatir(mots)
    if len(mots) > 60 or not mots[:1].isalnum() or (mots[0].islower() and not re.match(r"[a-z]+[A-Z]", mots)):
        return False
    return not re.fullmatch(rf"(?:{_PAS_UNE_SOCIETE.pattern}|[\W\d])+", plat) and len(mots.split()) <= 7


def nommer(blocs: list[Bloc]) -> None:
    """Find the role and the employer of each heading; the companies we know are asked in one query."""
    decoupes = [[bout for place, mots in bloc.entete for bout in _bouts(place, mots)] for bloc in blocs]
    eclats = [[*bouts, *(eclat for bout in bouts for eclat in _virgules(*bout))] for bouts in decoupes]
    connues = _connues(mots for bouts in eclats for _, mots in bouts)
    for bloc, bouts, tous in zip(blocs, decoupes, eclats, strict=True):
        connu = next((b for b in tous if normaliser_societe(b[1]) in connues and not ROLE.search(aplatir(b[1]))), None)
        bloc.role = next((b for b in bouts if ROLE.search(aplatir(b[1])) and b is not connu), None)
        if bloc.role and "," in bloc.role[1]:
            bloc.role, reste = _couper_le_role(bloc.role, connues)
            bouts = [b for b in bouts if not ROLE.search(aplatir(b[1]))] + reste
        bloc.societe = connu or next(
            (b for b in bouts if b != bloc.role and not ROLE.search(aplatir(b[1])) and _societe_possible(b[1])), None
        )
        bloc.societe = _sans_lieu(bloc.societe, connues)
        bloc.entreprise = connues.get(normaliser_societe(bloc.societe[1])) if bloc.societe else None


def _virgules(place: int, mots: str) -> list[tuple[int, str]]:
    """« BNP Paribas, Paris » → its two pieces."""
    if "," not in mots:
        return []
    eclats, debut = [], 0
    for eclat in mots.split(","):
        if eclat.strip():
            eclats.append((place + debut + eclat.find(eclat.strip()), eclat.strip()))
        debut += len(eclat) + 1
    return eclats


def _couper_le_role(
    role: tuple[int, str], connues: dict[str, Entreprise]
) -> tuple[tuple[int, str], list[tuple[int, str]]]:
    """« Développeur Java, BNP Paribas » : the role stops at the company, or at the first comma."""
    eclats = _virgules(*role)
    tete = [e for e in eclats if ROLE.search(aplatir(e[1]))]
    reste = [e for e in eclats if e not in tete]
    # « Développeur Java, Spring, BNP Paribas » : what we know is the employer, whatever comes before it.
    reste.sort(key=lambda e: normaliser_societe(e[1]) not in connues)
    return tete[0] if tete else role, reste


def _sans_lieu(societe: tuple[int, str] | None, connues: dict[str, Entreprise]) -> tuple[int, str] | None:
    """« Ateliers du Web, Nantes » → « Ateliers du Web »."""
    if societe is None or "," not in societe[1] or normaliser_societe(societe[1]) in connues:
        return societe
    eclats = [e for e in _virgules(*societe) if _societe_possible(e[1])]
    return eclats[0] if eclats else societe


def _connues(noms: Iterable[str]) -> dict[str, Entreprise]:
    """The companies of these names, by the name asked; a verified one first."""
    cles = {normaliser_societe(nom) for nom in noms} - {""}
    trouvees = Entreprise.objects.filter(Q(nom_normalise__in=cles) | Q(aliases_normalises__overlap=list(cles)))
    connues: dict[str, Entreprise] = {}
    for entreprise in trouvees.select_related("secteur").order_by("-verifiee", "pk"):
        for cle in {entreprise.nom_normalise, *entreprise.aliases_normalises} & cles:
            if cle not in connues or entreprise.nom_normalise == cle:
                connues[cle] = entreprise
    return connues


# --- Proposals -------------------------------------------------------------------------------------------------------
def etendues(texte: Texte, blocs: list[Bloc]) -> list[tuple[Passage, Periode]]:
    """Where each experience stands in the text, with its period."""
    return [((texte.lignes[b.premier].debut, texte.lignes[b.dernier].fin), b.periode) for b in blocs]


def proposer(texte: Texte, blocs: list[Bloc], trouvees: list[Mention], repertoire: Repertoire) -> list[Proposition]:
    """One proposal an experience, then the métiers that the roles name."""
    metiers = metiers_de(bloc.role[1] for bloc in blocs if bloc.role)
    propositions = []
    for bloc, (passage, _) in zip(blocs, etendues(texte, blocs), strict=True):
        if bloc.role is None and bloc.societe is None:
            continue
        technos = dict.fromkeys(m.competence for m in trouvees if passage[0] <= m.debut < passage[1] and not m.domaine)
        propositions.append(
            _proposition(texte, bloc, list(technos), repertoire, metiers.get(bloc.role[1] if bloc.role else ""))
        )
    return propositions


def _proposition(texte: Texte, bloc: Bloc, technos: list[int], repertoire: Repertoire, metier: object) -> Proposition:
    role = bloc.role[1] if bloc.role else ""
    societe = bloc.entreprise.nom if bloc.entreprise else bloc.societe[1] if bloc.societe else ""
    fin = date_fr(bloc.periode.fin, "mois") if bloc.periode.fin else "à ce jour"
    secteur = bloc.entreprise.secteur if bloc.entreprise else None
    detail = [
        f"{date_fr(bloc.periode.debut, 'mois')} – {fin}",
        str(secteur) if secteur else "",
        f"métier : {metier}" if metier else "",
    ]
    if technos:
        detail.append(
            ", ".join(repertoire.libelles[c] for c in technos[:8])
            + (f" +{len(technos) - 8}" if len(technos) > 8 else "")
        )
    place = texte.lignes[bloc.rang].debut + bloc.periode.place
    passages = [(place, place + bloc.periode.longueur)]
    passages += [(debut, debut + len(mots)) for debut, mots in filter(None, (bloc.role, bloc.societe))]
    confiance = (
        55 + 15 * bool(bloc.entreprise) + 15 * bool(role) + 10 * (bool(societe) and not bloc.periode.annees_seules)
    )
    valeur = {
        "role": role[:160], "entreprise": societe[:200], "debut": bloc.periode.debut.isoformat(),
        "fin": bloc.periode.fin.isoformat() if bloc.periode.fin else "", "description": _description(texte, bloc),
        "competences": technos,
    }  # fmt: skip
    libelle = " – ".join(filter(None, (role, societe)))
    return Proposition(
        Rubrique.EXPERIENCE,
        libelle[:240],
        valeur,
        min(confiance, 95),
        tuple(sorted(passages)),
        " · ".join(filter(None, detail))[:400],
    )


def _description(texte: Texte, bloc: Bloc) -> str:
    """What was done, in the words of the CV: the lines that are no heading."""
    tete = {debut for debut, _ in bloc.entete}
    lignes = [
        ligne.texte.strip()
        for rang, ligne in enumerate(texte.lignes[bloc.premier : bloc.dernier + 1], bloc.premier)
        if rang != bloc.rang and ligne.debut not in tete
    ]
    return re.sub(r"\n{2,}", "\n", "\n".join(lignes)).strip()[:DESCRIPTION_MAX]


def proposer_metiers(blocs: list[Bloc], titre: Proposition | None) -> list[Proposition]:
    """The métiers named by the title and by the roles, the most recent first; each once."""
    sources: list[tuple[str, Passage]] = []
    if titre is not None:
        sources.append((titre.valeur["valeur"], titre.passages[0]))
    recents = sorted(blocs, key=lambda b: b.periode.fin or date.max, reverse=True)
    sources += [(b.role[1], (b.role[0], b.role[0] + len(b.role[1]))) for b in recents if b.role]
    metiers = metiers_de(mots for mots, _ in sources)
    vus: dict[int, Proposition] = {}
    for mots, passage in sources:
        metier = metiers.get(mots)
        if metier is not None and metier.pk not in vus:
            vus[metier.pk] = Proposition(
                Rubrique.METIER,
                metier.nom,
                {"metier": metier.pk},
                85 if not vus else 70,
                (passage,),
                f"d’après « {mots[:80]} »",
            )
    return list(vus.values())
