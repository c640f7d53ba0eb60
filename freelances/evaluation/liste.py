"""The qualifieurs' list: drafts under way, what was published, what was replaced."""

from __future__ import annotations

import django_filters
import django_tables2 as tables
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from freelances.enums import Classification
from freelances.evaluation.enums import EtatEvaluation
from freelances.models import Evaluation
from freelances.sar.gardes import si_ouvert
from freelances.sar.verrou import exiger_vivier
from samba.acces.vues import utilisateur_de
from samba.comptes.enums import Role
from samba.comptes.models import Utilisateur
from samba.donnees.validateurs import mots_cherches
from samba.listes.adresses import lien
from samba.listes.formats import date_fr
from samba.listes.tables import Tableau, configurer
from samba.listes.templatetags.samba_tags import badge

COULEURS_ETAT = {
    EtatEvaluation.BROUILLON: "orange",
    EtatEvaluation.PUBLIEE: "vert",
    EtatEvaluation.REMPLACEE: "neutre",
    EtatEvaluation.RETIREE: "rouge",
}


def _qualifieurs(request: HttpRequest) -> QuerySet[Utilisateur]:
    return Utilisateur.objects.filter(role=Role.QUALIFIEUR).order_by("nom", "prenom")


class EvaluationFiltre(django_filters.FilterSet):
    """Name, state, classification, who wrote it, date of classification."""

    q = django_filters.CharFilter(method="chercher", label="Nom du freelance")
    etat = django_filters.ChoiceFilter(choices=EtatEvaluation.choices, label="État", empty_label="Tous")
    classification = django_filters.ChoiceFilter(
        choices=Classification.choices, label="Classification", empty_label="Toutes"
    )
    auteur = django_filters.ModelChoiceFilter(queryset=_qualifieurs, label="Rédigée par", empty_label="Tous")
    depuis = django_filters.DateFilter(
        field_name="publiee_le",
        lookup_expr="date__gte",
        label="Publiée à partir du",
        widget=django_filters.widgets.forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    class Meta:
        model = Evaluation
        fields = ("q", "etat", "classification", "auteur", "depuis")

    def chercher(self, lignes: QuerySet[Evaluation], _nom: str, valeur: str) -> QuerySet[Evaluation]:
        """Every word is in the name or the first name, accents aside."""
        for mot in mots_cherches(valeur):
            trouve = Q(freelance__nom__unaccent__icontains=mot) | Q(freelance__prenom__unaccent__icontains=mot)
            lignes = lignes.filter(trouve)
        return lignes


class EvaluationTable(Tableau):
    """One line an evaluation."""

    legende = "Évaluations"
    nom_ligne = "évaluation"
    vide_titre = "Aucune évaluation"
    vide_texte = "Ouvrez le dossier d’un freelance rencontré, puis « Qualifier »."
    vide_icone = "clipboard-document-check"

    freelance = tables.Column(verbose_name="Freelance", order_by=("freelance__nom", "freelance__prenom"))
    etat = tables.Column(verbose_name="État")
    classification = tables.Column(verbose_name="Classification")
    bassin = tables.Column(accessor="bassin__nom", verbose_name="Bassin d’emploi", order_by="bassin__nom")
    auteur = tables.Column(verbose_name="Rédigée par", order_by=("auteur__nom", "auteur__prenom"))
    quand = tables.Column(verbose_name="Date", order_by="quand")

    class Meta:
        model = Evaluation
        fields = ("freelance", "etat", "classification", "bassin", "auteur", "quand")

    def render_freelance(self, record: Evaluation) -> SafeString:
        """The name, which opens the draft where it was left, or the evaluation."""
        return lien("freelances:evaluation", record.pk, record.freelance, "s-principal")

    def render_etat(self, record: Evaluation, value: str) -> SafeString:
        """Its state, in colour."""
        return badge(value, COULEURS_ETAT[EtatEvaluation(record.etat)])

    def render_quand(self, record: Evaluation) -> str:
        """The day of classification, or of the last change of a draft."""
        return date_fr(record.publiee_le or record.modifie_le, "courte")


@require_GET
@si_ouvert
def liste(request: HttpRequest) -> HttpResponse:
    """Evaluations that this user reads, the latest first; a draft counts from its last change.

    It filters by what the qualifieurs say: a search of the vivier by another name, closed with it (SAR-4).
    """
    exiger_vivier(utilisateur_de(request))
    lignes = Evaluation.objects.visibles_pour(utilisateur_de(request)).annotate(
        quand=Coalesce("publiee_le", "modifie_le")
    )
    filtre = EvaluationFiltre(request.GET, queryset=lignes.order_by("-quand", "-pk"), request=request)
    table = configurer(request, EvaluationTable(filtre.qs))
    page = "composants/_resultats_liste.html" if request.htmx else "freelances/evaluation/liste.html"  # type: ignore[attr-defined]
    return render(request, page, {"table": table, "form": filtre.form})
