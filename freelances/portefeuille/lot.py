"""The bulk update of several overdue fiches: previewed, then written; each fiche whole or left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from freelances.models import Fiche
from freelances.portefeuille.formulaires import LotForm
from freelances.sar.services import mettre_a_jour_lot
from freelances.sar.statut import Apercu, bareme
from freelances.sar.verrou import fiches_bloquantes
from samba.acces.vues import exige, utilisateur_de
from samba.listes.formats import pluriel

# A page of the list: nobody ticks more at once.
MAXIMUM = 100


@dataclass(frozen=True)
class Prevue:
    """A fiche of the batch, and what it would become."""

    fiche: Fiche
    avant: Apercu
    apres: Apercu


def _choisies(request: HttpRequest) -> list[tuple[Fiche, int]]:
    """The fiches ticked that this person may write, each with the version that was read."""
    versions = dict(filter(None, map(_lire, request.POST.getlist("fiches")[:MAXIMUM])))
    fiches = Fiche.objects.modifiables_par(utilisateur_de(request)).filter(pk__in=versions)
    lues = fiches.select_related("freelance", "agence").prefetch_related("actions").order_by("echeance", "pk")
    return [(fiche, versions[fiche.pk]) for fiche in lues]


def _lire(valeur: str) -> tuple[int, int] | None:
    """« 12:3 » → (12, 3)."""
    pk, _, version = valeur.partition(":")
    bons = all(morceau.isascii() and morceau.isdigit() and len(morceau) < 10 for morceau in (pk, version))
    return (int(pk), int(version)) if bons else None


def _prevoir(fiches: Iterable[Fiche], resultat: str, avec_actions: bool) -> list[Prevue]:
    regles = bareme()
    return [
        Prevue(
            fiche,
            Apercu(fiche.statut, fiche.echeance),
            regles.pour(fiche, resultat=resultat or fiche.resultat, etat=fiche.etat, actions_changees=avec_actions),
        )
        for fiche in fiches
    ]


@require_POST
@exige("suivre")
def apercu(request: HttpRequest) -> HttpResponse:
    """The new statut and échéance of each fiche ticked. Writes nothing."""
    return _montrer(request, LotForm(request.POST))


def _montrer(request: HttpRequest, form: LotForm, statut: int = 200) -> HttpResponse:
    choisies = _choisies(request)
    prevues = []
    if form.is_valid() and choisies:
        lu = form.cleaned_data
        prevues = _prevoir([fiche for fiche, _ in choisies], lu["resultat"], bool(lu["actions"]))
    contexte = {"form": form, "prevues": prevues, "nombre": len(choisies)}
    return render(request, "freelances/portefeuille/_apercu_lot.html", contexte, status=statut)


@require_POST
@exige("suivre")
def lot(request: HttpRequest) -> HttpResponse:
    """Write the batch, and say what was done, what somebody else had changed, and whether the vivier is open again."""
    utilisateur = utilisateur_de(request)
    form, choisies = LotForm(request.POST), _choisies(request)
    if not form.is_valid() or not choisies:
        if not choisies:
            messages.warning(request, "Cochez au moins une fiche.")
        for erreur in form.non_field_errors():
            messages.warning(request, str(erreur))
        return redirect("portefeuille:depassees")
    lu = form.cleaned_data
    bilan = mettre_a_jour_lot(fiches=choisies, par=utilisateur, resultat=lu["resultat"], actions=lu["actions"])
    if bilan.ecrites:
        rouvert = not fiches_bloquantes(utilisateur).exists()
        suite = " La recherche au vivier est rouverte." if rouvert else ""
        messages.success(request, f"{pluriel(len(bilan.ecrites), 'fiche mise à jour,fiches mises à jour')}.{suite}")
    if bilan.en_conflit:
        noms = ", ".join(str(fiche.freelance) for fiche in bilan.en_conflit)
        messages.warning(request, f"Quelqu’un les a modifiées entre-temps, elles n’ont pas changé : {noms}.")
    return redirect("portefeuille:depassees")
