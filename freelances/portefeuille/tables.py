"""The table of the portefeuille: the columns and sorts of source 003."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import django_tables2 as tables
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString

from freelances.models import Evaluation, Fiche, Situation
from freelances.sar.statut import COULEURS
from samba.comptes.models import Utilisateur
from samba.listes.adresses import adresse_de, lien
from samba.listes.formats import ABSENT, date_fr, jours_depuis
from samba.listes.tables import Tableau
from samba.listes.templatetags.samba_tags import badge


class PortefeuilleTable(Tableau):
    """One line a fiche. `a_cocher`: the lines carry the box of the bulk update, with the version that was read."""

    legende = "Fiches de suivi"
    nom_ligne = "fiche"
    vide_titre = "Aucune fiche"
    vide_texte = "Changez les filtres, ou ouvrez une fiche depuis le vivier."
    vide_icone = "clipboard-document-list"
    vide_url: Any = reverse_lazy("vivier:liste")
    vide_action = "Chercher au vivier"

    choix = tables.Column(
        verbose_name="",
        orderable=False,
        empty_values=(),
        attrs={"td": {"class": "s-choix"}, "th": {"class": "s-choix"}},
    )
    freelance = tables.Column(verbose_name="Candidat", orderable=False)
    metiers = tables.Column(verbose_name="Métiers actuels, bassin", orderable=False, empty_values=())
    situation = tables.Column(verbose_name="Situation", orderable=False, empty_values=())
    statut = tables.Column(verbose_name="Statut, résultat", orderable=False)
    recruteur = tables.Column(verbose_name="Recruteur", orderable=False)
    # 003: the first click sorts by the latest first, the second the other way.
    cree_le = tables.Column(verbose_name="Créée le", initial_sort_descending=True)
    echeance = tables.Column(verbose_name="Échéance", initial_sort_descending=True)
    dossier = tables.Column(verbose_name="Dossier", orderable=False, empty_values=())

    class Meta:
        model = Fiche
        fields = (
            "choix", "freelance", "metiers", "situation", "statut", "recruteur", "cree_le", "echeance", "dossier",
        )  # fmt: skip

    def __init__(self, *args: Any, a_cocher: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, exclude=() if a_cocher else ("choix",), **kwargs)

    def render_choix(self, record: Fiche) -> SafeString:
        """The box of the bulk update: which fiche, as it was read."""
        gabarit = (
            '<input class="form-check-input m-0" type="checkbox" name="fiches" value="{}:{}" form="lot" '
            'aria-label="Choisir la fiche de {}">'
        )
        return format_html(gabarit, record.pk, record.version, record.freelance)

    def render_freelance(self, record: Fiche) -> SafeString:
        """The candidate, who opens the fiche."""
        alerte = badge("Non-réponse", "orange", icone="phone-x-mark") if record.non_reponse else ""
        classification = record.freelance.get_classification_display() or "Hors du vivier"
        nom = lien("portefeuille:fiche", record.pk, record.freelance, "s-principal")
        return format_html('{}<span class="s-ligne-2">{}</span>{}', nom, classification, alerte)

    def render_metiers(self, record: Any) -> SafeString:
        """The métiers actuels, two at most, over the bassin of the published evaluation."""
        if not record.evaluation:
            return SafeString(ABSENT)
        noms = [str(lien.metier) for lien in record.evaluation.metiers_actuels.all()]
        texte = ", ".join(noms[:2]) + (f" +{len(noms) - 2}" if len(noms) > 2 else "")
        gabarit = '{}<span class="s-ligne-2">{}</span>'
        return format_html(gabarit, texte or ABSENT, record.evaluation.bassin.nom)

    def render_situation(self, record: Any) -> str:
        """What the candidate does today."""
        return str(record.situation) if record.situation else ABSENT

    def render_statut(self, record: Fiche, value: str) -> SafeString:
        """The statut in its colour, over the résultat."""
        couleur = COULEURS.get(record.statut, "neutre")
        return format_html('{}<span class="s-ligne-2">{}</span>', badge(value, couleur), record.get_resultat_display())

    def render_cree_le(self, value: datetime) -> str:
        """« 12/03/2026 »."""
        return date_fr(value, "courte")

    def render_echeance(self, record: Fiche, value: date) -> SafeString:
        """The day, in red once it has passed."""
        texte = date_fr(value, "courte")
        if record.depassee:
            return format_html(
                '<span class="text-danger s-fort">{}</span><span class="s-ligne-2">{}</span>',
                texte,
                jours_depuis(value),
            )
        return format_html("{}", texte)

    def render_dossier(self, record: Fiche) -> SafeString:
        """The profile of the candidate."""
        return format_html('<a href="{}">Profil</a>', adresse_de("vivier:etude", record.freelance_id))


def completer(fiches: list[Fiche], utilisateur: Utilisateur) -> None:
    """Give the fiches of a page what their columns show, in a fixed number of queries."""
    ids = [fiche.freelance_id for fiche in fiches]
    publiees = Evaluation.objects.visibles_pour(utilisateur).publiees().filter(freelance__in=ids)
    evaluations = {
        evaluation.freelance_id: evaluation
        for evaluation in publiees.select_related(None)
        .select_related("bassin")
        .prefetch_related("metiers_actuels__metier")
    }
    situations = {s.freelance_id: s for s in Situation.objects.filter(freelance__in=ids).actuelles()}
    for fiche in fiches:
        fiche.evaluation = evaluations.get(fiche.freelance_id)  # type: ignore[attr-defined]
        fiche.situation = situations.get(fiche.freelance_id)  # type: ignore[attr-defined]
