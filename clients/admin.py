"""Support on clients; the table of fonctions (CLI-4) is kept here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from clients.models import Client, Contact, DemandePrive, Exercice, Fonction, TentativePrive, TexteAppel
from samba.donnees.administration import RacineAdmin

COLONNES_CALCULEES = ("version", "cle_creation", "cree_le", "modifie_le", "archive_le")


class ExerciceInline(admin.TabularInline):
    """Figures of a client."""

    model = Exercice
    extra = 0


@admin.register(Client)
class ClientAdmin(RacineAdmin):
    """Clients."""

    list_display = ("nom", "type", "departement", "reference", "suivi_par")
    list_filter = ("type", "reference", "en_demarrage")
    list_select_related = ("entreprise", "departement", "suivi_par")
    search_fields = ("entreprise__nom", "entreprise__siren", "siret")
    raw_id_fields = ("entreprise", "suivi_par")
    readonly_fields = COLONNES_CALCULEES
    inlines = (ExerciceInline,)


@admin.register(Contact)
class ContactAdmin(RacineAdmin):
    """Contacts, privés included: the administrateur sees them here, as support (CLI-5)."""

    list_display = ("__str__", "client", "nature", "fonction", "prive_a")
    list_filter = ("nature", "source", "ne_plus_contacter", "prive_a")
    list_select_related = ("client__entreprise", "fonction", "prive_a")
    search_fields = ("nom", "prenom", "email", "client__entreprise__nom")
    raw_id_fields = ("client", "prive_a")
    filter_horizontal = ("technologies",)
    # An opposition and an information are acts with words, made from the page of the contact.
    readonly_fields = (
        *COLONNES_CALCULEES,
        "prive_depuis",
        "dernier_joint_le",
        "dernier_essai_le",
        "informe_le",
        "informe_moyen",
        "ne_plus_contacter",
        "ne_plus_contacter_le",
        "ne_plus_contacter_motif",
        "ne_plus_contacter_par",
    )


@admin.register(Fonction)
class FonctionAdmin(admin.ModelAdmin):
    """Fonctions, with how many contacts bear each before one is removed."""

    list_display = ("libelle", "famille", "nature", "portee_par")
    list_filter = ("famille", "nature")
    search_fields = ("libelle",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Fonction]:
        """With the count of use."""
        return super().get_queryset(request).annotate(contacts_nombre=Count("contacts"))

    @admin.display(description="contacts", ordering="contacts_nombre")
    def portee_par(self, fonction: Fonction) -> int:
        """How many contacts bear it."""
        return int(fonction.contacts_nombre)  # type: ignore[attr-defined]


@admin.register(TexteAppel)
class TexteAppelAdmin(RacineAdmin):
    """What one says on the phone; managers rewrite it at « Scripts d’appel »."""

    list_display = ("titre", "genre", "cle", "ordre")
    list_filter = ("genre",)
    search_fields = ("titre", "texte")
    readonly_fields = ("code", *COLONNES_CALCULEES)


class _ConstateAdmin(admin.ModelAdmin):
    """What happened: read here, never written."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(DemandePrive)
class DemandePriveAdmin(_ConstateAdmin):
    """Requests for a privé (CLI-5)."""

    list_display = ("cree_le", "contact", "demandeur", "proprietaire", "statut", "repondu_par")
    list_filter = ("statut",)
    list_select_related = ("contact", "demandeur", "proprietaire", "repondu_par")
    search_fields = ("contact__nom", "demandeur__nom", "proprietaire__nom")


@admin.register(TentativePrive)
class TentativePriveAdmin(_ConstateAdmin):
    """Refused acts on somebody else's privé (CLI-5)."""

    list_display = ("le", "contact", "auteur", "proprietaire", "acte")
    list_filter = ("acte",)
    list_select_related = ("contact", "auteur", "proprietaire")
    search_fields = ("contact__nom", "auteur__nom", "proprietaire__nom")
    date_hierarchy = "le"
