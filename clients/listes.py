"""The two lists of the room, for the screen and for the file."""

from __future__ import annotations

from collections.abc import Collection

from django.http import HttpRequest

from clients.filtres import ClientFiltreEcran, ContactFiltreEcran
from clients.models import Client, Contact
from clients.tables import ClientTable, ContactTable
from samba.acces.vues import utilisateur_de
from samba.listes.registre import Extrait, Liste, enregistrer_liste, extrait_du_tableau


def filtre_clients(request: HttpRequest, colonnes: Collection[str]) -> ClientFiltreEcran:
    """The clients that the address asks for, with what these columns show."""
    lignes = Client.objects.visibles_pour(utilisateur_de(request)).pour_liste(colonnes)
    return ClientFiltreEcran(request.GET, queryset=lignes, request=request)


def filtre_contacts(request: HttpRequest, colonnes: Collection[str], *, lisibles: bool = False) -> ContactFiltreEcran:
    """The contacts that the address asks for; `lisibles` leaves the privés of others out (CLI-5)."""
    utilisateur = utilisateur_de(request)
    contacts = Contact.objects
    lignes = contacts.lisibles_pour(utilisateur) if lisibles else contacts.visibles_pour(utilisateur)
    tri_silence = "silence" in request.GET.get("tri", "")
    lignes = lignes.pour_liste(utilisateur, colonnes, tri_silence=tri_silence)
    return ContactFiltreEcran(request.GET, queryset=lignes, request=request)


def _extraire_clients(request: HttpRequest, limite: int) -> Extrait:
    toutes = ClientTable.noms_colonnes()
    tableau = ClientTable(filtre_clients(request, toutes).qs, colonnes=toutes)
    return extrait_du_tableau(request, tableau, limite)


def _extraire_contacts(request: HttpRequest, limite: int) -> Extrait:
    """What this user may read of each, hence none of the privés of others: neither their rows nor their number."""
    toutes = ContactTable.noms_colonnes()
    lignes = filtre_contacts(request, toutes, lisibles=True).qs
    return extrait_du_tableau(
        request, ContactTable(lignes, colonnes=toutes, utilisateur=utilisateur_de(request)), limite
    )


def declarer() -> None:
    """Register both."""
    enregistrer_liste(Liste("clients", "Clients", {"clients:liste": ""}, ClientTable, _extraire_clients))
    enregistrer_liste(Liste("contacts", "Contacts", {"clients:contacts": ""}, ContactTable, _extraire_contacts))
