"""When, how long, at what rate, from where: what a description says of the conditions of a mission."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from besoins.enums import DisponibiliteAttendue, ModeIntervention
from besoins.lecture.textes import Lu, Texte
from freelances.enums import Teletravail
from referentiels.enums import Langue

MOIS = ("JANVIER", "FEVRIER", "MARS", "AVRIL", "MAI", "JUIN", "JUILLET", "AOUT", "SEPTEMBRE", "OCTOBRE", "NOVEMBRE",
        "DECEMBRE")  # fmt: skip
LE_MOIS = f"({'|'.join(MOIS)})"
JOUR_DIT = rf"(?:(\d{{1,2}})(?:ER)? {LE_MOIS}(?: (20\d\d))?|(\d{{1,2}})[/.](\d{{1,2}})(?:[/.](20\d\d|\d\d))?)"
MOMENT_DIT = rf"(DEBUT|MI|MILIEU|FIN|COURANT|EN|DE|AU MOIS DE|D'ICI)[ -]+{LE_MOIS}(?: (20\d\d))?"
NOMBRES = {"UN": 1, "UNE": 1, "DEUX": 2, "TROIS": 3, "QUATRE": 4, "CINQ": 5}
QUANTITE = rf"(\d{{1,2}}|{'|'.join(NOMBRES)})"

DEMARRAGE = "|".join(
    (
        *("DEMARRAGE", "DATE DE DEBUT", "DEBUT (?:DE (?:LA )?)?MISSION", "DEBUT SOUHAITE", "DEBUT ?:", "START"),
        *("DEMARRER", "A PARTIR D", "A COMPTER D", "DES L"),
    )
)


def conditions(texte: Texte, aujourdhui: date) -> Iterator[Lu]:
    """Every condition that the text tells, at most one value a field."""
    for lire in (_demarrage, _echeance):
        yield from lire(texte, aujourdhui)
    for lire_sans_jour in (_duree, _tarif, _teletravail, _experience, _mode, _langues, _postes):
        yield from lire_sans_jour(texte)


def _nombre(mot: str) -> int:
    return NOMBRES.get(mot) or int(mot)


# --- Days ---
def jour_lu(trouve: str, aujourdhui: date) -> date | None:
    """The day that words say; without a year, the next one to come. None when there is no such day."""
    if precis := re.fullmatch(JOUR_DIT, trouve):
        jour, mois = int(precis[1] or precis[4]), MOIS.index(precis[2]) + 1 if precis[2] else int(precis[5])
        return _a_venir(jour, mois, precis[3] or precis[6], aujourdhui)
    vague = re.fullmatch(MOMENT_DIT, trouve)
    if vague is None:
        return None
    jour = {"MI": 15, "MILIEU": 15, "FIN": 28, "COURANT": 15}.get(vague[1], 1)
    return _a_venir(jour, MOIS.index(vague[2]) + 1, vague[3], aujourdhui)


def _a_venir(jour: int, mois: int, annee: str | None, aujourdhui: date) -> date | None:
    try:
        if annee:
            return date(int(annee) + (2000 if len(annee) == 2 else 0), mois, jour)
        dit = date(aujourdhui.year, mois, jour)
        # A month just begun is meant this year, one gone by next year.
        return dit if dit >= aujourdhui - timedelta(days=20) else date(aujourdhui.year + 1, mois, jour)
    except ValueError:
        return None


def _jour_apres(texte: Texte, annonce: str, aujourdhui: date) -> tuple[date, str] | None:
    """The day that follows an announcement (« démarrage », « réponse avant »), and both as they were written."""
    for trouve in re.finditer(rf"(?:{annonce})[^\n\d]{{0,30}}?\b({JOUR_DIT}|{MOMENT_DIT})\b", texte.plie):
        jour = jour_lu(trouve[1], aujourdhui)
        if jour is not None:
            return jour, texte.mots(trouve.start(), trouve.end())
    return None


def _demarrage(texte: Texte, aujourdhui: date) -> Iterator[Lu]:
    tot = texte.chercher(
        r"\b(ASAP|DES QUE POSSIBLE|AU PLUS (?:TOT|VITE)|(?:DEMARRAGE|DISPONIBILITE) IMMEDIATE?|EN URGENCE)\b"
    )
    if dit := _jour_apres(texte, DEMARRAGE, aujourdhui):
        yield Lu("date_demarrage", dit[0], dit[1])
        if tot is None:
            yield Lu("disponibilite_attendue", DisponibiliteAttendue.A_LA_DATE, dit[1])
    if tot is not None:
        mots = texte.mots(tot.start(), tot.end())
        yield Lu("disponibilite_attendue", DisponibiliteAttendue.IMMEDIATE, mots)
        if dit is None:
            yield Lu("date_demarrage", aujourdhui, mots)


def _echeance(texte: Texte, aujourdhui: date) -> Iterator[Lu]:
    annonce = (
        r"(?:REPONSE|RETOUR|RETOURS|PROFILS?|CV|CVS|CANDIDATURES?|PROPOSITIONS?)[^\n.]{0,40}?"
        r"(?:AVANT LE|D'ICI|POUR LE|JUSQU'AU|AU PLUS TARD LE)|DEADLINE|DATE LIMITE"
    )
    if dit := _jour_apres(texte, annonce, aujourdhui):
        yield Lu("echeance", dit[0], dit[1])


# --- The rest ---
def _duree(texte: Texte) -> Iterator[Lu]:
    motif = rf"\b{QUANTITE}(?: ?(?:A|-|/) ?\d{{1,2}})? ?(MOIS|ANS?|ANNEES?|SEMAINES)\b"
    dites = []
    for trouve in re.finditer(motif, texte.plie):
        debut, fin = texte.phrase(trouve.start())
        avant, apres = texte.plie[max(debut, trouve.start() - 30) : trouve.start()], texte.plie[trouve.end() : fin][:25]
        if "EXPERIENCE" in apres or ("EXPERIENCE" in avant and "DUREE" not in avant) or "PREAVIS" in avant:
            continue
        annoncee = bool(re.search(r"DUREE|MISSION|CONTRAT|POUR|PERIODE|SUR", avant) or "RENOUVEL" in apres)
        if trouve[2] != "MOIS" and not annoncee:
            continue
        dites.append((not annoncee, trouve.start(), trouve))
    if not dites:
        return
    trouve = min(dites, key=lambda dit: dit[:2])[2]
    nombre = _nombre(trouve[1])
    mois = {"M": nombre, "A": nombre * 12, "S": max(1, round(nombre / 4.345))}[trouve[2][0]]
    if 1 <= mois <= 120:
        renouvelable = re.match(r" ?\(?RENOUVELABLES?\)?", texte.plie[trouve.end() :])
        yield Lu(
            "duree_mois", mois, texte.mots(trouve.start(), trouve.end() + (renouvelable.end() if renouvelable else 0))
        )


def _tarif(texte: Texte) -> Iterator[Lu]:
    """The budget a day: the upper end when there are two."""
    montant = r"(\d ?\d{3}|\d{3})(?:[.,]\d\d)?"
    fourchette = rf"(?:{montant} ?(?:€|EUR(?:OS)?)? ?(?:A|-|ET|/) ?)?{montant}"
    motifs = (
        rf"(?:TJM|TARIF|TAUX|BUDGET|PRIX)[^\n\d]{{0,30}}{fourchette}(?: ?(?:€|EUR(?:OS)?)(?: ?HT)?)?",
        rf"{fourchette} ?(?:€|EUR(?:OS)?) ?(?:HT)? ?(?:/|PAR) ?J(?:OUR|\b)",
    )
    for motif in motifs:
        if trouve := texte.chercher(motif):
            valeur = Decimal(trouve[2].replace(" ", ""))
            if 100 <= valeur <= 5000:
                yield Lu("tjm_vente", valeur, texte.mots(trouve.start(), trouve.end()))
                return


def _teletravail(texte: Texte) -> Iterator[Lu]:
    distance = r"(?:TELETRAVAIL|REMOTE|DISTANCIEL|TT|HOME OFFICE)"
    sur_site = rf"PAS DE {distance}|SANS {distance}|100 ?% (?:SUR SITE|PRESENTIEL)|FULL PRESENTIEL"
    total = rf"FULL[ -]?{distance}|100 ?% (?:DE |EN )?{distance}|{distance} (?:TOTAL|COMPLET|A 100 ?%)"
    jours = rf"{QUANTITE} ?(?:JOURS?|J)"
    partiel = (
        rf"{jours} ?(?:/ ?SEM(?:AINE)?\.?)?(?: PAR SEMAINE)? ?(?:DE |EN )?{distance}"
        rf"|{distance}[^\n.]{{0,20}}?(?:PARTIEL|POSSIBLE|OCCASIONNEL|{jours}\b)|HYBRIDE"
    )
    motifs = (
        (Teletravail.NON, rf"{sur_site}|{distance} (?:NON|IMPOSSIBLE|EXCLU)"),
        (Teletravail.TOTAL, total),
        (Teletravail.PARTIEL, partiel),
        (Teletravail.NON, r"\bSUR SITE\b|PRESENTIEL"),
    )
    for valeur, motif in motifs:
        if trouve := texte.chercher(motif):
            yield Lu("teletravail", valeur, texte.mots(trouve.start(), trouve.end()))
            return


def _experience(texte: Texte) -> Iterator[Lu]:
    motifs = (
        rf"\b{QUANTITE}(?: ?(?:A|-|/) ?\d{{1,2}})? ?\+? ?AN(?:NEE)?S?(?: MINIMUM| MIN\.?)? D'EXPERIENCE",
        rf"EXPERIENCE[^\n\d]{{0,30}}?\b{QUANTITE}(?: ?(?:A|-) ?\d{{1,2}})? ?AN(?:NEE)?S?\b",
    )
    for motif in motifs:
        if trouve := texte.chercher(motif):
            yield Lu("experience_min", _nombre(trouve[1]), texte.mots(trouve.start(), trouve.end()))
            return


def _mode(texte: Texte) -> Iterator[Lu]:
    motifs = (
        (ModeIntervention.FORFAIT, r"\bAU FORFAIT\b|\bMODE FORFAIT\b|\bENGAGEMENT FORFAITAIRE\b|\bFORFAIT\b"),
        (ModeIntervention.TMA, r"\bTMA\b|TIERCE MAINTENANCE"),
        (ModeIntervention.INFOGERANCE, r"INFOGERANCE"),
        (ModeIntervention.REGIE, r"\bREGIE\b|ASSISTANCE TECHNIQUE"),
    )
    for valeur, motif in motifs:
        if trouve := texte.chercher(motif):
            yield Lu("mode_intervention", valeur, texte.mots(trouve.start(), trouve.end()))
            return


def _langues(texte: Texte) -> Iterator[Lu]:
    """Languages named, French apart: everything here is in French."""
    noms = {Texte(str(langue.label)).plie: langue.value for langue in Langue if langue != Langue.FRANCAIS}
    codes, mots = [], []
    for trouve in re.finditer(rf"\b({'|'.join(map(re.escape, noms))})\b", texte.plie):
        if noms[trouve[1]] not in codes:
            codes.append(noms[trouve[1]])
            mots.append(texte.mots(*texte.phrase(trouve.start()))[:80])
    if codes:
        yield Lu("langues", codes, " ; ".join(dict.fromkeys(mots)))


def _postes(texte: Texte) -> Iterator[Lu]:
    motif = rf"\b{QUANTITE} (?:POSTES?|CONSULTANT(?:E)?S|PROFILS|FREELANCES|DEVELOPPEURS|INGENIEURS|RESSOURCES)\b"
    if (trouve := texte.chercher(motif)) and 1 <= _nombre(trouve[1]) <= 20:
        yield Lu("postes", _nombre(trouve[1]), texte.mots(trouve.start(), trouve.end()))
