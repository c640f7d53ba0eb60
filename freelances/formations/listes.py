"""Tables and filters of the training."""

from __future__ import annotations

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import Count, Min, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from freelances.formations.enums import LienCandidat, NatureAction, StatutBesoinFormation
from freelances.models import ActionFormation, BesoinFormation, DossierHorsVivier, LienFormation
from samba.comptes.models import Agence
from samba.donnees.validateurs import mots_cherches
from samba.listes.adresses import lien
from samba.listes.formats import ABSENT, date_fr
from samba.listes.tables import Tableau
from samba.listes.templatetags.samba_tags import badge

DROITE = {"td": {"class": "s-droite"}, "th": {"class": "s-droite"}}
COULEURS_LIEN = {
    LienCandidat.INTERET: "neutre",
    LienCandidat.ATTENTE: "orange",
    LienCandidat.EN_COURS: "bleu",
    LienCandidat.ISSUE: "vert",
}
# The four links in a word or two, where the whole label does not fit.
LIENS_COURTS = {
    LienCandidat.INTERET: "Intéressé",
    LienCandidat.ATTENTE: "En attente",
    LienCandidat.EN_COURS: "En formation",
    LienCandidat.ISSUE: "À l’issue",
}
COULEURS_STATUT = {
    StatutBesoinFormation.SOUMIS: "bleu",
    StatutBesoinFormation.A_L_ETUDE: "orange",
    StatutBesoinFormation.RETENU: "vert",
    StatutBesoinFormation.POURVU: "vert",
    StatutBesoinFormation.REFUSE: "rouge",
    StatutBesoinFormation.ANNULE: "neutre",
}


def _contient(lignes: QuerySet[Any], valeur: str, *champs: str) -> QuerySet[Any]:
    """Every word is in one of these columns, accents aside."""
    for mot in mots_cherches(valeur):
        un = Q()
        for champ in champs:
            un |= Q(**{f"{champ}__unaccent__icontains": mot})
        lignes = lignes.filter(un)
    return lignes


# --- Catalogue ------------------------------------------------------------------
def actions_comptees(lignes: QuerySet[ActionFormation]) -> QuerySet[ActionFormation]:
    """Actions with their next session and how many candidates stand at each of the four links."""
    comptes = {f"n_{code}": Count("liens", filter=Q(liens__lien=code), distinct=True) for code in LienCandidat.values}
    prochaine = Min("sessions__debut", filter=Q(sessions__debut__gte=timezone.localdate()))
    return lignes.annotate(prochaine=prochaine, **comptes)


class ActionFiltre(django_filters.FilterSet):
    """Name, kind, duration."""

    q = django_filters.CharFilter(method="chercher", label="Intitulé, organisme ou métier")
    nature = django_filters.ChoiceFilter(choices=NatureAction.choices, label="Nature", empty_label="Toutes")
    duree_mois = django_filters.ChoiceFilter(
        choices=[(mois, f"{mois}\u00a0mois") for mois in (3, 6, 9, 12, 24)], label="Durée", empty_label="Toutes"
    )

    class Meta:
        model = ActionFormation
        fields = ("q", "nature", "duree_mois")

    def chercher(self, lignes: QuerySet[ActionFormation], _nom: str, valeur: str) -> QuerySet[ActionFormation]:
        """Words of the name, the organisation or a métier."""
        trouvees = _contient(ActionFormation.objects.all(), valeur, "intitule", "organisme", "metiers__nom")
        return lignes.filter(pk__in=trouvees.values("pk"))


class ActionTable(Tableau):
    """One line an action."""

    legende = "Actions de formation"
    nom_ligne, nom_lignes = "action", "actions"
    vide_titre = "Aucune action de formation"
    vide_texte = "Élargissez les filtres, ou ajoutez une action au catalogue."
    vide_icone = "academic-cap"

    intitule = tables.Column(verbose_name="Action")
    nature = tables.Column(verbose_name="Nature")
    duree_mois = tables.Column(verbose_name="Durée")
    prochaine = tables.Column(verbose_name="Prochaine session")
    n_interet = tables.Column(verbose_name="Intéressés", attrs=DROITE)
    n_attente = tables.Column(verbose_name="En attente", attrs=DROITE)
    n_en_cours = tables.Column(verbose_name="En formation", attrs=DROITE)
    n_issue = tables.Column(verbose_name="À l’issue", attrs=DROITE)

    class Meta:
        model = ActionFormation
        fields = ("intitule", "nature", "duree_mois", "prochaine", "n_interet", "n_attente", "n_en_cours", "n_issue")

    def render_intitule(self, record: ActionFormation, value: str) -> SafeString:
        """The name, which opens it, and who gives it."""
        nom = lien("formations:action", record.pk, value, "s-principal")
        return format_html('{}<span class="s-ligne-2">{}</span>', nom, record.organisme) if record.organisme else nom

    def render_duree_mois(self, value: int) -> str:
        """In months, « 1 an » and « 2 ans » as people say."""
        return {12: "1\u00a0an", 24: "2\u00a0ans"}.get(value, f"{value}\u00a0mois")

    def render_prochaine(self, value: Any) -> str:
        """The next session's first day."""
        return date_fr(value, "courte")


# --- Candidates of an action ------------------------------------------------------------------
class LienFiltre(django_filters.FilterSet):
    """Name and link."""

    q = django_filters.CharFilter(method="chercher", label="Nom du candidat")
    lien = django_filters.ChoiceFilter(choices=LienCandidat.choices, label="Lien", empty_label="Tous")

    class Meta:
        model = LienFormation
        fields = ("q", "lien")

    def chercher(self, lignes: QuerySet[LienFormation], _nom: str, valeur: str) -> QuerySet[LienFormation]:
        """Words of the name."""
        return _contient(lignes, valeur, "freelance__nom", "freelance__prenom")


class LienTable(Tableau):
    """One line a candidate of an action."""

    legende = "Candidats"
    nom_ligne = "candidat"
    vide_titre = "Aucun candidat"
    vide_texte = "Liez un candidat à cette action par le formulaire à côté."
    vide_icone = "user-group"

    freelance = tables.Column(verbose_name="Candidat", order_by=("freelance__nom", "freelance__prenom"))
    lien = tables.Column(verbose_name="Lien")
    session = tables.Column(verbose_name="Session", order_by="session__debut")
    depuis = tables.Column(verbose_name="Depuis")
    classification = tables.Column(accessor="freelance__classification", verbose_name="Classification")
    acte = tables.TemplateColumn(
        template_name="freelances/formations/_cellule_lien.html", verbose_name="", orderable=False, attrs=DROITE
    )

    class Meta:
        model = LienFormation
        fields = ("freelance", "lien", "session", "depuis", "classification", "acte")

    def __init__(self, *args: Any, modifiable: bool, **kwargs: Any) -> None:
        super().__init__(*args, exclude=() if modifiable else ("acte",), **kwargs)

    def render_freelance(self, record: LienFormation) -> SafeString:
        """The name, which opens the study of the profile when it is published, else the file."""
        page = "vivier:etude" if record.freelance.publie_le else "freelances:fiche"
        return lien(page, record.freelance_id, record.freelance, "s-principal")

    def render_lien(self, record: LienFormation, value: str) -> SafeString:
        """In colour, the whole label on hover."""
        code = LienCandidat(record.lien)
        return badge(LIENS_COURTS[code], COULEURS_LIEN[code], titre=value)

    def render_session(self, record: LienFormation) -> str:
        """Its first day."""
        return date_fr(record.session.debut, "courte") if record.session else ABSENT

    def render_depuis(self, value: Any) -> str:
        """A day."""
        return date_fr(value, "courte")

    def render_classification(self, record: LienFormation) -> SafeString:
        """Employable or adaptable, when published."""
        return badge(record.freelance.get_classification_display(), "violet") or SafeString(ABSENT)


# --- Besoins ------------------------------------------------------------------
def _agences(request: HttpRequest) -> QuerySet[Agence]:
    return Agence.objects.all()


class BesoinFormationFiltre(django_filters.FilterSet):
    """Name, state, action, agence."""

    q = django_filters.CharFilter(method="chercher", label="Intitulé")
    statut = django_filters.ChoiceFilter(choices=StatutBesoinFormation.choices, label="Statut", empty_label="Tous")
    action = django_filters.ModelChoiceFilter(
        queryset=lambda _request: ActionFormation.objects.all(), label="Action", empty_label="Toutes"
    )
    agence = django_filters.ModelChoiceFilter(queryset=_agences, label="Agence", empty_label="Toutes")

    class Meta:
        model = BesoinFormation
        fields = ("q", "statut", "action", "agence")

    def chercher(self, lignes: QuerySet[BesoinFormation], _nom: str, valeur: str) -> QuerySet[BesoinFormation]:
        """Words of the name or of the description."""
        return _contient(lignes, valeur, "intitule", "description")


class BesoinFormationTable(Tableau):
    """One line a besoin de formation."""

    legende = "Besoins de formation"
    nom_ligne, nom_lignes = "besoin", "besoins"
    vide_titre = "Aucun besoin de formation"
    vide_texte = "Soumettez-en un : les qualifieurs y répondent et proposent des candidats."
    vide_icone = "clipboard-document-list"
    vide_url: Any = reverse_lazy("formations:besoin_creer")
    vide_action = "Soumettre un besoin"

    intitule = tables.Column(verbose_name="Besoin")
    action = tables.Column(verbose_name="Action", order_by="action__intitule")
    agence = tables.Column(verbose_name="Agence", order_by="agence__nom")
    auteur = tables.Column(verbose_name="Soumis par", order_by=("auteur__nom", "auteur__prenom"))
    demarrage = tables.Column(verbose_name="Démarrage")
    places = tables.Column(accessor="nombre", verbose_name="Proposés", orderable=False, attrs=DROITE)
    statut = tables.Column(verbose_name="Statut")

    class Meta:
        model = BesoinFormation
        fields = ("intitule", "action", "agence", "auteur", "demarrage", "places", "statut")

    def render_intitule(self, record: BesoinFormation, value: str) -> SafeString:
        """The name, which opens it."""
        return lien("formations:besoin", record.pk, value, "s-principal")

    def render_demarrage(self, value: Any) -> str:
        """A day."""
        return date_fr(value, "courte")

    def render_places(self, record: Any, value: int) -> str:
        """« 2 / 3 »: put forward, asked for."""
        return f"{record.n_proposes} / {value}"

    def render_statut(self, record: BesoinFormation, value: str) -> SafeString:
        """In colour."""
        return badge(value, COULEURS_STATUT[StatutBesoinFormation(record.statut)])


# --- Outside trainees ------------------------------------------------------------------
class HorsVivierFiltre(django_filters.FilterSet):
    """Name, and whether the file is complete."""

    q = django_filters.CharFilter(method="chercher", label="Nom")
    etat = django_filters.ChoiceFilter(
        choices=[("a_completer", "À compléter"), ("complet", "Complet")], label="Dossier", empty_label="Tous",
        method="filtrer_etat",
    )  # fmt: skip

    class Meta:
        model = DossierHorsVivier
        fields = ("q", "etat")

    def chercher(self, lignes: QuerySet[DossierHorsVivier], _nom: str, valeur: str) -> QuerySet[DossierHorsVivier]:
        """Words of the name."""
        return _contient(lignes, valeur, "freelance__nom", "freelance__prenom")

    def filtrer_etat(self, lignes: QuerySet[DossierHorsVivier], _nom: str, valeur: str) -> QuerySet[DossierHorsVivier]:
        """Complete or not."""
        return lignes.filter(complet_le__isnull=valeur == "a_completer")


class HorsVivierTable(Tableau):
    """One line a file."""

    legende = "Dossiers hors vivier"
    nom_ligne, nom_lignes = "dossier", "dossiers"
    vide_titre = "Aucun dossier hors vivier"
    vide_texte = "Proposez une personne que le vivier ne connaît pas : son dossier s’ouvre, vous le finirez plus tard."
    vide_icone = "folder-open"
    vide_url: Any = reverse_lazy("formations:hors_vivier_creer")
    vide_action = "Proposer un stagiaire"

    freelance = tables.Column(verbose_name="Candidat", order_by=("freelance__nom", "freelance__prenom"))
    pour = tables.Column(empty_values=(), verbose_name="Pour", orderable=False)
    propose_par = tables.Column(verbose_name="Proposé par", order_by=("propose_par__nom", "propose_par__prenom"))
    propose_le = tables.Column(verbose_name="Proposé le")
    etat = tables.Column(accessor="complet_le", empty_values=(), verbose_name="Dossier", order_by="complet_le")

    class Meta:
        model = DossierHorsVivier
        fields = ("freelance", "pour", "propose_par", "propose_le", "etat")

    def render_freelance(self, record: DossierHorsVivier) -> SafeString:
        """The name, which opens what is left to do."""
        return lien("formations:completer", record.freelance_id, record.freelance, "s-principal")

    def render_pour(self, record: DossierHorsVivier) -> str:
        """The besoin, else the action."""
        return str(record.besoin or record.action or ABSENT)

    def render_propose_le(self, value: Any) -> str:
        """A day."""
        return date_fr(value, "courte")

    def render_etat(self, record: DossierHorsVivier) -> SafeString:
        """Complete since when, or to be completed."""
        if record.complet_le:
            return badge("Complet", "vert", "check", f"Depuis le {date_fr(record.complet_le)}")
        return badge("À compléter", "orange", "exclamation-triangle")
