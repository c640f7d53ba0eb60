"""The forms that receive CVs: several at once, a ZIP, an e-mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from samba.documents.services import FORMATS, Recu, examiner_envoi

FICHIERS_MAX = 30
AIDE = f"{FORMATS}, plusieurs à la fois, un ZIP ou un e-mail (.eml, .msg)\u00a0; 10\u00a0Mo par fichier au plus."


class PlusieursFichiers(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class ChampFichiers(forms.FileField):
    """Several uploads; each is cleaned as a file of its own."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """At most `FICHIERS_MAX`. An empty one is kept: it is refused with its name, beside the good ones."""
        fichiers = data if isinstance(data, list) else [data] if data else []
        if not fichiers:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(fichiers) > FICHIERS_MAX:
            raise ValidationError(f"{len(fichiers)} fichiers d’un coup\u00a0: {FICHIERS_MAX} au plus, ou un ZIP.")
        return fichiers


class CVForm(forms.Form):
    """What people drop. `cleaned_data["fichier"]` holds the good files; `refuses`, those left out beside good ones.

    When none is good, each is told beside the field.
    """

    fichier = ChampFichiers(
        label="Déposer un CV",
        help_text=f"{AIDE} Le dernier devient le CV courant, les anciens restent.",
        error_messages={"required": "Choisissez un fichier."},
        widget=PlusieursFichiers(
            {"multiple": True, "data-depot": "", "accept": ".pdf,.docx,.odt,.rtf,.txt,.zip,.eml,.msg"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refuses: list[Recu] = []

    def clean_fichier(self) -> list[Recu]:
        """Decided by content (see `samba.documents.services.examiner_envoi`)."""
        recus = [recu for fichier in self.cleaned_data["fichier"] for recu in examiner_envoi(fichier)]
        self.refuses = [recu for recu in recus if recu.examen is None]
        bons = [recu for recu in recus if recu.examen is not None]
        if not bons:
            seul = len(recus) == 1 and not recus[0].origine
            raise ValidationError([r.message if seul else f"{r.nom}\u00a0: {r.message}" for r in self.refuses])
        return bons


class DepotForm(CVForm):
    """The same, for people who are not freelances of the firm yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fichier"].label = "Fichiers"
        self.fields["fichier"].help_text = AIDE
