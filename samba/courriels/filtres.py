"""Filters of the list of e-mails."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet

from samba.courriels.enums import StatutCourriel
from samba.courriels.models import Courriel


class CourrielFiltre(django_filters.FilterSet):
    """By words of the subject or recipient, and by statut."""

    q = django_filters.CharFilter(method="chercher", label="Objet ou destinataire")
    statut = django_filters.ChoiceFilter(choices=StatutCourriel.choices, label="Statut", empty_label="Tous")

    class Meta:
        model = Courriel
        fields = ["q", "statut"]

    def chercher(self, queryset: QuerySet[Courriel], nom: str, valeur: str) -> QuerySet[Courriel]:
        """Substring, whatever its case."""
        return queryset.filter(Q(objet__icontains=valeur) | Q(destinataire__icontains=valeur))
