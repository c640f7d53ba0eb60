"""Where the words searched stand in the CVs of the page shown: asked by the list once it is drawn."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET

from freelances.models import Freelance
from freelances.recherche.mots import analyser
from freelances.sar.gardes import si_ouvert
from samba.acces.vues import utilisateur_de
from samba.listes.pagination import PAR_PAGE

# Signs that no text of a CV holds (its reading takes them out): they become <mark> once the rest is escaped.
DEBUT, FIN = "\x02", "\x03"
TEXTE_LU = 20_000  # characters of a CV looked through: marking words costs what reading them does
_OPTIONS = f"StartSel={DEBUT}, StopSel={FIN}, MaxFragments=2, MaxWords=16, MinWords=6, FragmentDelimiter= … "
_SQL = """
SELECT freelance_id, ts_headline('public.fr', left(texte, %s), %s::tsquery, %s)
FROM freelances_cv WHERE courant AND freelance_id = ANY(%s)
"""


def extraits_de(mots: str, ids: list[int]) -> dict[int, SafeString]:
    """By freelance, the pieces of their current CV around the words searched. Nobody without one of them in it."""
    requete = analyser(mots)
    if requete is None or requete.vide or not ids:
        return {}
    with connection.cursor() as curseur:
        curseur.execute(_SQL, [TEXTE_LU, requete.tsquery, _OPTIONS, ids])
        return {cle: _surligner(extrait) for cle, extrait in curseur.fetchall() if DEBUT in extrait}


def _surligner(extrait: str) -> SafeString:
    """Escaped, on one line, the words marked."""
    propre = escape(" ".join(extrait.split()))
    return mark_safe(propre.replace(DEBUT, "<mark>").replace(FIN, "</mark>"))


@require_GET
@si_ouvert
def extraits(request: HttpRequest) -> HttpResponse:
    """The extracts of the freelances of one page, each put under its line."""
    voulus = [int(cle) for cle in request.GET.get("ids", "").split(",") if cle.isascii() and cle.isdigit()][:PAR_PAGE]
    voulus = [cle for cle in voulus if cle < 2**63]
    ids = Freelance.objects.visibles_pour(utilisateur_de(request)).filter(pk__in=voulus).values_list("pk", flat=True)
    trouves = extraits_de(request.GET.get("q", ""), list(ids))
    return render(request, "freelances/recherche/_extraits.html", {"extraits": trouves.items()})
