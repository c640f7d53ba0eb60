"""Métiers: the tree with its instant search, and the page of one."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from referentiels.consultation.arbre import arbres_metiers
from referentiels.consultation.graphe import graphes_de
from referentiels.consultation.passerelles import Dite, passerelles_de
from referentiels.consultation.recherche import chemin_de, chercher
from referentiels.enums import GenreAppellation, GenreContenu
from referentiels.models import Metier
from referentiels.views import RechercheForm
from samba.listes.formats import pluriel

ICONES = {
    GenreContenu.ACTIVITE: "clipboard-document-check",
    GenreContenu.ACTIVITE_SPECIFIQUE: "squares-plus",
    GenreContenu.SAVOIR_FAIRE: "wrench-screwdriver",
    GenreContenu.CONNAISSANCE: "light-bulb",
    GenreContenu.CERTIFICATION: "check-badge",
}
# Short headings that stand together on one card, « Conditions d’exercice ».
CONDITIONS = (GenreContenu.RELATION_EXTERNE, GenreContenu.RELATION_INTERNE, GenreContenu.LIEU)
TITRES_APPELLATIONS = {
    GenreAppellation.COURANTE: "Courantes",
    GenreAppellation.ANGLAISE: "Anglaises",
    GenreAppellation.ALIAS: "Variantes d’écriture",
}


@require_GET
def accueil(request: HttpRequest) -> HttpResponse:
    """`/referentiels/`: the tree of métiers, or, with `?q=`, what the words find in every référentiel."""
    form = RechercheForm(request.GET)
    texte = form.cleaned_data["q"] if form.is_valid() else ""
    contexte: dict[str, Any] = {"form": form, "onglet": "metiers"}
    if texte.strip():
        contexte["trouves"] = chercher(texte)
    else:
        contexte |= _arbres(request.GET.get("referentiel", ""))
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    partiel = htmx and not htmx.history_restore_request
    page = "referentiels/_resultats.html" if partiel else "referentiels/accueil.html"
    reponse = render(request, page, contexte)
    patch_vary_headers(reponse, ["HX-Request"])
    return reponse


def _arbres(voulu: str) -> dict[str, Any]:
    """The trees shown: one référentiel, or all when the address names none that exists."""
    arbres = arbres_metiers()
    montres = [a for a in arbres if a.referentiel.code == voulu] or arbres
    choisi = voulu if len(montres) == 1 else ""
    return {"arbres": montres, "tous": arbres, "choisi": choisi, "total": sum(a.nombre for a in montres)}


@require_GET
def metier(request: HttpRequest, referentiel: str, code: str) -> HttpResponse:
    """The page of a métier: what its fiche says, its names, its passerelles, what other rooms know of it."""
    lus = Metier.objects.select_related("referentiel", "famille__parent__parent")
    metier = get_object_or_404(lus, referentiel__code=referentiel, code=code)
    passerelles, appellations = passerelles_de(metier), _appellations(metier)
    rubriques = _rubriques(metier)
    contexte = {
        "metier": metier,
        "chemin": chemin_de(metier.famille),
        "rubriques": [r | {"icone": ICONES[r["genre"]]} for r in rubriques if r["genre"] not in CONDITIONS],
        "conditions": [r for r in rubriques if r["genre"] in CONDITIONS],
        "appellations": appellations,
        "avec_table": any(a.dans_la_table for _, siennes in appellations for a in siennes),
        "passerelles": passerelles,
        "graphes": graphes_de(metier.nom, passerelles) if passerelles else [],
        "dites": list(Dite),
        "acces": _acces(metier),
    }
    return render(request, "referentiels/metier.html", contexte)


def _rubriques(metier: Metier) -> list[dict[str, Any]]:
    """Its labels by heading, in the order of the page."""
    contenus = sorted(metier.contenus.all(), key=lambda c: (GenreContenu.values.index(c.genre), c.ordre))
    return [
        {"genre": genre, "titre": genre.label.capitalize(), "libelles": [c.libelle for c in groupe]}
        for genre, groupe in groupby(contenus, key=lambda c: GenreContenu(c.genre))
    ]


def _appellations(metier: Metier) -> list[tuple[str, list[Any]]]:
    """Its other names by kind."""
    toutes = list(metier.appellations.all())
    groupes = [(titre, [a for a in toutes if a.genre == genre]) for genre, titre in TITRES_APPELLATIONS.items()]
    return [(titre, siennes) for titre, siennes in groupes if siennes]


def _acces(metier: Metier) -> list[tuple[str, str]]:
    """How one gets there, in words: what is not known is left out."""
    niveaux = _entre(metier.get_niveau_min_display(), metier.get_niveau_max_display())
    annees = _annees(metier.experience_min, metier.experience_max)
    lignes = [("Niveau d’étude", niveaux), ("Expérience", annees), ("Précision", metier.acces)]
    return [(nom, valeur) for nom, valeur in lignes if valeur]


def _entre(bas: str, haut: str) -> str:
    if bas and haut and bas != haut:
        return f"{bas} à {haut}"
    return f"{bas} au moins" if bas and not haut else haut


def _annees(bas: int | None, haut: int | None) -> str:
    """« 7 à 10 ans », « débutant accepté », « 4 ans au moins »."""
    if haut is None:
        if bas is None:
            return ""
        return f"{pluriel(bas, 'an')} au moins" if bas else "débutant accepté"
    if bas == haut:
        return pluriel(haut, "an")
    return f"{bas} à {pluriel(haut, 'an')}" if bas else f"jusqu’à {pluriel(haut, 'an')}"
