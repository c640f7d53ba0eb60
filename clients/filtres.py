"""Filters of the lists of clients and contacts."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from clients.enums import NatureContact, TypeClient
from clients.models import Client, ClientQuerySet, Contact, ContactQuerySet, Fonction
from referentiels.models import Competence, Departement, SecteurActivite
from samba.acces.vues import utilisateur_de
from samba.comptes.models import Utilisateur
from samba.listes.choix import ChoixPartage
from samba.listes.distants import SelectDistant

OUI_NON = (("True", "Oui"), ("False", "Non"))


def _secteurs(_request: Any = None) -> QuerySet[SecteurActivite]:
    return SecteurActivite.objects.only("nom")


def _departements(_request: Any = None) -> QuerySet[Departement]:
    return Departement.objects.only("nom")


def _fonctions(_request: Any = None) -> QuerySet[Fonction]:
    return Fonction.objects.only("libelle")


def _technologies(_request: Any = None) -> QuerySet[Competence]:
    return Competence.objects.only("nom")


def _commerciaux(_request: Any = None) -> QuerySet[Utilisateur]:
    return Utilisateur.objects.actifs().only("prenom", "nom").order_by("prenom", "nom")


class ClientFiltre(django_filters.FilterSet):
    """Name, type, secteur, département, référencement, commercial."""

    q = django_filters.CharFilter(method="chercher", label="Nom, SIREN ou SIRET")
    type = django_filters.ChoiceFilter(choices=TypeClient.choices, label="Type", empty_label="Tous")
    secteur = django_filters.ModelChoiceFilter(
        field_name="entreprise__secteur",
        queryset=_secteurs,
        label="Secteur d’activité",
        empty_label="Tous",
        widget=ChoixPartage(_secteurs, {"data-tom": ""}),
    )
    departement = django_filters.ModelChoiceFilter(
        queryset=_departements,
        label="Département",
        empty_label="Tous",
        widget=ChoixPartage(_departements, {"data-tom": ""}),
    )
    reference = django_filters.ChoiceFilter(choices=OUI_NON, label="Référencés chez eux", empty_label="Indifférent")
    suivi_par = django_filters.ModelChoiceFilter(
        queryset=_commerciaux, label="Suivi par", empty_label="Tous", widget=ChoixPartage(_commerciaux)
    )

    class Meta:
        model = Client
        fields = ["q", "type", "secteur", "departement", "reference", "suivi_par"]

    def chercher(self, queryset: ClientQuerySet, nom: str, valeur: str) -> ClientQuerySet:
        """See `ClientQuerySet.chercher`."""
        return queryset.chercher(valeur)


SILENCES = ((30, "Plus de 30 jours"), (60, "Plus de 60 jours"), (90, "Plus de 90 jours"))


class ContactFiltre(django_filters.FilterSet):
    """Name, client, nature, fonction, whose privé; technologies and silence, which read hidden fields, leave masked
    rows out (CLI-5)."""

    q = django_filters.CharFilter(
        method="chercher", label="Nom, entreprise, téléphone ou e-mail", help_text="Les notes sont cherchées aussi."
    )
    nature = django_filters.ChoiceFilter(choices=NatureContact.choices, label="Nature", empty_label="Toutes")
    client = django_filters.ModelChoiceFilter(
        queryset=Client.objects.select_related("entreprise"),
        label="Client",
        empty_label="Tous",
        widget=SelectDistant("clients:clients_json", precharger=True),
    )
    secteur = django_filters.ModelChoiceFilter(
        field_name="client__entreprise__secteur",
        queryset=_secteurs,
        label="Secteur d’activité",
        empty_label="Tous",
        widget=ChoixPartage(_secteurs, {"data-tom": ""}),
    )
    fonction = django_filters.ModelChoiceFilter(
        queryset=_fonctions, label="Fonction", empty_label="Toutes", widget=ChoixPartage(_fonctions)
    )
    technologie = django_filters.ModelChoiceFilter(
        queryset=_technologies,
        method="par_technologie",
        label="Technologie",
        empty_label="Toutes",
        widget=ChoixPartage(_technologies, {"data-tom": ""}),
    )
    silence = django_filters.ChoiceFilter(
        choices=SILENCES, method="par_silence", label="Silence", empty_label="Indifférent"
    )
    prive_a = django_filters.ModelChoiceFilter(
        queryset=_commerciaux, label="Privé à", empty_label="Indifférent", widget=ChoixPartage(_commerciaux)
    )

    class Meta:
        model = Contact
        fields = ["q", "nature", "client", "secteur", "fonction", "technologie", "silence", "prive_a"]

    @property
    def _utilisateur(self) -> Utilisateur:
        return utilisateur_de(self.request)

    def chercher(self, queryset: ContactQuerySet, nom: str, valeur: str) -> ContactQuerySet:
        """See `ContactQuerySet.chercher`."""
        return queryset.chercher(valeur, self._utilisateur)

    @extend_schema_field(OpenApiTypes.INT)
    def par_technologie(self, queryset: ContactQuerySet, nom: str, valeur: Competence) -> ContactQuerySet:
        """Readable contacts that use it."""
        return queryset.filter(
            pk__in=Contact.objects.lisibles_pour(self._utilisateur).filter(technologies=valeur).values("pk")
        )

    def par_silence(self, queryset: ContactQuerySet, nom: str, valeur: str) -> ContactQuerySet:
        """See `ContactQuerySet.silencieux`."""
        return queryset.silencieux(self._utilisateur, int(valeur))
