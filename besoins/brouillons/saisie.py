"""From a draft to the form of a besoin: what was typed comes back, and BES-1 says what is missing."""

from __future__ import annotations

import re
from typing import Any

from django.http import QueryDict

from besoins.fiche.competences import CompetencesDemandees
from besoins.fiche.formulaires import BesoinForm
from besoins.models import Besoin
from besoins.qualification import points
from clients.models import Contact
from samba.activite import brouillons
from samba.activite.enums import GenreBrouillon
from samba.comptes.models import Utilisateur

GENRE = GenreBrouillon.BESOIN
LIGNE = re.compile(rf"^{CompetencesDemandees.prefixe}-(\d{{1,4}})-(competence|importance|niveau)$")
MULTIPLES = ("langues",)


def lire(utilisateur: Utilisateur, contact: Contact) -> dict[str, Any]:
    """What this person typed of a besoin of this DO."""
    return brouillons.lire(utilisateur, GENRE, contact=contact)


def formulaire(
    utilisateur: Utilisateur, contact: Contact, saisie: dict[str, Any], instance: Besoin | None = None
) -> BesoinForm:
    """The form as it was left: nothing in it is judged yet."""
    initial = {nom: valeur for nom, valeur in saisie.items() if not LIGNE.match(nom)}
    for nom in MULTIPLES:
        if nom in initial and not isinstance(initial[nom], list):
            initial[nom] = [initial[nom]]
    initial["contact"] = contact.pk
    return BesoinForm(
        instance=instance or Besoin(), utilisateur=utilisateur, initial=initial, lignes=_lignes(saisie) or None
    )


def _lignes(saisie: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of skills, in their order; a row without a skill is no row."""
    rangs: dict[int, dict[str, Any]] = {}
    for nom, valeur in saisie.items():
        if trouve := LIGNE.match(nom):
            rangs.setdefault(int(trouve[1]), {})[trouve[2]] = valeur
    return [ligne for _, ligne in sorted(rangs.items()) if ligne.get("competence")]


def suivi(utilisateur: Utilisateur, contact: Contact, saisie: QueryDict | dict[str, Any]) -> dict[str, Any]:
    """The points of BES-1 for what is typed: known or missing. Writes nothing."""
    donnees = saisie if isinstance(saisie, QueryDict) else _donnees(saisie)
    donnees = donnees.copy()
    donnees["contact"] = str(contact.pk)
    form = BesoinForm(donnees, instance=Besoin(), utilisateur=utilisateur)
    form.is_valid()
    liste = points(form.instance, technologies=bool(form.competences.choisies()))
    return {"points": liste, "manques": [point for point in liste if not point.connu], "vivant": True}


def _donnees(saisie: dict[str, Any]) -> QueryDict:
    donnees = QueryDict(mutable=True)
    for nom, valeur in saisie.items():
        donnees.setlist(nom, valeur if isinstance(valeur, list) else [valeur])
    return donnees
