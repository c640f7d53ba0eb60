"""Step 2 of BES-4: where else we looked, or why we did not."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms

from besoins.models import CanalSourcing, RechercheExterne


class RechercheExterneForm(forms.ModelForm):
    """Either a place and what came of it, or the reason for skipping the step. A channel names the place."""

    cle_creation = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = RechercheExterne
        fields = ("canal", "source", "mots", "resultat", "motif_omission")
        widgets = {"resultat": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("cle_creation", uuid4())
        self.fields["source"].widget.attrs["placeholder"] = "S’il n’est pas dans la liste"
        self.fields["source"].label = "Ailleurs"
        self.fields["canal"].queryset = CanalSourcing.objects.en_cours()  # type: ignore[attr-defined]
        self.fields["canal"].label, self.fields["canal"].empty_label = "Où", "—"  # type: ignore[attr-defined]
        self.fields["mots"].widget.attrs["placeholder"] = "Ex. : Java Spring Nantes"

    def clean(self) -> dict[str, Any]:
        """One or the other, told in full."""
        lu: dict[str, Any] = super().clean() or {}
        if lu.get("canal") and not lu.get("source", "").strip():
            lu["source"] = lu["canal"].nom
        source, resultat, motif = (lu.get(nom, "").strip() for nom in ("source", "resultat", "motif_omission"))
        if source and motif:
            self.add_error("motif_omission", "Vous avez cherché : ce motif n’a pas lieu d’être.")
        elif source and not resultat:
            self.add_error("resultat", "Dites ce que cela a donné, même « rien ».")
        elif not source and not motif:
            self.add_error("canal", "Dites où vous avez cherché, ou pourquoi vous ne l’avez pas fait.")
        return lu

    def _get_validation_exclusions(self) -> set[str]:
        """What was said beside « Où » is not said again by the constraint of the table."""
        exclues: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclues | {"source"} if self.has_error("canal") else exclues
