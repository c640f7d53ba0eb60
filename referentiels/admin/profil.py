"""The closed lists of a freelance's profile."""

from __future__ import annotations

from django.contrib import admin

from referentiels.admin.commun import ReferentielsAdmin
from referentiels.models import Comportement, FrequenceMobilite, TrancheExperience, ZoneMobilite


@admin.register(Comportement)
class ComportementAdmin(ReferentielsAdmin):
    """Traits of behaviour, by group."""

    list_display = ["nom", "groupe", "ordre", "origine", "utilisations"]
    list_filter = ["groupe", "origine"]
    search_fields = ["nom", "groupe"]
    prepopulated_fields = {"code": ["nom"]}


@admin.register(ZoneMobilite, FrequenceMobilite)
class MobiliteAdmin(ReferentielsAdmin):
    """Zones and frequencies of mobility."""

    list_display = ["nom", "ordre", "origine", "utilisations"]
    list_filter = ["origine"]
    search_fields = ["nom"]
    prepopulated_fields = {"code": ["nom"]}


@admin.register(TrancheExperience)
class TrancheExperienceAdmin(ReferentielsAdmin):
    """Bands of experience."""

    list_display = ["nom", "minimum", "maximum", "ordre", "origine", "utilisations"]
    list_filter = ["origine"]
    search_fields = ["nom"]
    prepopulated_fields = {"code": ["nom"]}
