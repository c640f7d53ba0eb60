"""Filters of activité générale and privée (CLI-6)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone

from clients.models import Client, Contact, ContactQuerySet
from clients.prospection.selection import sans_les_clients_a_eviter
from referentiels.models import Competence, SecteurActivite
from samba.acces.vues import utilisateur_de
from samba.comptes.models import Utilisateur
from samba.listes.choix import ChoixPartage
from samba.listes.distants import SelectDistant

SILENCES = ((15, "15 jours"), (30, "30 jours"), (60, "60 jours"), (90, "90 jours"), (180, "6 mois"), (365, "un an"))
ESSAIS = (("jour", "Pas essayés aujourd’hui"), ("semaine", "Pas essayés depuis 7 jours"), ("jamais", "Jamais essayés"))
TOUS = "tous"


def _secteurs(_request: Any = None) -> QuerySet[SecteurActivite]:
    return SecteurActivite.objects.only("nom")


def _commerciaux(_request: Any = None) -> QuerySet[Utilisateur]:
    return Utilisateur.objects.actifs().only("prenom", "nom").order_by("prenom", "nom")


class ActiviteFiltre(django_filters.FilterSet):
    """Secteur, client, technologie, commercial; how long a silence; companies not to prospect are out unless asked."""

    q = django_filters.CharFilter(method="chercher", label="Nom ou entreprise")
    secteur = django_filters.ModelChoiceFilter(
        field_name="client__entreprise__secteur",
        queryset=_secteurs,
        label="Secteur d’activité",
        empty_label="Tous",
        widget=ChoixPartage(_secteurs, {"data-tom": ""}),
    )
    client = django_filters.ModelChoiceFilter(
        queryset=Client.objects.select_related("entreprise"),
        label="Client",
        empty_label="Tous",
        widget=SelectDistant("clients:clients_json", precharger=True),
    )
    technologie = django_filters.ModelChoiceFilter(
        queryset=Competence.objects.only("nom"),
        method="par_technologie",
        label="Technologie",
        empty_label="Toutes",
        widget=SelectDistant("referentiels:competences_json"),
    )
    commercial = django_filters.ModelChoiceFilter(
        field_name="client__suivi_par",
        queryset=_commerciaux,
        label="Commercial qui suit le client",
        empty_label="Tous",
        widget=ChoixPartage(_commerciaux),
    )
    silence = django_filters.ChoiceFilter(choices=SILENCES, method="par_silence", label="Silence de plus de")
    essai = django_filters.ChoiceFilter(
        choices=ESSAIS, method="par_essai", label="Tentatives", empty_label="Indifférent"
    )
    verdict = django_filters.ChoiceFilter(
        choices=((TOUS, "Toutes les entreprises"),),
        method="garder",
        label="Verdict",
        empty_label="Prospectables",
    )

    class Meta:
        model = Contact
        fields = ["q", "secteur", "client", "technologie", "commercial", "silence", "essai", "verdict"]

    def __init__(self, *args: Any, sans_choix: str, jours: int = 0, **kwargs: Any) -> None:
        """`sans_choix`: what no choice of a silence means. `jours`: the silence that the rows given here have."""
        super().__init__(*args, **kwargs)
        self.jours = jours
        self.filters["silence"].extra["empty_label"] = sans_choix

    def filter_queryset(self, queryset: QuerySet[Contact]) -> Any:
        """CLI-1: the companies not to prospect are out by default."""
        contacts: Any = super().filter_queryset(queryset)
        return contacts if self.form.cleaned_data.get("verdict") == TOUS else sans_les_clients_a_eviter(contacts)

    def chercher(self, queryset: ContactQuerySet, nom: str, valeur: str) -> ContactQuerySet:
        """See `ContactQuerySet.chercher`."""
        return queryset.chercher(valeur, utilisateur_de(self.request))

    def par_technologie(self, queryset: ContactQuerySet, nom: str, valeur: Competence) -> ContactQuerySet:
        """Those who work with it."""
        lien = Contact.technologies.through
        return queryset.filter(pk__in=lien.objects.filter(competence=valeur).values("contact"))  # type: ignore[attr-defined]

    def par_silence(self, queryset: ContactQuerySet, nom: str, valeur: str) -> ContactQuerySet:
        """Longer than the firm's delay, or shorter: the view has read it already for activité générale."""
        return queryset.silencieux(utilisateur_de(self.request), int(valeur))

    def par_essai(self, queryset: ContactQuerySet, nom: str, valeur: str) -> ContactQuerySet:
        """Leave out those whom somebody tried lately."""
        jamais = Q(dernier_essai_le__isnull=True)
        if valeur == "jamais":
            return queryset.filter(jamais)
        matin = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        limite = matin if valeur == "jour" else matin - timedelta(days=7)
        return queryset.filter(jamais | Q(dernier_essai_le__lt=limite))

    def garder(self, queryset: ContactQuerySet, nom: str, valeur: str) -> ContactQuerySet:
        """Read by `filter_queryset`."""
        return queryset


class PriveeFiltre(ActiviteFiltre):
    """The same, over my privés: every one of them unless a silence is asked."""

    def filter_queryset(self, queryset: QuerySet[Contact]) -> Any:
        """Mine stay mine, whatever the verdict of their company: it is shown, and calling asks the reason."""
        return super(ActiviteFiltre, self).filter_queryset(queryset)


del PriveeFiltre.base_filters["verdict"]


def silence_demande(request: Any, reglage: int) -> int:
    """The silence that the address asks for, among those offered, else the firm's."""
    offerts = {str(jours): jours for jours, _ in SILENCES}
    return offerts.get(request.GET.get("silence", ""), reglage)
