"""What the cockpit shows: scripts and answers filled for this call, objections to expect, dates to propose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from clients.appel.enums import TOUCHES_OBJECTIONS, GenreTexte, Interlocuteur
from clients.appel.models import TexteAppel
from clients.appel.textes import remplir, repliques
from clients.coordonnees.services import civilite_nom
from clients.enums import NatureContact
from clients.models import Contact
from samba.activite.enums import Issue, Objection, Suite
from samba.activite.models import Echange
from samba.comptes.models import Utilisateur
from samba.parametres.models import parametres

# One letter an outcome, one a next step (CLI-7); the digits are the objections'.
TOUCHES_ISSUES = {
    Issue.JOINT: "A",
    Issue.MESSAGE: "M",
    Issue.PAS_DE_REPONSE: "P",
    Issue.EN_REUNION: "U",
    Issue.BARRAGE: "B",
    Issue.NUMERO_INVALIDE: "V",
}
TOUCHES_SUITES = {Suite.RELANCE: "R", Suite.BESOIN: "O", Suite.RIEN: "X"}
# Days after which one calls back, by outcome, when nothing else was agreed.
RAPPELS = {Issue.MESSAGE: 2, Issue.JOINT: 30}
ECHANGES_LUS = 40


@dataclass
class Script:
    """What is said to one interlocutor: several texts may answer for it."""

    code: str
    libelle: str
    blocs: list[tuple[str, list[str]]] = field(default_factory=list)
    actif: bool = False


@dataclass
class ReponsesObjection:
    """One objection: its key, its suggested answers, and how often it was heard here."""

    code: str
    libelle: str
    touche: str
    reponses: list[str] = field(default_factory=list)
    entendue: int = 0
    ailleurs: int = 0


@dataclass
class Memento:
    """Everything that is said during a call."""

    scripts: list[Script]
    questions: list[tuple[str, list[str]]]
    objections: list[ReponsesObjection]
    options: list[tuple[str, str]]


def memento(valeurs: Mapping[str, str], *interlocuteurs: str) -> Memento:
    """The texts in use, filled: one query. `interlocuteurs`: the scripts to show, the first one open."""
    textes = list(TexteAppel.objects.de_genre(*GenreTexte.values))
    dits: dict[tuple[str, str], list[tuple[str, list[str]]]] = {}
    for texte in textes:
        lignes = repliques(remplir(texte.texte, valeurs))
        dits.setdefault((texte.genre, texte.cle), []).append((texte.titre, lignes))
    return Memento(
        scripts=[
            Script(code, str(Interlocuteur(code).label), dits.get((GenreTexte.SCRIPT, code), []), rang == 0)
            for rang, code in enumerate(interlocuteurs)
        ],
        questions=dits.get((GenreTexte.QUESTION, ""), []),
        objections=[
            ReponsesObjection(
                code,
                str(libelle),
                TOUCHES_OBJECTIONS[code],
                [ligne for _, lignes in dits.get((GenreTexte.OBJECTION, code), []) for ligne in lignes],
            )
            for code, libelle in Objection.choices
        ],
        options=[(titre, " ".join(lignes)) for titre, lignes in dits.get((GenreTexte.OPTION, ""), [])],
    )


def memento_du_contact(contact: Contact, auteur: Utilisateur, echanges: QuerySet[Echange]) -> Memento:
    """Scripts for this person, and the objections heard from them and at their company (the readable ones)."""
    valeurs = {
        "interlocuteur": civilite_nom(contact),
        "moi": str(auteur),
        "firme": parametres().nom_firme,
        "societe": contact.client.nom,
    }
    lu = memento(valeurs, *_interlocuteurs(contact))
    entendues = echanges.exclude(objections=[]).order_by("-le")
    ici = _compter(entendues.filter(contact=contact))
    la = _compter(entendues.filter(client=contact.client_id))
    for objection in lu.objections:
        objection.entendue = ici[objection.code]
        objection.ailleurs = la[objection.code] - ici[objection.code]
    return lu


def _compter(echanges: QuerySet[Echange]) -> Counter[str]:
    listes = echanges.values_list("objections", flat=True)[:ECHANGES_LUS]
    return Counter(code for objections in listes for code in objections)


def _interlocuteurs(contact: Contact) -> list[str]:
    """The script of the nature of the contact first, then those of the turns that a call takes."""
    premier = Interlocuteur.DO if contact.nature == NatureContact.DO else Interlocuteur.STANDARDISTE
    autres = [code for code in Interlocuteur.values if code not in {premier, Interlocuteur.FREELANCE}]
    return [premier, *autres]


@dataclass(frozen=True)
class Touche:
    """A large choice with its key."""

    code: str
    libelle: str
    touche: str
    dans: str = ""


def touches_issues() -> list[Touche]:
    """The outcomes, each with its key and the day it proposes to call back."""
    return [
        Touche(issue.value, str(issue.label), TOUCHES_ISSUES[issue], jour_ouvre(RAPPELS.get(issue, 1)).isoformat())
        for issue in Issue
    ]


def touches_suites(form: Any) -> list[Touche]:
    """The next steps that this form offers, each with its key."""
    return [Touche(code, str(libelle), TOUCHES_SUITES[Suite(code)]) for code, libelle in form.fields["suite"].choices]


def raccourcis_de_date() -> list[tuple[str, str]]:
    """Days to call back, one key further each time: tomorrow, in two days, a week, a month; never on a weekend."""
    voulus = (("Demain", 1), ("Dans 2 jours", 2), ("Dans une semaine", 7), ("Dans un mois", 30))
    return [(libelle, jour_ouvre(jours).isoformat()) for libelle, jours in voulus]


def jour_ouvre(dans: int) -> date:
    """The day in so many days, or the Monday that follows."""
    jour = timezone.localdate() + timedelta(days=dans)
    return jour + timedelta(days=max(0, 7 - jour.weekday()) if jour.weekday() >= 5 else 0)
