"""Forms of the opposition and of the information; filters of those who are to be informed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.utils import timezone

from clients.enums import MoyenInformation, SourceContact
from clients.models import Contact, ContactQuerySet
from samba.parametres.models import parametres

MOTIFS = (
    ("Demandé au téléphone", "Demandé au téléphone"),
    ("Demandé par e-mail", "Demandé par e-mail"),
    ("Demandé par courrier", "Demandé par courrier"),
    ("A quitté son poste", "A quitté son poste"),
    ("Décision de la firme", "Décision de la firme"),
)


class OppositionForm(forms.Form):
    """How the request came, and its words."""

    motif = forms.ChoiceField(
        label="Ce qui s’est passé",
        choices=MOTIFS,
        error_messages={"required": "Dites comment cette demande est venue."},
    )
    precision = forms.CharField(label="Précision", max_length=150, required=False)

    def raison(self) -> str:
        """« Demandé par e-mail (3 mars) »."""
        precision = self.cleaned_data["precision"].strip()
        motif: str = self.cleaned_data["motif"]
        return f"{motif} ({precision})" if precision else motif


class LeveeForm(forms.Form):
    """Why an opposition no longer holds."""

    motif = forms.CharField(
        label="Ce que la personne a demandé, et quand",
        max_length=150,
        error_messages={"required": "Dites ce que la personne a demandé, et quand."},
    )


class MoyenForm(forms.Form):
    """How somebody was told, when not by our e-mail."""

    moyen = forms.ChoiceField(
        choices=[c for c in MoyenInformation.choices if c[0] != MoyenInformation.COURRIEL], label="Informé"
    )


ECHEANCES = (("retard", "En retard"), ("semaine", "Sous 7 jours"), ("mois", "Plus tard"))


class InformationFiltre(django_filters.FilterSet):
    """By due date, source, and whether we have an address to write to."""

    echeance = django_filters.ChoiceFilter(
        choices=ECHEANCES, method="par_echeance", label="Échéance", empty_label="Toutes"
    )
    source = django_filters.ChoiceFilter(
        choices=[("inconnue", "À préciser"), *SourceContact.choices], method="par_source", label="Source",
        empty_label="Toutes",
    )  # fmt: skip
    adresse = django_filters.ChoiceFilter(
        choices=(("oui", "Avec adresse e-mail"), ("non", "Sans adresse e-mail")),
        method="par_adresse",
        label="Adresse e-mail",
        empty_label="Indifférent",
    )

    class Meta:
        model = Contact
        fields = ["echeance", "source", "adresse"]

    def par_echeance(self, queryset: ContactQuerySet, nom: str, valeur: str) -> ContactQuerySet:
        """Due before today, in the coming week, or later; the delay is the firm's."""
        jour = timezone.localdate() - timedelta(days=parametres().information_jours)
        semaine = jour + timedelta(days=7)
        bornes: dict[str, Any] = {
            "retard": {"collecte_le__lt": jour},
            "semaine": {"collecte_le__gte": jour, "collecte_le__lte": semaine},
            "mois": {"collecte_le__gt": semaine},
        }
        return queryset.filter(**bornes[valeur])

    def par_source(self, queryset: ContactQuerySet, nom: str, valeur: str) -> ContactQuerySet:
        """One source, or those whose source nobody wrote."""
        return queryset.filter(source="" if valeur == "inconnue" else valeur)

    def par_adresse(self, queryset: ContactQuerySet, nom: str, valeur: str) -> ContactQuerySet:
        """With or without an address."""
        return queryset.exclude(email="") if valeur == "oui" else queryset.filter(email="")
