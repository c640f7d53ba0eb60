"""Filters of the list of besoins. None of them reads a hidden field of a privé DO (CLI-5)."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest

from besoins.enums import StatutBesoin
from besoins.models import Besoin
from clients.models import Client
from referentiels.models import Competence, Departement, Metier
from samba.comptes.models import Utilisateur
from samba.listes.choix import ChoixPartage
from samba.listes.distants import SelectDistant

OUVERTS = "ouverts"
VUES = {"search1": "Search 1", "search2": "Search 2", "mes": "Mes besoins"}


def _cites(modele: Any, *colonnes: str, chemin: str) -> dict[str, Any]:
    """Only the rows that a besoin uses, by name: a list of choices that leads nowhere helps nobody."""

    def lignes(_request: Any = None) -> QuerySet[Any]:
        cites = Besoin.objects.filter(**{f"{chemin}__isnull": False}).order_by().values(chemin)
        return modele.objects.filter(pk__in=cites).only(*colonnes)

    return {"queryset": lignes, "widget": ChoixPartage(lignes, {"data-tom": ""})}


class BesoinFiltre(django_filters.FilterSet):
    """By words, client, statut, profil, skill, département and owner; `vue` says which tab (BES-3)."""

    vue = django_filters.CharFilter(widget=forms.HiddenInput, method="garder")
    q = django_filters.CharFilter(method="chercher", label="Intitulé, tâches ou client")
    statut = django_filters.ChoiceFilter(
        choices=[(OUVERTS, "Tous les ouverts"), *StatutBesoin.choices],
        method="par_statut",
        label="Statut",
        empty_label="Tous",
    )
    client = django_filters.ModelChoiceFilter(
        queryset=Client.objects.select_related("entreprise"),
        label="Client",
        widget=SelectDistant("clients:clients_json", precharger=True),
    )
    # Asked of the server, where any appellation finds its métier.
    metier = django_filters.ModelChoiceFilter(
        queryset=Metier.objects.only("nom"), label="Profil recherché", widget=SelectDistant("referentiels:metiers_json")
    )
    competence = django_filters.ModelChoiceFilter(
        field_name="competences__competence",
        label="Compétence",
        **_cites(Competence, "nom", chemin="competences__competence"),
    )
    departement = django_filters.ModelChoiceFilter(
        label="Département", **_cites(Departement, "nom", chemin="departement")
    )
    proprietaire = django_filters.ModelChoiceFilter(
        label="Suivi par", **_cites(Utilisateur, "prenom", "nom", chemin="proprietaire")
    )

    class Meta:
        model = Besoin
        fields = ["vue", "q", "statut", "client", "metier", "competence", "departement", "proprietaire"]

    def garder(self, queryset: QuerySet[Besoin], nom: str, valeur: str) -> QuerySet[Besoin]:
        """The tab is chosen by the view; the form only carries it along."""
        return queryset

    def chercher(self, queryset: Any, nom: str, valeur: str) -> QuerySet[Besoin]:
        """See `BesoinQuerySet.chercher`."""
        return queryset.chercher(valeur)

    def par_statut(self, queryset: Any, nom: str, valeur: str) -> QuerySet[Besoin]:
        """One statut, or every open one."""
        return queryset.ouverts() if valeur == OUVERTS else queryset.filter(statut=valeur)


def vue_demandee(request: HttpRequest) -> str:
    """The tab asked for; Search 1 when the address names none or an unknown one."""
    vue = request.GET.get("vue", "search1")
    return vue if vue in VUES else "search1"
