"""What SAMBA tells me: the list, the count of the bell, and opening one, which marks it as read."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from samba.acces.vues import utilisateur_de
from samba.activite.models import Notification
from samba.activite.notifications import marquer_lues
from samba.listes.formats import pluriel
from samba.listes.pagination import BORNE, PAR_PAGE, PaginateurBorne


@require_GET
def liste(request: HttpRequest) -> HttpResponse:
    """Mine, newest first."""
    miennes = Notification.objects.visibles_pour(utilisateur_de(request)).order_by("-cree_le", "-pk")
    page = PaginateurBorne(miennes, PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {"page": page, "non_lues": _non_lues(request)}
    return render(request, "activite/notifications.html", contexte)


@require_GET
def compte(request: HttpRequest) -> HttpResponse:
    """How many I have not opened, for the bell: asked by the page once it is drawn, so that no page waits for it."""
    return render(request, "activite/_notifications_compte.html", {"non_lues": _non_lues(request)})


def cloche(_request: HttpRequest) -> dict[str, int]:
    """The bell stands on every page and asks nothing of the base: `compte` follows."""
    return {}


def _non_lues(request: HttpRequest) -> int:
    miennes = Notification.objects.visibles_pour(utilisateur_de(request)).non_lues()
    return miennes.order_by().values("pk")[: BORNE + 1].count()


@require_POST
def ouvrir(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one as read and go where it leads."""
    notification = get_object_or_404(Notification.objects.visibles_pour(utilisateur_de(request)), pk=pk)
    marquer_lues(utilisateur_de(request), [pk])
    # Our own paths only, whatever a row holds.
    sure = url_has_allowed_host_and_scheme(notification.lien, allowed_hosts=None)
    return redirect(notification.lien if sure and notification.lien else "notifications:liste")


@require_POST
def tout_lire(request: HttpRequest) -> HttpResponse:
    """Mark all of mine as read."""
    lues = marquer_lues(utilisateur_de(request))
    messages.success(request, f"{pluriel(lues, 'notification marquée comme lue,notifications marquées comme lues')}.")
    return redirect("notifications:liste")
