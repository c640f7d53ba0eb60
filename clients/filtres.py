"""Filters of the lists of clients and contacts."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from clients.enums import NatureContact, Referencement, Taille, TypeClient, Verdict
from clients.models import Client, ClientQuerySet, Contact, ContactQuerySet, Fonction
from referentiels.competences.champs import SelectCompetence
from referentiels.models import Competence, SecteurActivite
from referentiels.zones import departements_des, zones
from samba.acces.vues import utilisateur_de
from samba.comptes.models import Utilisateur
from samba.listes.choix import Choix, ChoixLeger, ChoixMultiples, ChoixPartage, ListeLegere
from samba.listes.distants import SelectDistant
from samba.listes.memoire import garder_un_moment

PERSONNE = "personne"


def _secteurs(_request: Any = None) -> QuerySet[SecteurActivite]:
    return SecteurActivite.objects.only("nom")


def _technologies(_request: Any = None) -> QuerySet[Competence]:
    return Competence.objects.only("nom", "verifiee", "fusionnee_dans")


def _equipe(_request: Any = None) -> QuerySet[Utilisateur]:
    return Utilisateur.objects.actifs().only("prenom", "nom").order_by("prenom", "nom")


@garder_un_moment
def _fonctions() -> Choix:
    """Two types of company may share a name: it is told once, and finds both."""
    noms = Fonction.objects.order_by("libelle").values_list("libelle", flat=True).distinct()
    return tuple((nom, nom) for nom in noms)


@garder_un_moment
def _suiveurs() -> Choix:
    """The team list is open to every signed-in user."""
    return (PERSONNE, "Personne"), *((str(qui.pk), str(qui)) for qui in _equipe())


class FiltreZones(django_filters.Filter):
    """Départements and régions, several at once."""

    field_class = ChoixMultiples


class ClientFiltre(django_filters.FilterSet):
    """Name, verdict, type, secteur, zone, size, référencement, commercial."""

    q = django_filters.CharFilter(method="chercher", label="Nom, SIREN ou SIRET")
    verdict = django_filters.ChoiceFilter(
        choices=Verdict.choices, method="par_verdict", label="Verdict", empty_label="Tous"
    )
    type = django_filters.ChoiceFilter(choices=TypeClient.choices, label="Type", empty_label="Tous")
    secteur = django_filters.ModelChoiceFilter(
        field_name="entreprise__secteur",
        queryset=_secteurs,
        label="Secteur d’activité",
        empty_label="Tous",
        widget=ChoixPartage(_secteurs, {"data-tom": ""}),
    )
    zone = FiltreZones(
        choices=zones,
        method="par_zone",
        label="Département ou région",
        widget=ListeLegere(attrs={"data-tom": ""}),
    )
    taille = django_filters.ChoiceFilter(
        choices=Taille.choices, method="par_taille", label="Taille", empty_label="Toutes"
    )
    referencement = django_filters.ChoiceFilter(
        choices=Referencement.choices, method="par_referencement", label="Référencement", empty_label="Indifférent"
    )
    suivi_par = django_filters.ChoiceFilter(
        choices=_suiveurs, method="par_suivi", label="Suivi par", empty_label="Tous", widget=ChoixLeger()
    )

    class Meta:
        model = Client
        fields = ["q", "verdict", "type", "secteur", "zone", "taille", "referencement", "suivi_par"]

    def chercher(self, queryset: ClientQuerySet, nom: str, valeur: str) -> ClientQuerySet:
        """See `ClientQuerySet.chercher`."""
        return queryset.chercher(valeur)

    @extend_schema_field(OpenApiTypes.STR)
    def par_verdict(self, queryset: ClientQuerySet, nom: str, valeur: str) -> ClientQuerySet:
        """CLI-1."""
        return queryset.de_verdict(valeur)

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def par_zone(self, queryset: ClientQuerySet, nom: str, valeur: list[str]) -> ClientQuerySet:
        """With an address in one of these zones."""
        return queryset.de_zones(departements_des(valeur)) if valeur else queryset

    @extend_schema_field(OpenApiTypes.STR)
    def par_taille(self, queryset: ClientQuerySet, nom: str, valeur: str) -> ClientQuerySet:
        """By headcount."""
        return queryset.de_taille(valeur)

    @extend_schema_field(OpenApiTypes.STR)
    def par_referencement(self, queryset: ClientQuerySet, nom: str, valeur: str) -> ClientQuerySet:
        """Whether we are listed there, and how."""
        return queryset.references(valeur)

    @extend_schema_field(OpenApiTypes.STR)
    def par_suivi(self, queryset: ClientQuerySet, nom: str, valeur: str) -> ClientQuerySet:
        """Of one person, or of nobody."""
        return queryset.filter(suivi_par=None) if valeur == PERSONNE else queryset.filter(suivi_par=valeur)


class _Archives(django_filters.FilterSet):
    """Screens show what is current; a box shows what was put aside instead."""

    archives = django_filters.BooleanFilter(method="garder", label="Archivés seulement", widget=forms.CheckboxInput)

    def garder(self, queryset: Any, nom: str, valeur: bool) -> Any:
        """Decided by `filter_queryset`, which runs without it too."""
        return queryset

    def filter_queryset(self, queryset: Any) -> Any:
        """Archived rows only, or none of them."""
        lignes = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("archives"):
            return lignes.filter(archive_le__isnull=False)
        return lignes.en_cours()


class ClientFiltreEcran(_Archives, ClientFiltre):
    """The filters of the page."""

    class Meta(ClientFiltre.Meta):
        fields = [*ClientFiltre.Meta.fields, "archives"]


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
    fonction = django_filters.ChoiceFilter(
        field_name="fonction__libelle",
        choices=_fonctions,
        label="Fonction",
        empty_label="Toutes",
        widget=ChoixLeger(attrs={"data-tom": ""}),
    )
    technologie = django_filters.ModelChoiceFilter(
        queryset=_technologies,
        method="par_technologie",
        label="Technologie",
        empty_label="Toutes",
        widget=SelectCompetence(creer=False),
    )
    silence = django_filters.ChoiceFilter(
        choices=SILENCES, method="par_silence", label="Silence", empty_label="Indifférent"
    )
    prive_a = django_filters.ModelChoiceFilter(
        queryset=_equipe, label="Privé à", empty_label="Indifférent", widget=ChoixPartage(_equipe)
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
    def par_technologie(self, queryset: ContactQuerySet, nom: str, valeur: Competence) -> QuerySet[Contact]:
        """Readable contacts that use it, or the one it was merged into (an address of the API stays as it is)."""
        return queryset.filter(
            pk__in=Contact.objects.lisibles_pour(self._utilisateur).filter(technologies=valeur.gardee).values("pk")
        )

    def par_silence(self, queryset: ContactQuerySet, nom: str, valeur: str) -> ContactQuerySet:
        """See `ContactQuerySet.silencieux`."""
        return queryset.silencieux(self._utilisateur, int(valeur))


class ContactFiltreEcran(_Archives, ContactFiltre):
    """The filters of the page."""

    class Meta(ContactFiltre.Meta):
        fields = [*ContactFiltre.Meta.fields, "archives"]
