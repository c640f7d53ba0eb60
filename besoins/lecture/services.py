"""From a description to the first values of the form. Nothing is written: a human accepts or corrects each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from besoins.lecture.conditions import conditions
from besoins.lecture.referentiel import competences, lieu, metier
from besoins.lecture.textes import Lu, Texte
from clients.models import Contact
from referentiels.enums import Maitrise
from samba.comptes.models import Utilisateur

COURRIEL = r"[A-Z0-9._%+-]+@[A-Z0-9-]+(?:\.[A-Z0-9-]+)+"
POLITESSES = (
    r"^(?:BONJOUR|BONSOIR|CHER|CHERE|MADAME|MONSIEUR|HELLO|SALUT|DE ?:|FROM ?:|A ?:|TO ?:|CC ?:|ENVOYE|DATE ?:)"
)
TACHES = r"^[^\n]{0,25}\b(?:MISSIONS?|TACHES?|RESPONSABILITES?|DESCRIPTIF|ACTIVITES?|ROLE)\b[^\n]{0,30}:?[ ]*$"
TITRE = r"^[^\n]{2,45}:[ ]*$"


@dataclass
class Description:
    """What was read: values by field, the words of each, and the skills apart."""

    lus: list[Lu] = field(default_factory=list)
    competences: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def initial(self) -> dict[str, Any]:
        """For the form."""
        return {lu.champ: lu.valeur for lu in self.lus}

    @property
    def mots(self) -> dict[str, str]:
        """Field → the words it was read from."""
        return {lu.champ: lu.mots for lu in self.lus}

    @property
    def lignes(self) -> list[dict[str, Any]]:
        """The rows of the skills."""
        return [
            {"competence": pk, "importance": importance, "niveau": Maitrise.OPERATIONNEL}
            for pk, importance, _ in self.competences
        ]


def lire(brut: str, utilisateur: Utilisateur) -> Description:
    """Read a description: who asks (by their e-mail address), for what, where, when, at what rate."""
    texte, description = Texte(brut), Description()
    for lu in (
        *_donneur(texte, utilisateur),
        *_intitule(texte),
        *metier(texte),
        *lieu(texte),
        *conditions(texte, timezone.localdate()),
        *_taches(texte),
    ):
        if lu.champ not in description.mots:
            description.lus.append(lu)
    description.competences = competences(texte)
    return description


def _donneur(texte: Texte, utilisateur: Utilisateur) -> list[Lu]:
    """The DO whose address the text holds, if this user may order for them (CLI-5)."""
    adresses = [adresse.lower() for adresse in re.findall(COURRIEL, texte.plie)][:10]
    contacts: Any = Contact.objects.lisibles_pour(utilisateur).en_cours()
    for contact in contacts.donneurs_d_ordre().filter(email__in=adresses).select_related("client")[:1]:
        if contact.joignable_par(utilisateur):
            return [Lu("contact", contact.pk, contact.email)]
    return []


def _intitule(texte: Texte) -> list[Lu]:
    """The subject of the e-mail, what follows « recherche un », else the first line that is not a greeting."""
    if trouve := texte.chercher(r"(?:OBJET|SUBJECT|SUJET|INTITULE|POSTE) ?: ?([^\n]{4,160})"):
        mots = re.sub(r"^(?:(?:RE|TR|FW|FWD) ?: ?)+", "", texte.mots(*trouve.span(1)), flags=re.IGNORECASE)
        return [Lu("intitule", mots[:160], texte.mots(*trouve.span()))]
    if trouve := texte.chercher(
        r"(?:RECHERCH\w*|CHERCH\w*|BESOIN D')[^\n]{0,25}?\b(?:UN|UNE|D'UN|D'UNE) ([^\n.,;:(]{4,90})"
    ):
        mots = texte.mots(*trouve.span(1))
        return [Lu("intitule", mots[:1].upper() + mots[1:160], texte.mots(*trouve.span()))]
    for ligne in re.finditer(r"^[^\n]{4,}$", texte.plie, re.MULTILINE):
        if not re.match(POLITESSES, ligne[0].strip()):
            mots = texte.mots(*ligne.span())[:160]
            return [Lu("intitule", mots, mots)]
    return []


def _taches(texte: Texte) -> list[Lu]:
    """What stands under « missions » or « tâches », up to the next heading."""
    titre = re.search(TACHES, texte.plie, re.MULTILINE)
    if titre is None:
        return []
    suite = re.search(TITRE, texte.plie[titre.end() + 1 :], re.MULTILINE)
    fin = titre.end() + 1 + suite.start() if suite else len(texte.plie)
    corps = texte.brut[titre.end() : fin].strip()[:4000]
    return [Lu("taches", corps, texte.mots(*titre.span()))] if corps else []
