"""The page that finds freelances for a besoin (BES-4)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from besoins.acces import portes_visibles
from besoins.candidats.formulaire import RechercheExterneForm
from besoins.candidats.raisons import Explication, expliquer, noms_des_competences
from besoins.candidats.score import Vise, marge_laissee, vise_par
from besoins.candidats.selection import CANDIDATS_MAX, Candidat, classer
from besoins.models import Besoin, Positionnement
from besoins.services.besoins import noter_recherche_externe
from freelances.recherche.formulaire import RechercheForm
from freelances.recherche.lignes import Ligne, lignes_de
from freelances.recherche.vues import Cible, rafraichissement
from freelances.sar.gardes import si_ouvert
from freelances.sar.verrou import evaluation_cherchable
from referentiels.competences.adresses import suivre_fusions
from samba.acces.vues import exige, utilisateur_de
from samba.listes.pagination import PAR_PAGE, PaginateurBorne

INDISPONIBLES = "indisponibles"


@dataclass(frozen=True)
class LigneCandidat:
    """A candidate as the page shows them."""

    ligne: Ligne
    candidat: Candidat
    explication: Explication
    marge: Decimal | None
    positionnement: Positionnement | None


def besoin_de(request: HttpRequest, pk: int) -> Besoin:
    """The besoin, or 404."""
    lignes = Besoin.objects.visibles_pour(utilisateur_de(request)).select_related("departement")
    return get_object_or_404(lignes, pk=pk)


@require_GET
@si_ouvert
@suivre_fusions("competences")
def candidats(request: HttpRequest, pk: int) -> HttpResponse:
    """The freelances of a besoin, ranked; a besoin that is not qualified says what it lacks instead (BES-1)."""
    besoin = besoin_de(request, pk)
    fermees = [porte for porte in portes_visibles(besoin, utilisateur_de(request)) if not porte.ouverte]
    if fermees:
        return render(request, "besoins/candidats/fermes.html", {"besoin": besoin, "portes": fermees})
    return _afficher(request, besoin)


@require_POST
@exige("gerer_besoins")
def recherche_externe(request: HttpRequest, pk: int) -> HttpResponse:
    """Log step 2 of BES-4, which opens step 3."""
    besoin = besoin_de(request, pk)
    form = RechercheExterneForm(request.POST)
    if not form.is_valid():
        contexte = {
            "besoin": besoin,
            "externe": form,
            "externes": besoin.recherches_externes.select_related("auteur"),
            "peut_positionner": True,
        }
        modele = "_ailleurs.html" if rafraichissement(request) else "externe.html"
        return render(request, f"besoins/candidats/{modele}", contexte, status=422)
    noter_recherche_externe(besoin=besoin, par=utilisateur_de(request), **form.cleaned_data)
    messages.success(request, "C’est noté : les freelances indisponibles sont ouverts.")
    suite = f"{reverse('besoins:candidats', args=[pk])}?etape={INDISPONIBLES}"
    return HttpResponseClientRedirect(suite) if rafraichissement(request) else redirect(suite)


def _afficher(request: HttpRequest, besoin: Besoin) -> HttpResponse:
    utilisateur = utilisateur_de(request)
    form = RechercheForm(request.GET, autour=besoin.metier, avec_evaluation=evaluation_cherchable(utilisateur))
    vise = vise_par(besoin, form.degre)
    classement = classer(vise, form.criteres())
    externes = list(besoin.recherches_externes.select_related("auteur"))
    etape = INDISPONIBLES if request.GET.get("etape") == INDISPONIBLES else ""
    choisis = classement.indisponibles if etape else classement.disponibles
    if etape and not externes:
        choisis = []
    page = PaginateurBorne(choisis, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "besoin": besoin,
        "form": form,
        "externe": RechercheExterneForm(),
        "externes": externes,
        "etape": etape,
        "degre": vise.degre,
        "etape_3_ouverte": bool(externes),
        "classement": classement,
        "maximum": CANDIDATS_MAX,
        "page": page,
        "lignes": _lignes(request, besoin, vise, list(page.object_list)),
        "peut_positionner": utilisateur.peut_gerer_besoins,
        "table": Cible(),
    }
    modele = "_resultats.html" if rafraichissement(request) else "candidats.html"
    reponse = render(request, f"besoins/candidats/{modele}", contexte)
    patch_vary_headers(reponse, ["HX-Request"])
    return reponse


def _lignes(request: HttpRequest, besoin: Besoin, vise: Vise, choisis: list[Candidat]) -> list[LigneCandidat]:
    """The rows of one page: a fixed number of queries."""
    ids = [candidat.profil.pk for candidat in choisis]
    positionnes = {p.freelance_id: p for p in Positionnement.objects.filter(besoin=besoin, freelance__in=ids)}
    lignes = {ligne.freelance.pk: ligne for ligne in lignes_de(ids, utilisateur_de(request))}
    noms = noms_des_competences(vise)
    return [
        LigneCandidat(
            ligne=lignes[candidat.profil.pk],
            candidat=candidat,
            explication=expliquer(vise, candidat, noms),
            marge=marge_laissee(vise, candidat.profil),
            positionnement=positionnes.get(candidat.profil.pk),
        )
        for candidat in choisis
        if candidat.profil.pk in lignes
    ]
