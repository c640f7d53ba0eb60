"""`/lien/<jeton>/`: the one door for people without an account."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samba.documents.liens import services
from samba.documents.liens.enums import GestePassage
from samba.documents.liens.registre import Usage, usage_de
from samba.documents.models import LienSigne
from samba.parametres.models import parametres


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lien(request: HttpRequest, jeton: str) -> HttpResponse:
    """Show what the link offers, or do it. What we did not sign is not found; what is closed says why (410)."""
    trouve = services.lire(jeton)
    usage = usage_de(trouve.usage) if trouve else None
    if trouve is None or usage is None:
        raise Http404("Lien inconnu.")
    reponse = _repondre(request, trouve, usage)
    reponse["X-Robots-Tag"] = "noindex, nofollow"
    return reponse


def _repondre(request: HttpRequest, trouve: LienSigne, usage: Usage) -> HttpResponse:
    if trouve.etat != "ouvert":
        return _ferme(request, trouve, usage)
    if request.method != "POST":
        services.noter(trouve, GestePassage.OUVERT)
        return usage.afficher(request, trouve)
    try:
        reponse = usage.agir(request, trouve)
    except services.LienFermeError:
        trouve.refresh_from_db()
        return _ferme(request, trouve, usage)
    if trouve.utilise_le is not None:
        services.noter(trouve, GestePassage.UTILISE)
    return reponse


def _ferme(request: HttpRequest, trouve: LienSigne, usage: Usage) -> HttpResponse:
    services.noter(trouve, GestePassage.REFUSE)
    contexte = {"lien": trouve, "titre": usage.titre, "firme": parametres().nom_firme}
    return render(request, "documents/lien_ferme.html", contexte, status=410)
