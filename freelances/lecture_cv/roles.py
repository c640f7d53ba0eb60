"""Words that say a role, and the métier that a role names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from freelances.lecture_cv.texte import aplatir
from referentiels.models import Appellation, Metier
from referentiels.normalisation import normaliser

ROLE = re.compile(
    r"\b(?:DEVELOPPEU(?:R|SE)|DEVELOPE?R|DEV(?:OPS)?|INGENIEURE?|ENGINEER|CHEF(?:FE)? DE PROJETS?|CHEF(?:FE)? DE PRODUIT|PROJECT MANAGER|CONSULTANTE?|"
    r"ARCHITECTE?|ANALYSTE?|ADMINISTRAT(?:EUR|RICE)|ADMINISTRATOR|(?:TECH )?LEAD|DATA (?:SCIENTIST|ENGINEER|ANALYST|STEWARD)|"
    r"PRODUCT (?:OWNER|MANAGER)|SCRUM MASTER|SRE|DIRECT(?:EUR|RICE)|RESPONSABLE|TECHNICIEN(?:NE)?|TESTEU(?:R|SE)|PMO|EXPERTE?|"
    r"COORDINAT(?:EUR|RICE)|STAGIAIRE|ALTERNANTE?|APPRENTIE?|CTO|DSI|RSSI|INTEGRAT(?:EUR|RICE)|DESIGNER|WEBDESIGNER|INTEGRATOR|"
    r"FORMAT(?:EUR|RICE)|PROGRAMMEU(?:R|SE)|CONCEPT(?:EUR|RICE)|PILOTE|PROGRAMMER|COACH|DBA|GRAPHISTE|QA|MANAGER|SPECIALISTE?|"
    r"ASSISTANTE? (?:MOA|MOE|TECHNIQUE|CHEF)|MOA|AMOA|BUSINESS ANALYST|WEBMASTER|SUPPORT|OPERAT(?:EUR|RICE)|PENTESTER|AUDIT(?:EUR|RICE))\b"
)
# What says how senior one is, not what one does.
_AUTOUR = re.compile(
    r"\b(?:SENIOR|JUNIOR|CONFIRMEE?|EXPERIMENTEE?|DEBUTANTE?|FREELANCE|INDEPENDANTE?|STAGIAIRE|ALTERNANTE?|APPRENTIE?|EN ALTERNANCE|"
    r"H/F|F/H|\(.*?\))"
)
_FEMININS = (("DEVELOPPEUSE", "DEVELOPPEUR"), ("INGENIEURE", "INGENIEUR"), ("CONSULTANTE", "CONSULTANT"), ("CHEFFE", "CHEF"),
             ("ADMINISTRATRICE", "ADMINISTRATEUR"), ("TECHNICIENNE", "TECHNICIEN"), ("DIRECTRICE", "DIRECTEUR"),
             ("INTEGRATRICE", "INTEGRATEUR"), ("TESTEUSE", "TESTEUR"), ("EXPERTE", "EXPERT"))  # fmt: skip


def formes(role: str) -> list[str]:
    """The role as the référentiel may name it, from the whole to its first two words."""
    plat = normaliser(aplatir(role))
    for femme, homme in _FEMININS:
        plat = plat.replace(femme, homme)
    simple = " ".join(_AUTOUR.sub(" ", plat).replace(",", " ").split())
    mots = simple.split()
    return list(dict.fromkeys([plat, simple, *(" ".join(mots[:n]) for n in range(min(len(mots), 4), 1, -1))]))


def metiers_de(roles: Iterable[str]) -> dict[str, Metier]:
    """The métier that each role names, by its name or an appellation; two queries. A role that names two names none."""
    voulues = {role: formes(role) for role in roles}
    toutes = {forme for liste in voulues.values() for forme in liste}
    connus: dict[str, dict[int, Metier]] = {}
    for metier in Metier.objects.actifs().filter(nom_normalise__in=toutes):
        connus.setdefault(metier.nom_normalise, {})[metier.pk] = metier
    for lue in Appellation.objects.filter(libelle_normalise__in=toutes, metier__retire=False).select_related("metier"):
        connus.setdefault(lue.libelle_normalise, {}).setdefault(lue.metier_id, lue.metier)
    trouves = {}
    for role, liste in voulues.items():
        seul = next((connus[forme] for forme in liste if forme in connus), {})
        if len(seul) == 1:
            trouves[role] = next(iter(seul.values()))
    return trouves
