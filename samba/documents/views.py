"""The only way out for a private file."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from samba.acces.vues import utilisateur_de
from samba.documents.acces import peut_lire
from samba.documents.models import Document


@require_safe
def telecharger(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Serve a document as an attachment; 404 unless a room vouches for it before this user."""
    utilisateur = utilisateur_de(request)
    document = get_object_or_404(Document.objects.visibles_pour(utilisateur), pk=pk)
    if not peut_lire(utilisateur, document):
        raise Http404("Document introuvable.")
    reponse = _par_le_serveur(document) if settings.X_ACCEL_PREFIXE else _par_django(document)
    # Nothing in it runs in our origin, whatever the browser makes of it.
    reponse["Content-Security-Policy"] = "sandbox; default-src 'none'"
    reponse["X-Content-Type-Options"] = "nosniff"
    reponse["Cache-Control"] = "private, no-store"
    return reponse


def _par_django(document: Document) -> HttpResponseBase:
    try:
        contenu = document.fichier.open("rb")
    except FileNotFoundError as erreur:
        raise Http404("Le fichier n’est plus sur le disque.") from erreur
    return FileResponse(contenu, as_attachment=True, filename=document.nom, content_type=document.type_mime)


def _par_le_serveur(document: Document) -> HttpResponseBase:
    """Hand the sending over to nginx (`internal` location)."""
    reponse = HttpResponse(content_type=document.type_mime)
    reponse["Content-Disposition"] = content_disposition_header(True, document.nom) or "attachment"
    prefixe = settings.X_ACCEL_PREFIXE.rstrip("/")
    reponse["X-Accel-Redirect"] = f"{prefixe}/{quote(document.fichier.name or '')}"
    return reponse
