"""The form that names a search."""

from __future__ import annotations

from typing import Any

from django import forms

from samba.comptes.models import Utilisateur
from samba.listes.models import FormatExport, RechercheEnregistree

TROP_LONGUE = "Cette recherche est trop longue pour être gardée : retirez quelques filtres."


class RechercheForm(forms.ModelForm):
    """A name for the state of a list; `requete` is that state, and travels hidden."""

    nom = forms.CharField(label="Nom de la recherche", max_length=80)

    class Meta:
        model = RechercheEnregistree
        fields = ["nom", "partagee", "requete"]
        widgets = {"requete": forms.HiddenInput}

    def __init__(self, *args: Any, utilisateur: Utilisateur, liste: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.utilisateur, self.instance.liste = utilisateur, liste
        self.fields["requete"].error_messages["max_length"] = TROP_LONGUE

    def clean_nom(self) -> str:
        """One name a list, with single spaces and whatever its case, so that two that look alike are the same."""
        nom = " ".join(self.cleaned_data["nom"].split())
        miennes = RechercheEnregistree.objects.de(self.instance.utilisateur).filter(liste=self.instance.liste)
        if miennes.filter(nom__iexact=nom).exists():
            raise forms.ValidationError("Vous avez déjà une recherche de ce nom.")
        return nom


class ExportForm(forms.Form):
    """Which file, and whether every column goes in."""

    format = forms.ChoiceField(choices=FormatExport.choices)
    toutes = forms.BooleanField(required=False)
