"""My relances: the list, done, postponed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from samba.acces.vues import utilisateur_de
from samba.activite.formulaires import ReportForm
from samba.activite.models import Relance, RelanceQuerySet
from samba.activite.services import reporter_relance, terminer_relance
from samba.activite.tables import RelanceTable
from samba.comptes.models import Utilisateur
from samba.listes.formats import date_fr
from samba.listes.tables import configurer

VUES = {"dues": "À faire aujourd’hui", "retard": "En retard", "a_venir": "À venir", "faites": "Terminées"}


def _relances(utilisateur: Utilisateur, vue: str) -> RelanceQuerySet:
    miennes = Relance.objects.de(utilisateur)
    if vue == "faites":
        return miennes.closes()
    return {"retard": miennes.en_retard, "a_venir": miennes.a_venir}.get(vue, miennes.dues)()


@require_GET
def relances(request: HttpRequest) -> HttpResponse:
    """My relances: due (overdue included), overdue, upcoming, closed."""
    utilisateur = utilisateur_de(request)
    vue = request.GET.get("vue", "dues")
    vue = vue if vue in VUES else "dues"
    table = configurer(request, RelanceTable(_relances(utilisateur, vue).avec_cibles(), vue=vue))
    comptes = {code: _relances(utilisateur, code).count() for code in VUES if code != "faites"}
    contexte = {"table": table, "vue": vue, "vues": [(code, nom, comptes.get(code)) for code, nom in VUES.items()]}
    gabarit = "activite/_relances_resultats.html" if request.htmx else "activite/relances.html"  # type: ignore[attr-defined]
    return render(request, gabarit, contexte)


def _mienne(request: HttpRequest, pk: int) -> Relance:
    return get_object_or_404(Relance.objects.de(utilisateur_de(request)).avec_cibles(), pk=pk)


def _repondre(request: HttpRequest, relance: Relance, erreur: str = "") -> HttpResponse:
    """The line alone for htmx (422 when refused), else back to the page the person came from."""
    if request.htmx:  # type: ignore[attr-defined]
        relance.refresh_from_db(fields=["statut", "echeance"])
        contexte = {"relance": relance, "erreur": erreur}
        return render(request, "activite/_relance.html", contexte, status=422 if erreur else 200)
    if erreur:
        messages.error(request, erreur)
    suite = request.POST.get("suite", "")
    if not url_has_allowed_host_and_scheme(suite, allowed_hosts={request.get_host()}):
        suite = reverse("activite:relances")
    return HttpResponseRedirect(suite)


@require_POST
def terminer(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one of my relances as done."""
    relance = _mienne(request, pk)
    if not terminer_relance(relance):
        return _repondre(request, relance, "Cette relance était déjà close.")
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, f"Relance terminée : {relance.libelle}.")
    return _repondre(request, relance)


@require_POST
def reporter(request: HttpRequest, pk: int) -> HttpResponse:
    """Move one of my relances to another day."""
    relance = _mienne(request, pk)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _repondre(request, relance, str(form.errors["echeance"][0]))
    echeance = form.cleaned_data["echeance"]
    if not reporter_relance(relance, echeance):
        return _repondre(request, relance, "Cette relance est close : elle ne se reporte plus.")
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, f"Relance reportée au {date_fr(echeance)}.")
    return _repondre(request, relance)
