"""Addresses of this room: /clients/…"""

from __future__ import annotations

from django.urls import path

from clients.appel.urls import urlpatterns as appel
from clients.coordonnees.urls import urlpatterns as coordonnees
from clients.prives.urls import urlpatterns as prives
from clients.prospection.urls import urlpatterns as prospection
from clients.vues import clients, contacts, echanges, gestes

app_name = "clients"
urlpatterns = [
    path("", clients.liste, name="liste"),
    path("liste.json", clients.clients_json, name="clients_json"),
    path("nouveau/", clients.creer, name="creer"),
    path("<int:pk>/", clients.fiche, name="fiche"),
    path("<int:pk>/modifier/", clients.modifier, name="modifier"),
    path("<int:pk>/echange/", echanges.echange_client, name="client_echange"),
    path("<int:pk>/archiver/", gestes.archiver_client, name="archiver"),
    path("<int:pk>/reactiver/", gestes.reactiver_client, name="reactiver"),
    path("<int:pk>/documents/", gestes.deposer_document, name="document_deposer"),
    path("<int:pk>/documents/<int:document>/retirer/", gestes.retirer_document, name="document_retirer"),
    path("contacts/", contacts.liste, name="contacts"),
    path("contacts/nouveau/", contacts.creer, name="contact_creer"),
    path("contacts/fonctions/", contacts.fonctions, name="fonctions"),
    path("contacts/<int:pk>/", contacts.fiche, name="contact"),
    path("contacts/<int:pk>/modifier/", contacts.modifier, name="contact_modifier"),
    path("contacts/<int:pk>/archiver/", gestes.archiver_contact, name="contact_archiver"),
    path("contacts/<int:pk>/reactiver/", gestes.reactiver_contact, name="contact_reactiver"),
    path("contacts/<int:pk>/societe/", gestes.changer_de_societe, name="contact_changement"),
    path("contacts/<int:pk>/societe/fonctions/", gestes.fonctions_du_changement, name="changement_fonctions"),
    path("contacts/<int:pk>/echange/", echanges.echange_contact, name="echange"),
    path("contacts/<int:pk>/prive/prendre/", contacts.prendre_prive, name="prendre_prive"),
    path("contacts/<int:pk>/prive/liberer/", contacts.rendre_libre, name="liberer_prive"),
    *prives,
    *prospection,
    *appel,
    *coordonnees,
]
