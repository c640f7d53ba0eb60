"""Filters of the lists."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet

from referentiels.models import (
    ClasseTechnologie,
    Commune,
    Competence,
    Departement,
    Entreprise,
    Region,
    SecteurActivite,
    Theme,
)
from samba.listes.choix import ChoixLeger

ETATS = (("active", "Se choisit"), ("a_verifier", "À vérifier"), ("retiree", "Retirée"))
VERIFIEES = (("oui", "Relue"), ("non", "À relire"))


def _liste() -> ChoixLeger:
    return ChoixLeger({"data-tom": ""})


class CompetenceFiltre(django_filters.FilterSet):
    """By any name, theme, class of technologies, state."""

    q = django_filters.CharFilter(method="chercher", label="Nom ou synonyme", help_text="« k8s » trouve Kubernetes.")
    theme = django_filters.ModelChoiceFilter(
        queryset=Theme.objects.all(), to_field_name="code", label="Thème", empty_label="Tous", widget=_liste()
    )
    classe = django_filters.ModelChoiceFilter(
        queryset=ClasseTechnologie.objects.all(),
        field_name="classes",
        to_field_name="code",
        label="Classe de technologies",
        empty_label="Toutes",
        widget=_liste(),
    )
    etat = django_filters.ChoiceFilter(choices=ETATS, method="par_etat", label="État", empty_label="Toutes")

    class Meta:
        model = Competence
        fields = ["q", "theme", "classe", "etat"]

    def chercher(self, queryset: Any, nom: str, valeur: str) -> QuerySet[Competence]:
        """See `CompetenceQuerySet.chercher`."""
        return queryset.chercher(valeur)

    def par_etat(self, queryset: QuerySet[Competence], nom: str, valeur: str) -> QuerySet[Competence]:
        """In use, to check, retired."""
        voulus: dict[str, dict[str, bool]] = {
            "active": {"retiree": False},
            "a_verifier": {"verifiee": False, "retiree": False},
            "retiree": {"retiree": True},
        }
        return queryset.filter(**voulus[valeur])


class EntrepriseFiltre(django_filters.FilterSet):
    """By any name, sector, whether somebody checked it."""

    q = django_filters.CharFilter(method="chercher", label="Nom, sigle ou filiale")
    secteur = django_filters.ModelChoiceFilter(
        queryset=SecteurActivite.objects.all(),
        to_field_name="code",
        label="Secteur d’activité",
        empty_label="Tous",
        null_label="Secteur à préciser",
        null_value="sans",
        widget=_liste(),
    )
    verifiee = django_filters.ChoiceFilter(
        choices=VERIFIEES, method="par_relecture", label="Nom et secteur", empty_label="Indifférent"
    )

    class Meta:
        model = Entreprise
        fields = ["q", "secteur", "verifiee"]

    def chercher(self, queryset: Any, nom: str, valeur: str) -> QuerySet[Entreprise]:
        """See `EntrepriseQuerySet.chercher`."""
        return queryset.chercher(valeur)

    def par_relecture(self, queryset: QuerySet[Entreprise], nom: str, valeur: str) -> QuerySet[Entreprise]:
        """Checked by a person, or not."""
        return queryset.filter(verifiee=valeur == "oui")


class CommuneFiltre(django_filters.FilterSet):
    """By the beginning of the name or postcode, département, région."""

    q = django_filters.CharFilter(method="chercher", label="Nom ou code postal")
    departement = django_filters.ModelChoiceFilter(
        queryset=Departement.objects.only("nom"), label="Département", empty_label="Tous", widget=_liste()
    )
    region = django_filters.ModelChoiceFilter(
        queryset=Region.objects.all(),
        field_name="departement__region",
        label="Région",
        empty_label="Toutes",
        widget=_liste(),
    )

    class Meta:
        model = Commune
        fields = ["q", "departement", "region"]

    def chercher(self, queryset: Any, nom: str, valeur: str) -> QuerySet[Commune]:
        """See `CommuneQuerySet.chercher`."""
        return queryset.chercher(valeur)
