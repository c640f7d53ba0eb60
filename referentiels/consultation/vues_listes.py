"""Every other list: technologies, themes and skills, profile, sectors and companies, places, editions."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from referentiels.consultation.arbre import arbre_technologies
from referentiels.consultation.filtres import CommuneFiltre, CompetenceFiltre, EntrepriseFiltre
from referentiels.consultation.tables import (
    CommuneTable,
    CompetenceTable,
    DepartementTable,
    EditionTable,
    EntrepriseTable,
    SecteurTable,
)
from referentiels.decomptes import decompter
from referentiels.enums import NiveauEtude
from referentiels.models import (
    Commune,
    Competence,
    Comportement,
    Departement,
    Edition,
    Entreprise,
    FrequenceMobilite,
    Region,
    SecteurActivite,
    Theme,
    TrancheExperience,
    ZoneMobilite,
)
from samba.listes.tables import Tableau, configurer

# Small closed lists stand on one page.
TOUT = 200


@require_GET
def technologies(request: HttpRequest) -> HttpResponse:
    """The classes of technologies with their roles and skills."""
    branches = arbre_technologies()
    return render(request, "referentiels/technologies.html", {"branches": branches, "onglet": "technologies"})


@require_GET
def themes(request: HttpRequest) -> HttpResponse:
    """The themes, each with its skills in use."""
    lues = Competence.objects.actives().exclude(theme=None).only("code", "nom", "theme")
    competences = lues.order_by("theme__ordre", "theme__nom", "nom")
    groupes = {cle: list(groupe) for cle, groupe in groupby(competences, key=lambda c: c.theme_id)}
    lignes = [(theme, groupes.get(theme.pk, [])) for theme in Theme.objects.all()]
    total = sum(len(siennes) for _, siennes in lignes)
    return render(request, "referentiels/themes.html", {"themes": lignes, "total": total, "onglet": "competences"})


@require_GET
def competences(request: HttpRequest) -> HttpResponse:
    """Every skill, best match first when searched."""
    lues = Competence.objects.select_related("theme")
    filtre = CompetenceFiltre(request.GET, queryset=lues)
    return _liste(request, "competences", filtre.form, configurer(request, CompetenceTable(filtre.qs)))


@require_GET
def competence(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a skill: its names, its classes, what other rooms know of it."""
    lue = get_object_or_404(Competence.objects.select_related("theme", "fusionnee_dans"), code=code)
    contexte = {
        "competence": lue,
        "classes": lue.classes.select_related("parent"),
        "reunies": lue.fusionnees.all(),
        "voisines": _voisines(lue),
    }
    return render(request, "referentiels/competence.html", contexte)


def _voisines(competence: Competence) -> list[Competence]:
    """The other skills of its theme."""
    if competence.theme is None:
        return []
    return list(competence.theme.competences.actives().exclude(pk=competence.pk)[:TOUT])  # type: ignore[attr-defined]


@require_GET
def profil(request: HttpRequest) -> HttpResponse:
    """The closed lists of a profile: behaviours, mobility, study, experience."""
    comportements = groupby(Comportement.objects.all(), key=lambda c: c.groupe)
    contexte = {
        "groupes": [(nom, list(traits)) for nom, traits in comportements],
        "zones": ZoneMobilite.objects.all(),
        "frequences": list(FrequenceMobilite.objects.all()),
        "niveaux": NiveauEtude.choices,
        "tranches": TrancheExperience.objects.all(),
        "onglet": "profil",
    }
    return render(request, "referentiels/profil.html", contexte)


@require_GET
def secteurs(request: HttpRequest) -> HttpResponse:
    """The sectors, with how many companies are in each."""
    lus = SecteurActivite.objects.annotate(nombre_entreprises=Count("entreprises"))
    table = configurer(request, SecteurTable(lus), par_page=TOUT)
    sans = Entreprise.objects.filter(secteur=None).count()
    return _liste(request, "secteurs", None, table, sans_secteur=sans)


@require_GET
def entreprises(request: HttpRequest) -> HttpResponse:
    """The companies, best match first when searched."""
    filtre = EntrepriseFiltre(request.GET, queryset=Entreprise.objects.select_related("secteur"))
    return _liste(request, "entreprises", filtre.form, configurer(request, EntrepriseTable(filtre.qs)))


@require_GET
def lieux(request: HttpRequest) -> HttpResponse:
    """The départements with their région and neighbours."""
    lus = Departement.objects.select_related("region").prefetch_related("voisins")
    table = configurer(request, DepartementTable(lus.annotate(nombre_communes=_communes())), par_page=TOUT)
    regions = Region.objects.annotate(n=Count("departements")).order_by("nom")
    return _liste(request, "lieux", None, table, regions=regions)


def _communes() -> Count:
    return Count("communes", filter=Q(communes__arrondissement=False))


@require_GET
def communes(request: HttpRequest) -> HttpResponse:
    """The communes, the most populated first when searched."""
    filtre = CommuneFiltre(request.GET, queryset=Commune.objects.select_related("departement").order_by("nom", "pk"))
    return _liste(request, "communes", filtre.form, configurer(request, CommuneTable(filtre.qs)))


@require_GET
def editions(request: HttpRequest) -> HttpResponse:
    """Which edition of each file the base holds, and how much of everything it makes."""
    toutes = list(Edition.objects.all())
    groupes = [(groupe, _sources(groupe.editions(toutes))) for groupe in decompter()]
    table = configurer(request, EditionTable(Edition.objects.all()), par_page=TOUT)
    return _liste(request, "editions", None, table, groupes=groupes)


def _sources(editions: list[Edition]) -> list[tuple[str, str, Any]]:
    """The distinct (source, version, latest date) of some editions, in order."""
    sources: dict[tuple[str, str], Any] = {}
    for edition in editions:
        cle = (edition.source, edition.version)
        sources[cle] = max(sources.get(cle, edition.date), edition.date)
    return [(source, version, jour) for (source, version), jour in sources.items()]


ONGLETS = {
    "competences": "competences",
    "secteurs": "secteurs",
    "entreprises": "secteurs",
    "lieux": "lieux",
    "communes": "lieux",
    "editions": "editions",
}


def _liste(request: HttpRequest, nom: str, form: Any, table: Tableau, **autres: Any) -> HttpResponse:
    """Draw a list, or only its table for a partial refresh."""
    if getattr(table.paginator, "plus_de_mille", False):
        table.note = "La liste s’arrête aux mille premières lignes : affinez pour voir les autres."
    contexte = {"form": form, "table": table, "onglet": ONGLETS[nom], **autres}
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    partiel = htmx and not htmx.history_restore_request
    page = "referentiels/_table.html" if partiel else f"referentiels/{nom}.html"
    return render(request, page, contexte)
