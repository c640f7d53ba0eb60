"""The call form (CLI-7), on a contact's file, on a client's, and as a page of its own (relances, dashboard)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods

from clients.coordonnees.refus import dire_opposition
from clients.enums import NatureContact, Verdict
from clients.models import Client, Contact
from clients.services import journaliser_avec
from samba.acces.enums import ActePrive
from samba.acces.vues import exige, utilisateur_de
from samba.activite.enums import Suite
from samba.activite.formulaires import EchangeForm
from samba.activite.models import Echange, Relance, RelanceQuerySet
from samba.activite.panneaux import contexte_chronologie
from samba.activite.services import deja_note, responsable_de
from samba.comptes.models import Utilisateur
from samba.donnees.validateurs import cle_lue

DEJA_NOTE = (
    "Cet échange a déjà été journalisé, avec un autre contenu\u202f: rien n’a été changé. "
    "Rouvrez la fiche pour en noter un autre."
)


def formulaire_echange(
    auteur: Utilisateur, client: Client, contact: Contact | None = None, donnees: Any = None, **options: Any
) -> EchangeForm:
    """The form with what the rules add for this client and contact: CLI-1's reason, a contact not to be approached."""
    return EchangeForm(donnees, auteur=auteur, **regles_echange(auteur, client, contact), **options)


def regles_echange(auteur: Utilisateur, client: Client, contact: Contact | None) -> dict[str, Any]:
    """What the rules add to an `EchangeForm`: why nobody may be approached, the reason that CLI-1 asks, BES-1."""
    avis = client.avis
    interdit = avis.verdict == Verdict.NE_PAS_PROSPECTER
    return {
        "bloque": dire_opposition(contact) if contact and contact.ne_plus_contacter else "",
        "motif_demande": f"Verdict « Ne pas prospecter » : {avis.raison}" if interdit else "",
        "besoin": contact is not None and contact.nature == NatureContact.DO and auteur.peut("gerer_besoins"),
    }


@exige("prospecter")
@require_http_methods(["GET", "POST"])
def echange_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Log an échange with a contact; `relance` names the task that it does."""
    utilisateur = utilisateur_de(request)
    contact = get_object_or_404(Contact.objects.visibles_pour(utilisateur), pk=pk)
    contact.exiger_joignable(utilisateur, ActePrive.JOURNALISER)
    return _journal(request, contact.client, contact)


@exige("prospecter")
@require_http_methods(["GET", "POST"])
def echange_client(request: HttpRequest, pk: int) -> HttpResponse:
    """Log an échange with nobody in particular: the standard, or a request taken for an absent colleague."""
    return _journal(request, get_object_or_404(Client.objects.visibles_pour(utilisateur_de(request)), pk=pk))


def _journal(request: HttpRequest, client: Client, contact: Contact | None = None) -> HttpResponse:
    utilisateur = utilisateur_de(request)
    relance = _relance(request, contact)
    contexte = {"client": client, "contact": contact, "relance": relance}
    if request.method == "GET":
        initial = {"demande_pour": request.GET.get("demande"), "sens": request.GET.get("sens") or None}
        initial = {nom: valeur for nom, valeur in initial.items() if valeur}
        form = formulaire_echange(utilisateur, client, contact, initial=initial)
        return render(request, "clients/echange.html", {**contexte, "form": form})
    form = formulaire_echange(utilisateur, client, contact, request.POST)
    gabarit = "clients/_journal.html" if request.htmx else "clients/echange.html"  # type: ignore[attr-defined]
    if not form.is_valid():
        return render(request, gabarit, {**contexte, "form": form}, status=422)
    deja = deja_note(auteur=utilisateur, cle_creation=form.cleaned_data["cle_creation"])
    if deja is not None and form.contredit(deja):
        form.add_error(None, DEJA_NOTE)
        return render(request, gabarit, {**contexte, "form": form}, status=409)
    echange = journaliser_avec(
        auteur=utilisateur,
        client=client,
        contact=contact,
        relances=[relance] if relance else [],
        cle_creation=form.cleaned_data["cle_creation"],
        relance_le=form.cleaned_data["relance_le"],
        demande_pour=form.cleaned_data["demande_pour"],
        **form.champs(),
    )
    return _apres(request, form, echange, client, contact)


def _relance(request: HttpRequest, contact: Contact | None) -> Relance | None:
    """One of my open relances with this contact, named by the address or the form."""
    cle = cle_lue(request.POST.get("relance") or request.GET.get("relance"))
    if contact is None or cle is None:
        return None
    return Relance.objects.de(utilisateur_de(request)).a_faire().filter(contact=contact, pk=cle).first()


def relances_du_contact(utilisateur: Utilisateur, contact: Contact) -> RelanceQuerySet:
    """Its open relances, mine and those of the others that I may read."""
    return Relance.objects.visibles_pour(utilisateur).a_faire().filter(contact=contact).avec_cibles()


def _apres(
    request: HttpRequest, form: EchangeForm, echange: Echange, client: Client, contact: Contact | None
) -> HttpResponse:
    """To the besoin when that is the next step; else the timeline with the new line, at once."""
    _dire(request, form)
    if echange.suite == Suite.BESOIN and contact is not None:
        return _aller(request, adresse_besoin(contact, echange))
    cible, objet = ("contact", contact) if contact is not None else ("client", client)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(f"clients:{'contact' if contact else 'fiche'}", pk=objet.pk)  # type: ignore[union-attr]
    contexte = {
        "client": client,
        "contact": contact,
        "form": formulaire_echange(utilisateur_de(request), client, contact),
        "fait": True,
        "relances": relances_du_contact(utilisateur_de(request), contact) if contact else [],
        **contexte_chronologie(request, cible, objet),  # type: ignore[arg-type]
    }
    reponse = render(request, "clients/_journal.html", contexte)
    # Show the new line, on a phone too, where the timeline stands far below the form.
    reponse["HX-Reswap"] = "outerHTML show:#echanges:top"
    return reponse


def _dire(request: HttpRequest, form: EchangeForm) -> None:
    messages.success(request, "L’échange est journalisé.")
    absent = form.cleaned_data["demande_pour"]
    if absent is None:
        return
    responsable = responsable_de(absent)
    if responsable == absent:
        messages.warning(request, f"L’agence de {absent} n’a pas de manager : la relance est pour {absent}.")
    else:
        messages.success(request, f"{responsable} rappellera à la place de {absent}.")


def adresse_besoin(contact: Contact, echange: Echange) -> str:
    """The page that opens a besoin, named only: that room stands above this one."""
    try:
        return f"{reverse('besoins:creer')}?{urlencode({'contact': contact.pk, 'echange': echange.pk})}"
    except NoReverseMatch:
        return reverse("clients:contact", args=[contact.pk])


def _aller(request: HttpRequest, adresse: str) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=204, headers={"HX-Redirect": adresse})
    return redirect(adresse)
