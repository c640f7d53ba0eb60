"""Step 2 of BES-4: where else we looked, or why we did not."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms

from besoins.models import RechercheExterne


class RechercheExterneForm(forms.ModelForm):
    """Either a place and what came of it, or the reason for skipping the step."""

    cle_creation = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = RechercheExterne
        fields = ("source", "resultat", "motif_omission")
        widgets = {"resultat": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("cle_creation", uuid4())
        self.fields["source"].widget.attrs["placeholder"] = "Ex. : site d’annonces, réseau, partenaire"

    def clean(self) -> dict[str, Any]:
        """One or the other, told in full."""
        lu: dict[str, Any] = super().clean() or {}
        source, resultat, motif = (lu.get(nom, "").strip() for nom in self.Meta.fields)
        if source and motif:
            self.add_error("motif_omission", "Vous avez cherché : ce motif n’a pas lieu d’être.")
        elif source and not resultat:
            self.add_error("resultat", "Dites ce que cela a donné, même « rien ».")
        elif not source and not motif:
            self.add_error("source", "Dites où vous avez cherché, ou pourquoi vous ne l’avez pas fait.")
        return lu
