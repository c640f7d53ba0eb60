"""People at a client, under CLI-5: the masked page answers 200, its acts 403."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clients.enums import NatureContact
from clients.formulaires import ContactForm
from clients.listes import filtre_contacts
from clients.models import Client, Contact, DemandePrive
from clients.prives.services import noter_tentative
from clients.services import liberer_prive
from clients.services import prendre_prive as prendre
from clients.tables import ContactTable
from clients.vues.echanges import formulaire_echange, relances_du_contact
from referentiels.competences.adresses import suivre_fusions
from samba.acces.enums import ActePrive
from samba.acces.vues import exige, utilisateur_de
from samba.comptes.models import Utilisateur
from samba.donnees.historique import historique
from samba.donnees.validateurs import cle_lue
from samba.donnees.vues import enregistrer
from samba.listes.colonnes import colonnes_de
from samba.listes.tables import configurer

GABARIT = "clients/contact_formulaire.html"


def contact_joignable(utilisateur: Utilisateur, pk: int, acte: str = ActePrive.MODIFIER) -> Contact:
    """The contact, for an act. 404 when unknown, 403 (counted) when it is somebody else's privé."""
    contact = get_object_or_404(Contact.objects.visibles_pour(utilisateur), pk=pk)
    contact.exiger_joignable(utilisateur, acte)
    return contact


@require_GET
@suivre_fusions("technologie")
def liste(request: HttpRequest) -> HttpResponse:
    """Every contact, the masked ones with their four visible fields."""
    utilisateur = utilisateur_de(request)
    colonnes = colonnes_de(request, ContactTable)
    filtre = filtre_contacts(request, colonnes)
    table = configurer(request, ContactTable(filtre.qs, colonnes=colonnes, utilisateur=utilisateur))
    gabarit = "clients/_liste_resultats.html" if request.htmx else "clients/contacts.html"  # type: ignore[attr-defined]
    return render(request, gabarit, {"table": table, "form": filtre.form})


@require_GET
def fiche(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of a contact; of somebody else's privé, the masked page."""
    utilisateur = utilisateur_de(request)
    contact = get_object_or_404(Contact.objects.visibles_pour(utilisateur), pk=pk)
    if not contact.lisible_par(utilisateur):
        return _page_masquee(request, contact)
    joignable = contact.joignable_par(utilisateur)
    contexte = {
        "contact": contact,
        "client": contact.client,
        "joignable": joignable,
        "avis": contact.client.avis,
        "form": formulaire_echange(utilisateur, contact.client, contact) if joignable else None,
        "technologies": contact.technologies.all(),
        "relances": relances_du_contact(utilisateur, contact),
        "historique": historique(contact, "technologies"),
        "badges": _badges(contact, utilisateur),
    }
    return render(request, "clients/contact.html", contexte)


def _page_masquee(request: HttpRequest, contact: Contact, status: int = 200) -> HttpResponse:
    """What everybody sees of somebody else's privé, and my request for it when one waits."""
    utilisateur = utilisateur_de(request)
    demande = DemandePrive.objects.en_attente().filter(contact=contact, demandeur=utilisateur).first()
    return render(request, "clients/contact_masque.html", {"contact": contact, "demande": demande}, status=status)


def _badges(contact: Contact, utilisateur: Utilisateur) -> list[dict[str, str]]:
    badges = [{"texte": contact.get_nature_display(), "couleur": "marque" if contact.nature == "do" else "neutre"}]
    if contact.prive_a is not None:
        texte = "Mon privé" if contact.prive_a_id == utilisateur.pk else f"Privé à {contact.prive_a}"
        badges.append({"texte": texte, "couleur": "violet", "icone": "lock-closed"})
    if contact.ne_plus_contacter:
        badges.append({"texte": "Ne plus contacter", "couleur": "rouge", "icone": "no-symbol"})
    return badges


@exige("prospecter")
@require_http_methods(["GET", "POST"])
def creer(request: HttpRequest) -> HttpResponse:
    """A new contact, at the client named by `?client=`."""
    utilisateur = utilisateur_de(request)
    if request.method == "GET":
        cle = cle_lue(request.GET.get("client"))
        client = Client.objects.visibles_pour(utilisateur).filter(pk=cle).first()
        form = ContactForm(auteur=utilisateur, initial={"client": client.pk if client else None})
        return render(request, GABARIT, {"form": form, "client": client})
    contact, reponse = enregistrer(request, ContactForm(request.POST, auteur=utilisateur), GABARIT, {})
    if reponse is not None:
        return reponse
    messages.success(request, f"{contact} est dans la base.")
    return redirect("clients:contact", pk=contact.pk)


@exige("prospecter")
@require_http_methods(["GET", "POST"])
def modifier(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit a contact that one may act on."""
    utilisateur = utilisateur_de(request)
    contact = contact_joignable(utilisateur, pk)
    contexte = {"contact": contact, "client": contact.client}
    if request.method == "GET":
        return render(request, GABARIT, {**contexte, "form": ContactForm(instance=contact, auteur=utilisateur)})
    form = ContactForm(request.POST, instance=contact, auteur=utilisateur)
    contact, reponse = enregistrer(request, form, GABARIT, contexte)
    if reponse is not None:
        return reponse
    messages.success(request, f"{contact} est à jour.")
    return redirect("clients:contact", pk=contact.pk)


@exige("prospecter")
@require_GET
def fonctions(request: HttpRequest) -> HttpResponse:
    """The fonction field for the client and nature now chosen (CLI-4), asked by htmx."""
    choix = {nom: request.GET.get(nom, "") for nom in ("client", "nature")}
    choix["nature"] = choix["nature"] or NatureContact.DO
    form = ContactForm(auteur=utilisateur_de(request), initial=choix)
    return render(request, "clients/_champ_fonction.html", {"form": form})


@exige("prospecter")
@require_POST
def prendre_prive(request: HttpRequest, pk: int) -> HttpResponse:
    """Reserve a contact to oneself. The one who comes second is told, and sees the masked page (403)."""
    utilisateur = utilisateur_de(request)
    contact = get_object_or_404(Contact.objects.visibles_pour(utilisateur), pk=pk)
    if prendre(contact, utilisateur):
        messages.success(request, f"{contact} est maintenant votre privé.")
        return redirect("clients:contact", pk=pk)
    noter_tentative(contact=contact, auteur=utilisateur, acte=ActePrive.PRENDRE)
    messages.error(request, f"{contact} est déjà privé à {contact.prive_a} : vous ne pouvez pas le prendre.")
    if contact.lisible_par(utilisateur):
        return redirect("clients:contact", pk=pk)
    return _page_masquee(request, contact, status=403)


@exige("prospecter")
@require_POST
def rendre_libre(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a privé back to everybody (its owner, or the manager of their agence)."""
    contact = contact_joignable(utilisateur_de(request), pk, ActePrive.LIBERER)
    if liberer_prive(contact, utilisateur_de(request)):
        messages.success(request, f"{contact} n’est plus privé : toute l’équipe peut l’appeler.")
    else:
        messages.error(request, f"{contact} vient de changer de main : rien n’a été fait.")
    return redirect("clients:contact", pk=pk)
