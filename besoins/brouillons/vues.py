"""The qualification form that the call cockpit loads: it keeps what one types as one listens."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from besoins.brouillons.saisie import GENRE, formulaire, lire, suivi
from clients.models import Contact
from samba.acces.enums import ActePrive
from samba.acces.vues import exige, utilisateur_de
from samba.activite import brouillons


@exige("gerer_besoins")
@require_http_methods(["GET", "POST"])
def brouillon(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a besoin of this DO, as it was left; posting it keeps it and answers what is missing (BES-1)."""
    utilisateur = utilisateur_de(request)
    contact = get_object_or_404(Contact.objects.visibles_pour(utilisateur).donneurs_d_ordre(), pk=pk)  # type: ignore[attr-defined]
    contact.exiger_joignable(utilisateur, ActePrive.BESOIN)
    if request.method == "POST":
        if not brouillons.ecrire(utilisateur, GENRE, brouillons.saisie_de(request.POST), contact=contact):
            return HttpResponse(status=413)
        return render(request, "besoins/fiche/_manques.html", suivi(utilisateur, contact, request.POST))
    saisie = lire(utilisateur, contact)
    contexte = {
        "contact": contact,
        "form": formulaire(utilisateur, contact, saisie),
        "repris": bool(saisie),
        **suivi(utilisateur, contact, saisie),
    }
    return render(request, "besoins/brouillons/_formulaire.html", contexte)
