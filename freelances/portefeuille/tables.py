"""The table of the portefeuille: the columns and sorts of source 003."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import django_tables2 as tables
from django.conf import settings
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString

from freelances.models import Evaluation, Fiche, Situation
from freelances.sar.enums import ActionSuivi
from freelances.sar.statut import COULEURS
from samba.comptes.models import Utilisateur
from samba.listes.adresses import adresse_de, lien
from samba.listes.formats import ABSENT, date_fr, jour_de, jours_depuis
from samba.listes.tables import Tableau
from samba.listes.templatetags.samba_tags import badge


class PortefeuilleTable(Tableau):
    """One line a fiche. `a_cocher`: the lines carry the box of the bulk update, with the version that was read.

    The eleven columns of source 003 stand in seven, two of them under another; each is also a column of its own, for
    whoever wants it on the screen, and in the file.
    """

    liste = "portefeuille"
    legende = "Fiches de suivi"
    nom_ligne = "fiche"
    vide_titre = "Aucune fiche"
    vide_texte = "Changez les filtres, ou ouvrez une fiche depuis le vivier."
    vide_icone = "clipboard-document-list"
    vide_url: Any = reverse_lazy("vivier:liste")
    vide_action = "Chercher au vivier"

    freelance = tables.Column(verbose_name="Candidat", orderable=False)
    classification = tables.Column(
        accessor="freelance__get_classification_display", verbose_name="Classification", orderable=False
    )
    metiers = tables.Column(verbose_name="Métiers actuels", orderable=False, empty_values=())
    bassin = tables.Column(verbose_name="Bassin d’emploi", orderable=False, empty_values=())
    situation = tables.Column(
        verbose_name="Situation", orderable=False, empty_values=(), attrs={"td": {"class": "s-large"}}
    )
    statut = tables.Column(verbose_name="Statut", orderable=False)
    resultat = tables.Column(verbose_name="Résultat", orderable=False, attrs={"td": {"class": "s-large"}})
    non_reponse = tables.BooleanColumn(verbose_name="Non-réponse", orderable=False)
    actions = tables.Column(
        accessor="pk", verbose_name="Actions effectuées", orderable=False, attrs={"td": {"class": "s-large"}}
    )
    agence = tables.Column(verbose_name="Agence", orderable=False)
    recruteur = tables.Column(verbose_name="Recruteur", orderable=False)
    # 003: the first click sorts by the latest first, the second the other way.
    cree_le = tables.Column(verbose_name="Créée le", initial_sort_descending=True)
    maj_le = tables.Column(verbose_name="Mise à jour le", orderable=False)
    echeance = tables.Column(verbose_name="Échéance", initial_sort_descending=True)
    dossier = tables.Column(verbose_name="Dossier", orderable=False, empty_values=())

    class Meta:
        model = Fiche
        fields = (
            "freelance", "classification", "metiers", "bassin", "situation", "statut", "resultat", "non_reponse",
            "actions", "agence", "recruteur", "cree_le", "maj_le", "echeance", "dossier",
        )  # fmt: skip

    secondaires = frozenset({"classification", "bassin", "resultat", "non_reponse", "actions", "agence", "maj_le"})

    def __init__(self, *args: Any, a_cocher: bool = False, **kwargs: Any) -> None:
        if a_cocher:
            kwargs |= {"extra_columns": [("choix", _colonne_choix())], "sequence": ("choix", "...")}
        super().__init__(*args, **kwargs)

    def render_choix(self, record: Fiche) -> SafeString:
        """The box of the bulk update: which fiche, as it was read."""
        gabarit = (
            '<input class="form-check-input m-0" type="checkbox" name="fiches" value="{}:{}" form="lot" '
            'aria-label="Choisir la fiche de {}">'
        )
        return format_html(gabarit, record.pk, record.version, record.freelance)

    def _sous(self, texte: Any, colonne: str) -> SafeString:
        """The second line of a cell, unless that column stands by itself."""
        return SafeString("") if colonne in self.montrees else format_html('<span class="s-ligne-2">{}</span>', texte)

    def render_freelance(self, record: Fiche) -> SafeString:
        """The candidate, who opens the fiche."""
        alerte = badge("Non-réponse", "orange", icone="phone-x-mark") if record.non_reponse else ""
        classification = record.freelance.get_classification_display() or "Hors du vivier"
        nom = lien("portefeuille:fiche", record.pk, record.freelance.nom_civil, "s-principal")
        return format_html("{}{}{}", nom, self._sous(classification, "classification"), alerte)

    def value_freelance(self, record: Fiche) -> str:
        """With the civilité."""
        return record.freelance.nom_civil

    def render_metiers(self, record: Any) -> SafeString:
        """The métiers actuels, two at most, over the bassin of the published evaluation."""
        if not record.evaluation:
            return SafeString(ABSENT)
        noms = [str(lien.metier) for lien in record.evaluation.metiers_actuels.all()]
        texte = ", ".join(noms[:2]) + (f" +{len(noms) - 2}" if len(noms) > 2 else "")
        return format_html("{}{}", texte or ABSENT, self._sous(_bassin(record), "bassin"))

    def value_metiers(self, record: Any) -> str:
        """All of them."""
        liens = record.evaluation.metiers_actuels.all() if record.evaluation else ()
        return ", ".join(str(lien.metier) for lien in liens)

    def render_bassin(self, record: Any) -> str:
        """That of the published evaluation."""
        return _bassin(record)

    value_bassin = render_bassin

    def render_situation(self, record: Any) -> str:
        """What the candidate does today."""
        return str(record.situation) if record.situation else ABSENT

    value_situation = render_situation

    def render_statut(self, record: Fiche, value: str) -> SafeString:
        """The statut in its colour, over the résultat."""
        couleur = COULEURS.get(record.statut, "neutre")
        return format_html("{}{}", badge(value, couleur), self._sous(record.get_resultat_display(), "resultat"))

    def render_actions(self, record: Any) -> str:
        """Those done, in the order of the fiche."""
        faites = {action.action for action in record.actions.all()}
        return ", ".join(str(action.label) for action in ActionSuivi if action.value in faites) or ABSENT

    value_actions = render_actions

    def value_cree_le(self, record: Fiche) -> date | None:
        """The day."""
        return jour_de(record.cree_le)

    def render_maj_le(self, value: date) -> str:
        """The day that the échéance is counted from."""
        return date_fr(value, "courte")

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

    def value_dossier(self, record: Fiche) -> str:
        """The address of the profile."""
        return settings.ADRESSE_PUBLIQUE.rstrip("/") + adresse_de("vivier:etude", record.freelance_id)


def _colonne_choix() -> tables.Column:
    """The boxes, which no preference puts away."""
    attrs = {"td": {"class": "s-choix s-etroit"}, "th": {"class": "s-choix"}}
    return tables.Column(verbose_name="", orderable=False, empty_values=(), attrs=attrs)


def _bassin(fiche: Any) -> str:
    return str(fiche.evaluation.bassin.nom) if fiche.evaluation and fiche.evaluation.bassin else ABSENT


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
