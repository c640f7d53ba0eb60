"""Admin of the firm's parameters: one row, never added nor deleted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from samba.documents.services import FORMATS, Examen, deposer_examen, examiner
from samba.parametres.models import Parametres, parametres


class ParametresForm(forms.ModelForm):
    """The parameters, with a file field for the firm's brochure: it is examined like every other upload."""

    nouvelle_plaquette = forms.FileField(
        label="remplacer la plaquette",
        required=False,
        help_text=f"{FORMATS}. Elle est jointe à l’e-mail de remerciement.",
    )
    retirer_plaquette = forms.BooleanField(label="retirer la plaquette", required=False)

    class Meta:
        model = Parametres
        exclude = ["plaquette"]  # noqa: DJ006 - every other parameter is edited here, those to come included

    def clean_nouvelle_plaquette(self) -> Examen | None:
        """Refuse what is not one of the accepted formats."""
        fichier: UploadedFile | None = self.cleaned_data["nouvelle_plaquette"]
        return examiner(fichier) if fichier else None


@admin.register(Parametres)
class ParametresAdmin(admin.ModelAdmin):
    """The list leads straight to the row."""

    form = ParametresForm
    readonly_fields = ("plaquette_actuelle",)

    @admin.display(description="plaquette commerciale")
    def plaquette_actuelle(self, ligne: Parametres) -> str:
        """The brochure in force, to download."""
        if ligne.plaquette is None:
            return "Aucune : l’e-mail de remerciement part sans pièce jointe."
        adresse = reverse("documents:telecharger", args=[ligne.plaquette_id])
        return format_html('<a href="{}">{}</a>', adresse, ligne.plaquette.nom)

    def save_model(self, request: HttpRequest, obj: Parametres, form: Any, change: bool) -> None:
        """Keep the new brochure before the row that names it."""
        if form.cleaned_data.get("retirer_plaquette"):
            obj.plaquette = None
        if (examen := form.cleaned_data.get("nouvelle_plaquette")) is not None:
            obj.plaquette = deposer_examen(examen, request.user)  # type: ignore[arg-type]
        super().save_model(request, obj, form, change)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("admin:parametres_parametres_change", parametres().pk)
