"""Support on the activity. Derived and keyed columns are read-only; the history tells who wrote what."""

from __future__ import annotations

from django.contrib import admin

from samba.activite.models import CIBLES, Echange, Notification, Relance


@admin.register(Echange)
class EchangeAdmin(admin.ModelAdmin):
    """Échanges."""

    list_display = ("le", "genre", "sens", "issue", "client", "contact", "freelance", "auteur")
    list_filter = ("genre", "sens", "issue")
    list_select_related = ("client__entreprise", "contact", "freelance", "auteur")
    search_fields = ("commentaire", "contact__nom", "client__entreprise__nom", "freelance__nom")
    date_hierarchy = "le"
    raw_id_fields = (*CIBLES, "auteur")
    readonly_fields = ("cle_creation", "cree_le")


@admin.register(Relance)
class RelanceAdmin(admin.ModelAdmin):
    """Relances."""

    list_display = ("echeance", "libelle", "pour", "genre", "statut")
    list_filter = ("statut", "genre")
    list_select_related = ("pour",)
    search_fields = ("libelle", "pour__nom", "pour__email")
    date_hierarchy = "echeance"
    raw_id_fields = (*CIBLES, "pour", "origine")
    readonly_fields = ("cle", "terminee_le", "cree_le")


@admin.register(Notification)
class NotificationAdmin(admin.ModelAdmin):
    """Notifications."""

    list_display = ("cree_le", "pour", "texte", "lue_le")
    list_select_related = ("pour",)
    search_fields = ("texte", "pour__nom")
    raw_id_fields = ("pour",)
    readonly_fields = ("cle", "cree_le")
