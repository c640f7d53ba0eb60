"""Small forms of the qualifieurs: situation, partenaire, withdrawal, document of the file, filters."""

from __future__ import annotations

from typing import Any

from django import forms

from freelances.evaluation.enums import TEMPORAIRES, NaturePiece
from freelances.fiche.champs import ChampJour, ZoneTexte, deplacer_erreurs
from freelances.models import Partenaire, Situation
from samba.documents.services import FORMATS, Examen, examiner
from samba.donnees.formulaires import FormulaireRacine


class SituationForm(forms.ModelForm):
    """What a freelance does, from which day, and until which one when it is temporary."""

    class Meta:
        model = Situation
        fields = ("nature", "depuis", "fin", "precision")
        widgets = {
            "nature": forms.Select({"data-largeur": 12}),
            "depuis": ChampJour({"data-largeur": 6}),
            "fin": ChampJour({"data-largeur": 6}),
        }

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("nature") not in TEMPORAIRES and self.cleaned_data.get("fin"):
            self.add_error("fin", "Cette situation n’est pas temporaire : laissez la fin vide.")
        return self.cleaned_data

    def _post_clean(self) -> None:
        """The table's check on the dates speaks beside the end."""
        super()._post_clean()  # type: ignore[misc]
        deplacer_erreurs(self, "fin")


class PartenaireForm(FormulaireRacine):
    """An organisation that submits files (SAR-8)."""

    fiche = "freelances:partenaire_modifier"

    class Meta:
        model = Partenaire
        fields = ("nom", "type", "contact", "email", "telephone", "notes")
        widgets = {
            "nom": forms.TextInput({"data-largeur": 8}),
            "type": forms.Select({"data-largeur": 4}),
            "contact": forms.TextInput({"data-largeur": 4}),
            "email": forms.EmailInput({"data-largeur": 4}),
            "telephone": forms.TextInput({"data-largeur": 4, "type": "tel"}),
            "notes": ZoneTexte({"rows": 3}),
        }


class RetraitForm(forms.Form):
    """Why a freelance leaves the vivier."""

    motif = forms.CharField(
        label="Motif",
        max_length=200,
        help_text="Il reste dans l’historique. Rien n’est effacé : l’évaluation reste lisible.",
    )


class PieceForm(forms.Form):
    """A document of the file and what it is. `cleaned_data["piece"]` is an `Examen`."""

    nature = forms.ChoiceField(label="Nature du document", choices=NaturePiece.choices)
    piece = forms.FileField(
        label="Ajouter un document",
        help_text=f"{FORMATS}, 10\u00a0Mo au plus.",
        error_messages={"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."},
        widget=forms.FileInput({"accept": ".pdf,.docx,.odt,.txt"}),
    )

    def clean_piece(self) -> Examen:
        """Decided by content (see `samba.documents.services.examiner`)."""
        return examiner(self.cleaned_data["piece"])
