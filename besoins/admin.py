"""Support's view of the room, for the administrateur: computed fields are read-only, nothing is deleted here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from besoins.models import (
    AppelFreelance,
    Apport,
    Besoin,
    BesoinCompetence,
    CanalSourcing,
    Creneau,
    Entretien,
    Positionnement,
    RechercheExterne,
)
from samba.donnees.administration import RacineAdmin


class CompetenceInline(admin.TabularInline):
    """Skills asked for."""

    model = BesoinCompetence
    extra = 0
    autocomplete_fields = ("competence",)


@admin.register(Besoin)
class BesoinAdmin(RacineAdmin):
    """Besoins."""

    list_display = ("intitule", "client", "statut", "tjm_vente", "proprietaire", "cree_le")
    list_filter = ("statut", "mode_intervention")
    list_select_related = ("client__entreprise", "proprietaire")
    search_fields = ("intitule", "client__entreprise__nom")
    raw_id_fields = ("client", "contact", "client_final", "metier", "departement", "echange_origine")
    readonly_fields = ("latitude", "longitude", "version", "cree_le", "modifie_le", "archive_le")
    inlines = (CompetenceInline,)


@admin.register(Positionnement)
class PositionnementAdmin(RacineAdmin):
    """Positionnements."""

    list_display = ("freelance", "besoin", "etape", "auteur", "envoye_le", "reponse_do")
    list_filter = ("etape", "reponse_do")
    list_select_related = ("freelance", "besoin", "auteur")
    search_fields = ("freelance__nom", "besoin__intitule")
    raw_id_fields = ("besoin", "freelance", "cv_anonyme", "auteur")
    readonly_fields = ("raisons", "envoye_le", "version", "cree_le", "modifie_le", "archive_le")


@admin.register(AppelFreelance)
class AppelFreelanceAdmin(RacineAdmin):
    """Calls to freelances."""

    list_display = ("positionnement", "origine", "disponibilite", "interesse", "confirmee_le")
    list_filter = ("origine", "disponibilite")
    list_select_related = ("positionnement__freelance", "positionnement__besoin")
    raw_id_fields = ("positionnement",)
    readonly_fields = ("recap_envoye_le", "confirmee_le", "confirmee_par", "version", "cree_le", "modifie_le")


class CreneauInline(admin.TabularInline):
    """The slots proposed."""

    model = Creneau
    extra = 0


@admin.register(Entretien)
class EntretienAdmin(RacineAdmin):
    """Interviews (BES-6)."""

    list_display = ("positionnement", "mode", "statut", "debut", "accompagnateur")
    list_filter = ("statut", "mode")
    list_select_related = ("positionnement__freelance", "positionnement__besoin", "accompagnateur")
    raw_id_fields = ("positionnement", "accompagnateur")
    readonly_fields = ("fin", "rappel_le", "incident_le", "version", "cree_le", "modifie_le", "archive_le")
    inlines = (CreneauInline,)


@admin.register(RechercheExterne)
class RechercheExterneAdmin(admin.ModelAdmin):
    """Outside searches (BES-4): they open step 3, so none is taken away."""

    list_display = ("besoin", "source", "canal", "mots", "motif_omission", "auteur", "le")
    list_filter = ("canal",)
    list_select_related = ("besoin", "canal", "auteur")
    raw_id_fields = ("besoin", "auteur")
    readonly_fields = ("cle_creation",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(CanalSourcing)
class CanalSourcingAdmin(RacineAdmin):
    """Where freelances are sought outside SAMBA."""

    list_display = ("nom", "genre", "url")
    list_filter = ("genre",)
    search_fields = ("nom",)
    readonly_fields = ("version", "cle_creation", "cree_le", "modifie_le", "archive_le")


@admin.register(Apport)
class ApportAdmin(admin.ModelAdmin):
    """Freelances that a search brought."""

    list_display = ("freelance", "recherche", "nouveau", "auteur", "cree_le")
    list_select_related = ("freelance", "recherche", "auteur")
    raw_id_fields = ("recherche", "freelance", "auteur")
