"""Short forms of the privés: ask, answer, give; and the filters of the attempts."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from clients.prives.models import TentativePrive
from samba.acces.enums import ActePrive
from samba.comptes.enums import CAPACITES_PAR_ROLE, Capacite
from samba.comptes.models import Utilisateur
from samba.listes.choix import ChoixLeger

PROSPECTEURS = [role for role, capacites in CAPACITES_PAR_ROLE.items() if Capacite.PROSPECTER in capacites]


class DemandeForm(forms.Form):
    """Why I ask for this contact."""

    motif = forms.CharField(
        label="Pourquoi le demandez-vous ?",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="Son propriétaire le lira, et décidera.",
        error_messages={"required": "Dites pourquoi vous demandez ce contact."},
    )


class ReponseForm(forms.Form):
    """Yes or no, with words; a refusal always has some."""

    decision = forms.ChoiceField(choices=[("oui", "Accepter"), ("non", "Refuser")])
    reponse = forms.CharField(label="Votre réponse", max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """A refusal without a word is refused."""
        donnees = super().clean() or self.cleaned_data
        if donnees.get("decision") == "non" and not donnees.get("reponse", "").strip():
            self.add_error("reponse", "Dites pourquoi vous gardez ce contact.")
        return donnees


class AttributionForm(forms.Form):
    """To whom the manager gives a contact."""

    a = forms.ModelChoiceField(
        queryset=Utilisateur.objects.none(),
        label="Confier à",
        widget=ChoixLeger,
        error_messages={"required": "Choisissez un commercial."},
    )

    def __init__(self, *args: Any, par: Utilisateur, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        equipe = Utilisateur.objects.actifs().filter(role__in=PROSPECTEURS, agence=par.agence_id)
        self.fields["a"].queryset = equipe.order_by("prenom", "nom")  # type: ignore[attr-defined]


def _personnes(request: Any) -> QuerySet[Utilisateur]:
    return Utilisateur.objects.actifs().filter(role__in=PROSPECTEURS).only("prenom", "nom").order_by("prenom", "nom")


class TentativeFiltre(django_filters.FilterSet):
    """Who, whose, which act, since when."""

    auteur = django_filters.ModelChoiceFilter(queryset=_personnes, label="Qui", empty_label="Tous", widget=ChoixLeger)
    proprietaire = django_filters.ModelChoiceFilter(
        queryset=_personnes, label="Privé à", empty_label="Tous", widget=ChoixLeger
    )
    acte = django_filters.ChoiceFilter(choices=ActePrive.choices, label="Acte refusé", empty_label="Tous")
    depuis = django_filters.DateFilter(
        field_name="le",
        lookup_expr="date__gte",
        label="Depuis le",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    class Meta:
        model = TentativePrive
        fields = ["auteur", "proprietaire", "acte", "depuis"]
