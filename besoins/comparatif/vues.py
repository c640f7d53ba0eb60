"""The comparison sheet, as a PDF."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from besoins.comparatif.services import ComparatifIdentifiantError, ComparatifVideError, composer
from besoins.models import Besoin
from samba.acces.enums import ActePrive
from samba.acces.vues import exige, utilisateur_de


@require_GET
@exige("gerer_besoins")
def comparatif(request: HttpRequest, pk: int) -> HttpResponse:
    """The freelances positioned on a besoin side by side; only the owner of a privé prepares one for them (CLI-5)."""
    utilisateur = utilisateur_de(request)
    besoin = get_object_or_404(Besoin.objects.visibles_pour(utilisateur), pk=pk)
    message = "Ce donneur d’ordre est privé : seul son propriétaire peut lui écrire."
    besoin.contact.exiger_joignable(utilisateur, ActePrive.ECRIRE, message)
    try:
        feuille = composer(besoin, utilisateur)
    except ComparatifVideError:
        messages.error(
            request, "Il faut au moins deux freelances positionnés dont le CV anonymisé est approuvé et à jour."
        )
        return redirect("besoins:fiche", pk=pk)
    except ComparatifIdentifiantError as refus:
        messages.error(
            request, f"Ce comparatif identifie quelqu’un ({', '.join(refus.mots)}) : relisez les CV anonymisés."
        )
        return redirect("besoins:fiche", pk=pk)
    reponse = HttpResponse(feuille.octets, content_type="application/pdf")
    reponse["Content-Disposition"] = f'attachment; filename="Comparatif-{besoin.pk}.pdf"'
    reponse["Cache-Control"] = "private, no-store"
    return reponse
