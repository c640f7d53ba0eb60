"""Freelances in the admin: support. What is computed is read-only; what people upload comes through the pages."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from freelances.models import (
    CV,
    ActionFiche,
    ActionFormation,
    BesoinFormation,
    CVAnonyme,
    DecisionAnonymat,
    DelaiStatut,
    DemandeConfirmation,
    DossierHorsVivier,
    Evaluation,
    Experience,
    Fiche,
    FormationSuivie,
    Freelance,
    FreelanceCompetence,
    FreelanceMetier,
    LangueParlee,
    MotSensible,
    Partenaire,
    PrecisionEmployeur,
    PropositionCV,
    Reference,
    RegleStatut,
    SessionFormation,
    Situation,
)
from samba.donnees.administration import RacineAdmin


class LigneInline(admin.TabularInline):
    """Rows of a freelance."""

    extra = 0


class CompetenceInline(LigneInline):
    """Skills."""

    model = FreelanceCompetence
    autocomplete_fields = ("competence",)


class MetierInline(LigneInline):
    """Métiers."""

    model = FreelanceMetier
    autocomplete_fields = ("metier",)


class ExperienceInline(admin.StackedInline):
    """Experiences."""

    model = Experience
    extra = 0
    autocomplete_fields = ("entreprise", "competences")


class FormationInline(LigneInline):
    """Trainings."""

    model = FormationSuivie


class LangueInline(LigneInline):
    """Languages."""

    model = LangueParlee


class ReferenceInline(LigneInline):
    """References."""

    model = Reference
    raw_id_fields = ("appelee_par",)


@admin.register(Freelance)
class FreelanceAdmin(RacineAdmin):
    """A freelance and all its rows. Never deleted here: archived, or erased by the RGPD eraser."""

    list_display = ("nom", "prenom", "titre", "ville", "disponibilite", "tjm", "modifie_le")
    list_filter = ("disponibilite", "facturation", "teletravail", "classification")
    search_fields = ("nom", "prenom", "email")
    show_full_result_count = False
    raw_id_fields = ("suivi_par",)
    autocomplete_fields = ("departement", "mobilites")
    inlines = (CompetenceInline, MetierInline, ExperienceInline, FormationInline, LangueInline, ReferenceInline)
    readonly_fields = (
        "version",
        "latitude",
        "longitude",
        "disponibilite_confirmee_le",
        "classification",
        "publie_le",
        "derniere_sollicitation_le",
        "archive_le",
        "cree_le",
        "modifie_le",
    )


class LectureSeuleAdmin(admin.ModelAdmin):
    """Rows that only the product writes."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(CV)
class CVAdmin(LectureSeuleAdmin):
    """CVs received, and what became of their reading."""

    list_display = ("freelance", "document", "etat", "courant", "cree_le")
    list_filter = ("etat", "courant")
    list_select_related = ("freelance", "document")
    search_fields = ("freelance__nom", "document__nom")
    fields = ("freelance", "document", "etat", "message", "courant", "cree_le")


@admin.register(PropositionCV)
class PropositionCVAdmin(LectureSeuleAdmin):
    """What CVs propose, and what was decided of it."""

    list_display = ("libelle", "rubrique", "confiance", "etat", "cv", "decidee_par", "decidee_le")
    list_filter = ("rubrique", "etat")
    list_select_related = ("cv__freelance", "decidee_par")
    search_fields = ("libelle",)


@admin.register(CVAnonyme)
class CVAnonymeAdmin(LectureSeuleAdmin):
    """Anonymised CVs that somebody approved."""

    list_display = ("reference", "freelance", "approuve_par", "approuve_le")
    list_select_related = ("freelance", "approuve_par")
    search_fields = ("reference", "freelance__nom")
    fields = ("reference", "freelance", "document", "version_profil", "modele", "langue", "approuve_par", "approuve_le")


@admin.register(DecisionAnonymat)
class DecisionAnonymatAdmin(LectureSeuleAdmin):
    """What people took out of anonymised CVs, or left in them."""

    list_display = ("mots", "action", "freelance", "auteur", "cree_le")
    list_select_related = ("freelance", "auteur")
    search_fields = ("mots", "freelance__nom")
    fields = ("freelance", "action", "mots", "remplacement", "motif", "auteur", "cree_le")


@admin.register(PrecisionEmployeur)
class PrecisionEmployeurAdmin(admin.ModelAdmin):
    """What tells apart two employers of one secteur in a CV (FRE-4)."""

    list_display = ("entreprise", "precision")
    list_select_related = ("entreprise",)
    raw_id_fields = ("entreprise",)
    search_fields = ("entreprise__nom",)


@admin.register(Evaluation)
class EvaluationAdmin(LectureSeuleAdmin):
    """Evaluations: written by the qualifieurs' pages, which derive the vivier from them (SAR-11)."""

    list_display = ("freelance", "numero", "etat", "classification", "bassin", "auteur", "publiee_le")
    list_filter = ("etat", "classification")
    list_select_related = ("freelance", "bassin", "auteur")
    search_fields = ("freelance__nom",)


@admin.register(Situation)
class SituationAdmin(LectureSeuleAdmin):
    """Situations: a new one replaces the former, nothing is changed."""

    list_display = ("freelance", "nature", "depuis", "fin", "saisie_par")
    list_filter = ("nature",)
    list_select_related = ("freelance", "saisie_par")
    search_fields = ("freelance__nom",)


@admin.register(DemandeConfirmation)
class DemandeConfirmationAdmin(LectureSeuleAdmin):
    """Requests of confirmation, and what was answered."""

    list_display = ("freelance", "demandee_par", "cree_le", "repondue_le")
    list_select_related = ("freelance", "demandee_par")
    search_fields = ("freelance__nom",)


@admin.register(Partenaire)
class PartenaireAdmin(RacineAdmin):
    """The organisations that submit files."""

    list_display = ("nom", "type", "contact", "email", "archive_le")
    list_filter = ("type",)
    search_fields = ("nom", "contact", "email")
    readonly_fields = ("version", "archive_le", "cree_le", "modifie_le")


class SessionInline(LigneInline):
    """Sessions."""

    model = SessionFormation


@admin.register(ActionFormation)
class ActionFormationAdmin(RacineAdmin):
    """The catalogue of training."""

    list_display = ("intitule", "nature", "duree_mois", "organisme", "archive_le")
    list_filter = ("nature",)
    search_fields = ("intitule", "organisme")
    autocomplete_fields = ("metiers",)
    inlines = (SessionInline,)
    readonly_fields = ("version", "archive_le", "cree_le", "modifie_le")


@admin.register(BesoinFormation)
class BesoinFormationAdmin(LectureSeuleAdmin):
    """Besoins de formation, and their answer."""

    list_display = ("intitule", "agence", "auteur", "action", "statut", "cree_le")
    list_filter = ("statut", "agence")
    list_select_related = ("agence", "auteur", "action")
    search_fields = ("intitule",)


@admin.register(DossierHorsVivier)
class DossierHorsVivierAdmin(LectureSeuleAdmin):
    """Trainees from outside the vivier."""

    list_display = ("freelance", "agence", "propose_par", "propose_le", "complet_le")
    list_filter = ("agence",)
    list_select_related = ("freelance", "agence", "propose_par")
    search_fields = ("freelance__nom",)


@admin.register(RegleStatut)
class RegleStatutAdmin(LectureSeuleAdmin):
    """SAR-2: which statut a résultat and an état give. Read here, changed by nobody."""

    list_display = ("resultat", "etat", "statut")
    list_filter = ("statut",)


@admin.register(DelaiStatut)
class DelaiStatutAdmin(admin.ModelAdmin):
    """SAR-3: the délais, for the next update of each fiche. One row a statut, never more, never fewer."""

    list_display = ("statut", "jours")
    readonly_fields = ("statut",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(MotSensible)
class MotSensibleAdmin(admin.ModelAdmin):
    """The words that a comment should not hold."""

    list_display = ("mot", "famille")
    list_filter = ("famille",)
    search_fields = ("mot",)


class ActionFicheInline(LigneInline):
    """Actions done."""

    model = ActionFiche
    raw_id_fields = ("par",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Fiche)
class FicheAdmin(LectureSeuleAdmin):
    """Fiches de suivi, read: what they hold is written by the pages, which keep the échéance with it (SAR-2, SAR-3)."""

    list_display = ("freelance", "agence", "recruteur", "statut", "resultat", "echeance")
    list_filter = ("statut", "resultat", "non_reponse", "agence")
    list_select_related = ("freelance", "agence", "recruteur")
    search_fields = ("freelance__nom", "freelance__prenom")
    date_hierarchy = "echeance"
    inlines = (ActionFicheInline,)
    fields = (
        "freelance", "agence", "recruteur", "statut", "maj_le", "echeance", "resultat", "causes", "non_reponse",
        "non_reponse_le", "commentaire", "recrute_le", "contrat", "fin_contrat", "etat", "version", "cree_le",
        "modifie_le",
    )  # fmt: skip
