"""« E-mails envoyés »: what left, what waits, what a human must judge."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from samba.acces.vues import utilisateur_de
from samba.comptes.models import Utilisateur
from samba.courriels.envoi import trancher
from samba.courriels.filtres import CourrielFiltre
from samba.courriels.models import Courriel
from samba.courriels.services import reveiller_le_worker
from samba.courriels.tables import CourrielTable
from samba.documents.models import Document
from samba.listes.tables import configurer


def pieces_visibles(utilisateur: Utilisateur, document: Document) -> bool:
    """A document attached to a message that this user may read (asked by `samba.documents`)."""
    return Courriel.objects.visibles_pour(utilisateur).filter(pieces=document).exists()


def liste(request: HttpRequest) -> HttpResponse:
    """Every message one may read, newest first."""
    base = Courriel.objects.visibles_pour(utilisateur_de(request)).select_related("auteur").defer("mime", "corps")
    filtre = CourrielFiltre(request.GET, queryset=base)
    table = configurer(request, CourrielTable(filtre.qs))
    page = "courriels/_resultats.html" if request.htmx else "courriels/liste.html"  # type: ignore[attr-defined]
    return render(request, page, {"tableau": table, "form": filtre.form})


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One message with its attachments and what became of it."""
    lisibles = Courriel.objects.visibles_pour(utilisateur_de(request)).select_related("auteur")
    courriel = get_object_or_404(lisibles, pk=pk)
    contexte = {
        "courriel": courriel,
        "pieces": courriel.pieces.all(),
        "a_trancher": courriel.statut in {"incertain", "abandonne"} and _peut_trancher(request, courriel),
    }
    return render(request, "courriels/detail.html", contexte)


def octets(request: HttpRequest, pk: int) -> HttpResponse:
    """The message as it was or will be sent, as an .eml file."""
    courriel = get_object_or_404(Courriel.objects.visibles_pour(utilisateur_de(request)), pk=pk)
    reponse = HttpResponse(bytes(courriel.mime), content_type="message/rfc822")
    reponse["Content-Disposition"] = f'attachment; filename="courriel-{courriel.pk}.eml"'
    reponse["X-Content-Type-Options"] = "nosniff"
    return reponse


def _peut_trancher(request: HttpRequest, courriel: Courriel) -> bool:
    utilisateur = utilisateur_de(request)
    return courriel.auteur_id == utilisateur.pk or utilisateur.peut("arbitrer")


@require_POST
def juger(request: HttpRequest, pk: int) -> HttpResponse:
    """A human says of an uncertain message whether it left (`parti=oui`) or must leave again."""
    courriel = get_object_or_404(Courriel.objects.visibles_pour(utilisateur_de(request)), pk=pk)
    if not _peut_trancher(request, courriel):
        raise PermissionDenied("Seuls son auteur et un manager décident de cet e-mail.")
    parti = request.POST.get("parti") == "oui"
    if not trancher(courriel, parti=parti):
        messages.warning(request, "Quelqu’un a déjà décidé de cet e-mail.")
    elif parti:
        messages.success(request, "C’est noté : cet e-mail est parti.")
    else:
        reveiller_le_worker()
        messages.success(request, "L’e-mail repart.")
    return redirect("courriels:detail", pk=pk)
