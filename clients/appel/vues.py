"""The call cockpit of a contact: before, during, after (CLI-7)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from clients.appel.formulaires import AppelForm, PreparationForm
from clients.appel.presentation import memento_du_contact, raccourcis_de_date, touches_issues, touches_suites
from clients.appel.services import brouillon_merci, conclure_appel
from clients.coordonnees.panneaux import donnees_du_contact
from clients.models import Contact
from clients.vues.contacts import contact_joignable
from clients.vues.echanges import DEJA_NOTE, adresse_besoin, regles_echange
from samba.acces.enums import ActePrive
from samba.acces.vues import exige, utilisateur_de
from samba.activite import brouillons
from samba.activite.chronologie import evenements
from samba.activite.enums import GenreBrouillon, Suite
from samba.activite.models import Echange, Relance, RelanceQuerySet
from samba.activite.services import deja_note
from samba.comptes.models import Utilisateur
from samba.courriels.services import Brouillon
from samba.donnees.validateurs import cle_lue
from samba.listes.adresses import suite_de
from samba.parametres.models import parametres

DERNIERS = 6


@exige("prospecter")
@require_http_methods(["GET", "POST"])
def appel(request: HttpRequest, pk: int) -> HttpResponse:
    """One screen for the phone. Posting it logs the call and all that follows it."""
    utilisateur = utilisateur_de(request)
    contact = contact_joignable(utilisateur, pk, ActePrive.APPELER)
    if request.method == "GET":
        return render(request, "clients/appel/cockpit.html", _contexte(request, contact, _vierge(request, contact)))
    form = _formulaire(utilisateur, contact, request.POST)
    if not form.is_valid():
        return render(request, "clients/appel/cockpit.html", _contexte(request, contact, form), status=422)
    deja = deja_note(auteur=utilisateur, cle_creation=form.cleaned_data["cle_creation"])
    if deja is not None and form.contredit(deja):
        form.add_error(None, DEJA_NOTE)
        return render(request, "clients/appel/cockpit.html", _contexte(request, contact, form), status=409)
    return _apres(request, contact, form, _conclure(utilisateur, contact, form))


def _conclure(utilisateur: Utilisateur, contact: Contact, form: AppelForm) -> Echange:
    saisi = form.cleaned_data
    merci = Brouillon(saisi["merci_objet"], saisi["merci_corps"]) if saisi["merci"] else None
    return conclure_appel(
        auteur=utilisateur,
        contact=contact,
        cle_creation=saisi["cle_creation"],
        merci=merci,
        destinataire=saisi["destinataire"],
        relances=list(saisi["relances"]),
        relance_le=saisi["relance_le"],
        demande_pour=saisi["demande_pour"],
        **form.champs(),
    )


def _apres(request: HttpRequest, contact: Contact, form: AppelForm, echange: Echange) -> HttpResponse:
    """To the besoin when that is the next step; else to the next person of the list, or to the file."""
    dit = f"Appel à {contact} journalisé."
    messages.success(request, f"{dit} L’e-mail de remerciement part." if form.cleaned_data["merci"] else dit)
    if echange.suite == Suite.BESOIN:
        return redirect(adresse_besoin(contact, echange))
    return redirect(suite_de(request, reverse("clients:contact", args=[contact.pk]), champ="suite_page"))


def _mes_relances(utilisateur: Utilisateur, contact: Contact) -> RelanceQuerySet:
    """What this call may do."""
    return Relance.objects.de(utilisateur).a_faire().filter(contact=contact)


def _formulaire(utilisateur: Utilisateur, contact: Contact, donnees: Any = None, **options: Any) -> AppelForm:
    regles = regles_echange(utilisateur, contact.client, contact)
    a_faire = _mes_relances(utilisateur, contact)
    return AppelForm(donnees, auteur=utilisateur, contact=contact, a_faire=a_faire, **regles, **options)


def _vierge(request: HttpRequest, contact: Contact) -> AppelForm:
    """The form as it was left, or new: reminders that are due are ticked, the thanks e-mail is ready."""
    utilisateur = utilisateur_de(request)
    merci = brouillon_merci(contact, utilisateur)
    dues = list(_mes_relances(utilisateur, contact).dues().values_list("pk", flat=True))
    nommee = cle_lue(request.GET.get("relance"))
    initial: dict[str, Any] = {
        "merci_objet": merci.objet,
        "merci_corps": merci.corps,
        "relances": [str(cle) for cle in (*dues, nommee) if cle is not None],
    }
    initial |= _brouillon(utilisateur, contact)
    return _formulaire(utilisateur, contact, initial=initial)


def _brouillon(utilisateur: Utilisateur, contact: Contact) -> dict[str, Any]:
    """What was typed and not sent; a field of several values is a list even when it has one."""
    garde = brouillons.lire(utilisateur, GenreBrouillon.APPEL, contact=contact)
    for nom in {"objections", "relances"} & garde.keys():
        garde[nom] = garde[nom] if isinstance(garde[nom], list) else [garde[nom]]
    return garde


def _contexte(request: HttpRequest, contact: Contact, form: AppelForm) -> dict[str, Any]:
    """The three parts of the screen."""
    utilisateur = utilisateur_de(request)
    lisibles = Echange.objects.visibles_pour(utilisateur)
    preparation = brouillons.lire(utilisateur, GenreBrouillon.PREPARATION, contact=contact)
    prevues = preparation.get("objections_prevues", [])
    memento = memento_du_contact(contact, utilisateur, lisibles)
    return {
        "contact": contact,
        "client": contact.client,
        "avis": contact.client.avis,
        "form": form,
        "preparation": PreparationForm(initial=preparation),
        "prevues": [prevues] if isinstance(prevues, str) else prevues,
        "technologies": contact.technologies.all(),
        "derniers": evenements(lisibles.filter(contact=contact).recents()[:DERNIERS], sur="contact"),
        "memento": memento,
        "attendues": [o for o in memento.objections if o.entendue or o.ailleurs],
        "issues": touches_issues(),
        "suites": touches_suites(form),
        "dates": raccourcis_de_date(),
        "plaquette": parametres().plaquette,
        "retour": suite_de(request, "", champ="retour"),
        "donnees": donnees_du_contact(request, contact),
        "besoin_commence": bool(brouillons.lire(utilisateur, GenreBrouillon.BESOIN, contact=contact)),
        "peut_qualifier": "besoin" in dict(form.fields["suite"].choices),  # type: ignore[attr-defined]
    }


@require_POST
@exige("prospecter")
def garder(request: HttpRequest, pk: int, genre: str) -> HttpResponse:
    """Keep what is being typed: the report of the call, or its preparation. Nothing of it is logged.

    A pause of the keyboard that arrives after the call was logged brings nothing back.
    """
    utilisateur = utilisateur_de(request)
    contact = contact_joignable(utilisateur, pk, ActePrive.APPELER)
    cle = _cle(request.POST.get("cle_creation", ""))
    if cle is not None and deja_note(auteur=utilisateur, cle_creation=cle) is not None:
        return HttpResponse(status=204)
    garde = brouillons.ecrire(utilisateur, genre, brouillons.saisie_de(request.POST), contact=contact)
    return HttpResponse(status=204 if garde else 413)


def _cle(texte: str) -> UUID | None:
    """The key of a creation form, None when it is none."""
    try:
        return UUID(texte)
    except ValueError:
        return None
