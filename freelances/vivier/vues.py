"""The search page of the vivier (SAR-10), its counts, the skills and the preview of a candidate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET, require_POST

from freelances.evaluation.presentation import visuel
from freelances.models import Evaluation, Freelance, Situation
from freelances.recherche.moteur import LIMITE
from freelances.recherche.vues import rafraichissement
from freelances.sar.enums import Decision
from freelances.sar.gardes import si_ouvert
from freelances.vivier.acces import derniere_recherche, noter_recherche, vivier_pour
from freelances.vivier.criteres import CriteresVivier
from freelances.vivier.facettes import Comptes, compter
from freelances.vivier.formulaire import VivierForm
from freelances.vivier.lignes import CompteVivier, LigneVivier, lignes_de, savoirs_par_theme
from freelances.vivier.listes import VivierTable
from samba.acces.vues import utilisateur_de
from samba.donnees.validateurs import mots_cherches
from samba.listes.colonnes import colonnes_de, outils_de
from samba.listes.formats import nombre, pourcent
from samba.listes.pagination import PAR_PAGE, PaginateurBorne

# Names proposed while one types.
PROPOSES = 10
ORDRES = (
    ("", "Classifiés récemment"),
    ("anciens", "Classifiés il y a longtemps"),
    ("situation", "Situation changée récemment"),
    ("nom", "Nom"),
)


@require_GET
@si_ouvert
def liste(request: HttpRequest) -> HttpResponse:
    """The candidates that answer every filter, without those that my agence follows already (SAR-5)."""
    utilisateur = utilisateur_de(request)
    form = VivierForm(request.GET, utilisateur)
    tri = request.GET.get("tri", "")
    ids = vivier_pour(utilisateur).chercher(form.criteres(), tri)
    page = PaginateurBorne(ids, PAR_PAGE).get_page(request.GET.get("page"))
    colonnes = colonnes_de(request, VivierTable)
    contexte = {
        "outils": outils_de(request, VivierTable),
        "masquees": VivierTable.masquees(colonnes),
        "form": form,
        "page": page,
        "lignes": _a_dessiner(request, lignes_de(list(page.object_list), utilisateur), page.start_index() - 1),
        "plus_de_mille": len(ids) >= LIMITE,
        "tri": tri if tri in dict(ORDRES) else "",
        "ordres": ORDRES,
        "table": CompteVivier(page.paginator),
        "decisions": _decide(request),
        "derniere": derniere_recherche(utilisateur),
    }
    modele = "freelances/vivier/_resultats.html" if rafraichissement(request) else "freelances/vivier/liste.html"
    reponse = render(request, modele, contexte)
    patch_vary_headers(reponse, ["HX-Request"])
    return reponse


def _a_dessiner(
    request: HttpRequest, lignes: list[LigneVivier], debut: int
) -> list[tuple[LigneVivier, str, SafeString]]:
    """(line, what its links carry, its quick actions). The search and the buttons are written once for the page."""
    demande = {cle: valeurs for cle, valeurs in request.GET.lists() if cle not in {"page", "rang"}}
    base = urlencode(demande, doseq=True)
    boutons = boutons_de(request)
    return [
        (ligne, f"?{base}{'&' if base else ''}rang={rang}", boutons(ligne.pk, ligne.nom))
        for rang, ligne in enumerate(lignes, start=debut)
    ]


# Stand for a candidate while the buttons are drawn: no base holds them.
PERSONNE, NOM = 987654321987, "\ue000"


def boutons_de(request: HttpRequest) -> Callable[[int, str], SafeString]:
    """Draw the quick actions of a candidate (id, name), by a template rendered once: 25 of them cost half the page."""
    contexte = {"decisions": _decide(request), "pk": PERSONNE, "nom": NOM}
    modele = render_to_string("freelances/vivier/_boutons.html", contexte, request)

    def dessiner(pk: int, nom: str) -> SafeString:
        return mark_safe(modele.replace(str(PERSONNE), str(pk)).replace(NOM, escape(nom)))

    return dessiner


def _decide(request: HttpRequest) -> list[tuple[int, Decision]]:
    """The quick actions that this person may take, with their keys."""
    utilisateur = utilisateur_de(request)
    decide = utilisateur.peut("suivre") and utilisateur.agence_id is not None
    return list(enumerate(Decision, start=1)) if decide else []


@require_GET
@si_ouvert
def comptes(request: HttpRequest) -> HttpResponse:
    """How many candidates bear each value of each filter, as links that add it."""
    utilisateur = utilisateur_de(request)
    form = VivierForm(request.GET, utilisateur)
    lus = compter(vivier_pour(utilisateur), form)
    groupes = [
        {"nom": nom, "valeurs": [_valeur(request, champ, valeur, lus) for valeur in valeurs]}
        for champ, nom, valeurs in lus.groupes
    ]
    return render(request, "freelances/vivier/_comptes.html", {"comptes": lus, "groupes": groupes})


def _valeur(request: HttpRequest, champ: str, valeur: Any, lus: Comptes) -> dict[str, Any]:
    """Exact up to 1 000 hits; beyond, the share among the first 1 000."""
    parametres = request.GET.copy()
    parametres.pop("page", None)
    choisie = valeur.code in parametres.getlist(champ)
    if not choisie:
        parametres.appendlist(champ, valeur.code)
    compte = nombre(valeur.nombre) if lus.exacts else f"≈ {pourcent(valeur.nombre / lus.total, 0)}"
    url = "" if choisie else f"{reverse('vivier:liste')}?{parametres.urlencode()}"
    return {"libelle": valeur.libelle, "compte": compte, "url": url}


@require_GET
@si_ouvert
def noms(request: HttpRequest) -> HttpResponse:
    """At most 10 candidates whose name holds what is being typed, for the search box; the lock holds here too."""
    utilisateur = utilisateur_de(request)
    vivier = vivier_pour(utilisateur)
    mots = mots_cherches(request.GET.get("q", "").replace("\0", ""))
    criteres = CriteresVivier(nom=" ".join(mots))
    ids = vivier.chercher(criteres, "nom", PROPOSES) if mots else []
    return render(request, "freelances/vivier/_noms.html", {"lignes": lignes_de(ids, utilisateur)})


@require_POST
@si_ouvert
def visite(request: HttpRequest) -> HttpResponse:
    """The page was shown: remember when, for « depuis ma dernière recherche »."""
    utilisateur = utilisateur_de(request)
    vivier_pour(utilisateur)
    noter_recherche(utilisateur)
    return HttpResponse()


@require_GET
@si_ouvert
def savoirs(request: HttpRequest, pk: int) -> HttpResponse:
    """The skills of a candidate by thème, with their levels."""
    freelance = _candidat(request, pk)
    return render(request, "freelances/vivier/_savoirs.html", {"themes": savoirs_par_theme(freelance)})


@require_GET
@si_ouvert
def apercu(request: HttpRequest, pk: int) -> HttpResponse:
    """A candidate beside the list: employability, situation, skills; the decisions are at hand."""
    freelance = _candidat(request, pk)
    utilisateur = utilisateur_de(request)
    evaluation = Evaluation.objects.visibles_pour(utilisateur).publiees().filter(freelance=pk).first()
    contexte = {
        "freelance": freelance,
        "ligne": next(iter(lignes_de([pk], utilisateur)), None),
        "evaluation": evaluation,
        "visuel": visuel(evaluation) if evaluation else None,
        "situation": Situation.objects.filter(freelance=pk).actuelles().first(),
        "themes": savoirs_par_theme(freelance),
        "suite": request.GET.urlencode(),
        "decisions": _decide(request),
    }
    return render(request, "freelances/vivier/_apercu.html", contexte)


def _candidat(request: HttpRequest, pk: int) -> Freelance:
    utilisateur = utilisateur_de(request)
    vivier_pour(utilisateur)
    au_vivier = Freelance.objects.visibles_pour(utilisateur).en_cours().exclude(publie_le=None)
    return get_object_or_404(au_vivier, pk=pk)
