"""Filters of the board and of the list of positionnements. None reads a hidden field of a privé DO (CLI-5)."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from besoins.enums import ETAPES_EN_COURS, STATUTS_OUVERTS, Etape
from besoins.models import Besoin, Positionnement
from clients.models import Client
from samba.comptes.models import Utilisateur
from samba.donnees.validateurs import mots_cherches
from samba.listes.distants import SelectDistant

MIENS, AGENCE, TOUS = "miens", "agence", "tous"
PORTEES = ((MIENS, "Les miens"), (AGENCE, "Ceux de mon agence"), (TOUS, "Ceux de toute la maison"))
EN_JEU = "en_jeu"


class PositionnementFiltre(django_filters.FilterSet):
    """By words, whose, besoin, client, stage. A besoin shows all of its positionnements, whoever made them."""

    q = django_filters.CharFilter(method="chercher", label="Freelance, besoin ou client")
    portee = django_filters.ChoiceFilter(
        choices=PORTEES,
        method="par_portee",
        label="Positionnements",
        empty_label=None,
        widget=forms.Select({"data-neutre": MIENS}),
    )
    besoin = django_filters.ModelChoiceFilter(
        queryset=Besoin.objects.only("intitule"),
        label="Besoin",
        widget=SelectDistant("besoins:besoins_json", precharger=True),
    )
    client = django_filters.ModelChoiceFilter(
        field_name="besoin__client",
        queryset=Client.objects.select_related("entreprise"),
        label="Client",
        widget=SelectDistant("clients:clients_json", precharger=True),
    )
    etape = django_filters.ChoiceFilter(
        choices=[(EN_JEU, "Tous ceux en jeu"), *Etape.choices], method="par_etape", label="Étape", empty_label="Toutes"
    )
    sortis = django_filters.BooleanFilter(method="avec_sortis", label="Montrer les écartés", widget=forms.CheckboxInput)

    class Meta:
        model = Positionnement
        fields = ["q", "portee", "besoin", "client", "etape", "sortis"]

    def __init__(self, data: Any = None, *args: Any, utilisateur: Utilisateur, **kwargs: Any) -> None:
        self.utilisateur = utilisateur
        super().__init__(data, *args, **kwargs)

    @property
    def qs(self) -> QuerySet[Positionnement]:
        """Mine unless one says whose, or of which besoin; those of closed besoins stay with their besoin."""
        lignes: QuerySet[Positionnement] = super().qs
        lu = getattr(self.form, "cleaned_data", {})
        if not lu.get("besoin"):
            if not lu.get("portee"):
                lignes = self.par_portee(lignes, "portee", MIENS)
            if not lu.get("etape"):
                lignes = lignes.filter(besoin__statut__in=STATUTS_OUVERTS)
        if not lu.get("sortis") and lu.get("etape") != Etape.ECARTE:
            lignes = lignes.exclude(etape=Etape.ECARTE)
        return lignes

    def chercher(self, queryset: Any, nom: str, valeur: str) -> QuerySet[Positionnement]:
        """Words of the freelance's name, of the besoin's title or of the client's name."""
        for mot in mots_cherches(valeur):
            queryset = queryset.filter(
                Q(freelance__prenom__unaccent__icontains=mot)
                | Q(freelance__nom__unaccent__icontains=mot)
                | Q(besoin__intitule__unaccent__icontains=mot)
                | Q(besoin__client__entreprise__nom__unaccent__icontains=mot)
            )
        return queryset

    def par_portee(self, queryset: Any, nom: str, valeur: str) -> QuerySet[Positionnement]:
        """Mine: those I made, and those on the besoins I follow."""
        moi = self.utilisateur
        if valeur == TOUS or self.form.cleaned_data.get("besoin"):
            return queryset
        if valeur == AGENCE and moi.agence_id:
            return queryset.filter(
                Q(auteur__agence_id=moi.agence_id) | Q(besoin__proprietaire__agence_id=moi.agence_id)
            )
        return queryset.filter(Q(auteur=moi) | Q(besoin__proprietaire=moi))

    def par_etape(self, queryset: Any, nom: str, valeur: str) -> QuerySet[Positionnement]:
        """One stage, or everybody in play."""
        return queryset.filter(etape__in=ETAPES_EN_COURS) if valeur == EN_JEU else queryset.filter(etape=valeur)

    def avec_sortis(self, queryset: Any, nom: str, valeur: bool) -> QuerySet[Positionnement]:
        """Read by `qs`: those set aside are out unless asked for."""
        return queryset
