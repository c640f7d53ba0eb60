"""The search page and its facets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from freelances.recherche.elargissement import liens_de
from freelances.recherche.facettes import Facettes, Valeur
from freelances.recherche.facettes import facettes as compter_facettes
from freelances.recherche.formulaire import RechercheForm
from freelances.recherche.lignes import lignes_de
from freelances.recherche.listes import FreelanceTable, masquees
from freelances.recherche.moteur import LIMITE, TRIS, trouver
from freelances.sar.gardes import si_ouvert
from freelances.sar.verrou import evaluation_cherchable
from referentiels.competences.adresses import suivre_fusions
from referentiels.proximite import voisinage
from samba.acces.vues import utilisateur_de
from samba.listes.colonnes import colonnes_de, outils_de
from samba.listes.formats import nombre, pourcent
from samba.listes.pagination import PAR_PAGE, PaginateurBorne

# (key of the sort, label) of the list of orders; "" is newest first.
ORDRES = (
    ("", "Les plus récents"),
    ("pertinence", "Les plus pertinents"),
    ("disponibilite", "Disponibles au plus tôt"),
    ("tjm", "TJM croissant"),
    ("-tjm", "TJM décroissant"),
    ("-experience", "Les plus expérimentés"),
    ("sollicite", "Sollicités il y a le plus longtemps"),
    ("nom", "Nom"),
)
NOMS_FACETTES = {
    "dispo": "Disponibilité",
    "competences": "Compétences",
    "lieux": "Départements",
    "classification": "Classification",
}


@dataclass(frozen=True)
class Cible:
    """What the links of the list refresh (read by `lien_partiel`)."""

    cible: str = "#resultats"


def rafraichissement(request: HttpRequest) -> bool:
    """Is only the list asked for? Going back in the history asks for the whole page."""
    htmx: Any = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.history_restore_request


@require_GET
@si_ouvert
@suivre_fusions("competences")
def liste(request: HttpRequest) -> HttpResponse:
    """Every freelance that answers the filters: at most 1 000 shown, newest first unless another order is asked."""
    form = RechercheForm(request.GET, avec_evaluation=evaluation_cherchable(utilisateur_de(request)))
    colonnes = colonnes_de(request, FreelanceTable)
    tri = request.GET.get("tri", "")
    criteres = form.criteres()
    trouves = trouver(criteres, tri=tri)
    page = PaginateurBorne(trouves.ids, PAR_PAGE).get_page(request.GET.get("page"))
    ids = list(page.object_list)
    liens = liens_de(ids, voisinage(criteres.metiers, criteres.elargir))
    contexte = {
        "form": form,
        "page": page,
        "cles_page": ",".join(map(str, ids)),
        "lignes": lignes_de(ids, utilisateur_de(request), liens),
        "plus_de_mille": len(trouves.ids) >= LIMITE,
        "sans_ordre": trouves.sans_ordre,
        "tri": tri if tri in TRIS else "",
        "ordres": ORDRES,
        "table": Cible(),
        "outils": outils_de(request, FreelanceTable),
        "masquees": masquees(colonnes),
    }
    modele = "freelances/recherche/_resultats.html" if rafraichissement(request) else "freelances/recherche/liste.html"
    reponse = render(request, modele, contexte)
    patch_vary_headers(reponse, ["HX-Request"])
    return reponse


@require_GET
@si_ouvert
@suivre_fusions("competences")
def facettes(request: HttpRequest) -> HttpResponse:
    """How the hits spread out, as links that add a filter to the list."""
    avec_evaluation = evaluation_cherchable(utilisateur_de(request))
    form = RechercheForm(request.GET, avec_evaluation=avec_evaluation)
    lues = compter_facettes(form.criteres())
    groupes = [
        {"nom": nom, "valeurs": [_valeur(request, genre, valeur, lues) for valeur in lues.groupes[genre]]}
        for genre, nom in NOMS_FACETTES.items()
        if lues.groupes.get(genre) and (avec_evaluation or genre != "classification")
    ]
    return render(request, "freelances/recherche/_facettes.html", {"facettes": lues, "groupes": groupes})


def _valeur(request: HttpRequest, genre: str, valeur: Valeur, lues: Facettes) -> dict[str, str]:
    """Exact counts up to 1 000 hits; beyond, the share of the newest 1 000."""
    parametres = request.GET.copy()
    parametres.pop("page", None)
    if genre == "dispo":
        parametres[genre] = valeur.code
    elif valeur.code not in parametres.getlist(genre):
        parametres.appendlist(genre, valeur.code)
    compte = nombre(valeur.nombre) if lues.exactes else f"≈ {pourcent(valeur.nombre / lues.total, 0)}"
    url = f"{reverse('freelances:liste')}?{parametres.urlencode()}" if valeur.code else ""
    return {"libelle": valeur.libelle, "compte": compte, "url": url}
