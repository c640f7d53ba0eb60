"""What the admin pages of the référentiels share: lists one a line, counts of use, reasoned refusals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import quote
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.forms import SimpleArrayField
from django.db.models import Field, Model, QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from referentiels.enums import Origine
from referentiels.utilisations import BORNE, ecrire, total, utilisations_de
from samba.listes.formats import ABSENT

INUTILISE = "Rien ne s’en sert : la ligne peut être supprimée."


class ListeParLigne(SimpleArrayField):
    """A list typed one per line: names hold commas ("UNIX (SCO, AIX, ...)"). Blank lines are dropped."""

    def __init__(self, base_field: forms.Field, **kwargs: Any) -> None:
        kwargs |= {"delimiter": "\n", "widget": forms.Textarea(attrs={"rows": 6})}
        super().__init__(base_field, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Split by line."""
        if isinstance(value, str):
            value = "\n".join(ligne for ligne in value.splitlines() if ligne.strip())
        return super().to_python(value)


class AvecUtilisations(admin.ModelAdmin):
    """Says how many rows of any room use each row: in the list (no query a row), and way by way on its page."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the count, computed only for the rows of the page."""
        return super().get_queryset(request).annotate(nombre_utilisations=total(self.model))

    @admin.display(description="utilisations", ordering="nombre_utilisations")
    def utilisations(self, objet: Any) -> str:
        """« 312 », « plus de 1 000 »."""
        return ecrire(objet.nombre_utilisations)

    @admin.display(description="utilisations")
    def detail_utilisations(self, objet: Any) -> SafeString | str:
        """By whom, on the page of the row."""
        if objet is None or objet.pk is None:
            return ABSENT
        lignes = format_html_join("", "<li>{}</li>", ((utilisation,) for utilisation in utilisations_de(objet)))
        return format_html("<ul>{}</ul>", lignes) if lignes else INUTILISE


class ReferentielsAdmin(AvecUtilisations):
    """What the editable tables share."""

    readonly_fields = ["origine", "detail_utilisations"]
    actions = ["rendre_au_fichier"]

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Edit lists one per line."""
        if isinstance(db_field, ArrayField):
            aide = f"{db_field.help_text} Un par ligne.".strip()
            # Compared with what is stored, not with a hidden copy: saving a page untouched corrects nothing.
            kwargs |= {"form_class": ListeParLigne, "help_text": aide, "show_hidden_initial": False}
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """What is corrected here is ours from then on: the next load leaves it alone."""
        if change and form.changed_data:
            _corriger(obj)
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """The same for the lines of a page."""
        for ligne in formset.save(commit=False):
            if ligne.pk:
                _corriger(ligne)
            ligne.save()
        for ligne in formset.deleted_objects:
            ligne.delete()
        formset.save_m2m()

    @admin.action(description="Rendre au fichier de référence ce qui a été corrigé ici")
    def rendre_au_fichier(self, request: HttpRequest, lignes: QuerySet[Any]) -> None:
        """The next load puts back what the file says."""
        rendues = 0
        for ligne in lignes.filter(origine=Origine.CORRIGEE):
            ligne.origine = Origine.FICHIER
            ligne.save()
            rendues += 1
        if rendues:
            texte = f"Lignes rendues au fichier : {rendues}. Le prochain chargement y remettra ce que le fichier dit."
            self.message_user(request, texte, messages.SUCCESS)
        else:
            self.message_user(request, "Aucune des lignes choisies n’avait été corrigée ici.", messages.WARNING)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Refuse to delete what serves, with who uses it. Only what nobody uses is gone through by Django."""
        utilises = [(objet, utilisations_de(objet)) for objet in objs[: BORNE + 1]]
        refus = [self._refus(objet, usages) for objet, usages in utilises if usages]
        if refus:
            return [], {}, set(), refus
        return super().get_deleted_objects(objs, request)

    def _refus(self, objet: Model, usages: list[Any]) -> SafeString:
        try:
            nom = f"admin:{objet._meta.app_label}_{objet._meta.model_name}_change"
            lien = format_html('<a href="{}">{}</a>', reverse(nom, args=[quote(objet.pk)]), objet)
        except NoReverseMatch:
            lien = format_html("{}", objet)
        return format_html("{} : {}", lien, " ; ".join(str(usage) for usage in usages))


def _corriger(objet: Any) -> None:
    if getattr(objet, "origine", None) == Origine.FICHIER:
        objet.origine = Origine.CORRIGEE


class ConsultationAdmin(AvecUtilisations):
    """Official data: read here, changed only by the reference files."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse."""
        return False
