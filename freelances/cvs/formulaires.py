"""The form that receives a CV."""

from __future__ import annotations

from django import forms

from samba.documents.services import FORMATS, Examen, examiner


class CVForm(forms.Form):
    """One file. `cleaned_data["fichier"]` is an `Examen`: a wrong file is told beside its field."""

    fichier = forms.FileField(
        label="Déposer un CV",
        help_text=f"{FORMATS}, 10\u00a0Mo au plus. Le nouveau devient le CV courant, les anciens restent.",
        error_messages={"required": "Choisissez un fichier.", "empty": "Ce fichier est vide."},
        widget=forms.FileInput({"accept": ".pdf,.docx,.odt,.txt"}),
    )

    def clean_fichier(self) -> Examen:
        """Decided by content (see `samba.documents.services.examiner`)."""
        return examiner(self.cleaned_data["fichier"])
