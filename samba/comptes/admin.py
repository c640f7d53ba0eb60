"""Admin of the accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest

from samba.comptes.models import Agence, Utilisateur

# Rights come from the role alone: a page of groups would promise what nothing reads.
admin.site.unregister(Group)


class UtilisateurForm(forms.ModelForm):
    """Creation asks for a first password; later, an empty field leaves it as it is."""

    mot_de_passe = forms.CharField(
        label="Nouveau mot de passe", widget=forms.PasswordInput(render_value=False), required=False
    )

    class Meta:
        model = Utilisateur
        fields = ["email", "prenom", "nom", "role", "agence", "telephone", "is_active"]

    def clean_email(self) -> str:
        """Addresses are kept in lower case."""
        return self.cleaned_data["email"].lower()

    def clean_mot_de_passe(self) -> str:
        """The password rules of the settings apply; a new account needs one."""
        valeur = self.cleaned_data["mot_de_passe"]
        if valeur:
            validate_password(valeur, self.instance)
        elif not self.instance.pk:
            raise forms.ValidationError("Un nouveau compte a besoin d’un mot de passe.")
        return valeur


@admin.register(Utilisateur)
class UtilisateurAdmin(admin.ModelAdmin):
    """Users are deactivated, never deleted: their échanges keep their author."""

    form = UtilisateurForm
    list_display = ["nom", "prenom", "email", "role", "agence", "is_active"]
    list_filter = ["role", "agence", "is_active"]
    search_fields = ["nom", "prenom", "email"]
    list_select_related = ["agence"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Utilisateur, form: Any, change: bool) -> None:
        if form.cleaned_data.get("mot_de_passe"):
            obj.set_password(form.cleaned_data["mot_de_passe"])
        super().save_model(request, obj, form, change)


@admin.register(Agence)
class AgenceAdmin(admin.ModelAdmin):
    """Agences."""

    list_display = ["nom", "ville"]
    search_fields = ["nom"]
