"""CVs received from people who are not freelances of the firm yet: drop them, and see what waits."""

from __future__ import annotations

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from freelances.cvs.formulaires import DepotForm
from freelances.cvs.vues import annoncer, recevoir
from freelances.enums import EtatLecture
from freelances.models import CV, PropositionCV
from freelances.models.cv import avec_comptes
from samba.acces.vues import exige, utilisateur_de
from samba.donnees.validateurs import mots_cherches
from samba.listes.adresses import lien
from samba.listes.formats import date_fr
from samba.listes.tables import Tableau, configurer
from samba.listes.templatetags.samba_tags import badge

PAGE = "freelances/lecture_cv/recus.html"
COULEURS = {
    EtatLecture.A_LIRE: "bleu", EtatLecture.LU: "vert", EtatLecture.SANS_TEXTE: "orange", EtatLecture.ECHEC: "rouge",
}  # fmt: skip


class CVRecuFiltre(django_filters.FilterSet):
    """Words of the CV's name or of the person's, and what its reading gave."""

    q = django_filters.CharFilter(method="chercher", label="Nom ou fichier")
    etat = django_filters.ChoiceFilter(choices=EtatLecture.choices, label="Lecture", empty_label="Toutes")

    class Meta:
        model = CV
        fields = ("q", "etat")

    def chercher(self, lignes: QuerySet[CV], _nom: str, valeur: str) -> QuerySet[CV]:
        """Every word is in the name of the file, or in the name that was read."""
        for mot in mots_cherches(valeur):
            lu = Q(prenom_lu__unaccent__icontains=mot) | Q(nom_lu__unaccent__icontains=mot)
            lignes = lignes.filter(lu | Q(document__nom__unaccent__icontains=mot))
        return lignes


class CVRecuTable(Tableau):
    """One line a draft."""

    legende = "CV à trier"
    nom_ligne, nom_lignes = "CV à trier", "CV à trier"
    vide_titre = "Aucun CV à trier"
    vide_texte = "Déposez ci-dessus des CV, un ZIP ou un e-mail : chacun attend ici que vous en fassiez un freelance."
    vide_icone = "inbox"

    nom = tables.Column(accessor="nom_lu", verbose_name="Personne", empty_values=(), order_by=("nom_lu", "prenom_lu"))
    titre = tables.Column(accessor="titre_lu", verbose_name="Profil lu", order_by="titre_lu")
    etat = tables.Column(verbose_name="Lecture")
    propositions = tables.Column(accessor="propositions_en_attente", verbose_name="Propositions")
    auteur = tables.Column(
        accessor="document__auteur",
        verbose_name="Déposé par",
        order_by=("document__auteur__nom", "document__auteur__prenom"),
    )
    recu = tables.Column(accessor="cree_le", verbose_name="Reçu", order_by="cree_le")

    class Meta:
        model = CV
        fields = ("nom", "titre", "etat", "propositions", "auteur", "recu")

    def render_nom(self, record: Any) -> SafeString:
        """The name read, else that of the file; it opens the page of the CV."""
        nom = " ".join(filter(None, (record.prenom_lu, record.nom_lu))) or record.document.nom
        return lien("freelances:cv_lecture", record.pk, nom, "s-principal")

    def render_etat(self, record: CV, value: str) -> SafeString:
        """What became of its reading."""
        return badge(value, COULEURS[EtatLecture(record.etat)])

    def render_recu(self, value: Any) -> str:
        """The day."""
        return date_fr(value, "courte")


def _lu(champ: str) -> Subquery:
    """What the CV says of this column."""
    lues = PropositionCV.objects.filter(cv=OuterRef("pk"), champ=champ).annotate(lu=KT("valeur__valeur"))
    return Subquery(lues.values("lu")[:1])


@require_http_methods(["GET", "HEAD", "POST"])
@exige("gerer_freelances")
def recus(request: HttpRequest) -> HttpResponse:
    """Drop CVs of new people, and sort those that wait."""
    form_depot = DepotForm()
    if request.method == "POST":
        form_depot = DepotForm(request.POST, request.FILES)
        if form_depot.is_valid():
            annoncer(request, recevoir(form_depot, None, utilisateur_de(request)))
            return redirect("freelances:cvs_recus")
    attente = CV.objects.visibles_pour(utilisateur_de(request)).brouillons().select_related("document__auteur")
    lignes = avec_comptes(attente.defer("texte", "vecteur")).annotate(
        prenom_lu=_lu("prenom"), nom_lu=_lu("nom"), titre_lu=_lu("titre")
    )
    filtre = CVRecuFiltre(request.GET, queryset=lignes.order_by(F("cree_le").desc(), "-pk"), request=request)
    table = configurer(request, CVRecuTable(filtre.qs))
    page = "composants/_resultats_liste.html" if request.htmx else PAGE  # type: ignore[attr-defined]
    statut = 422 if form_depot.errors else 200
    return render(request, page, {"table": table, "form": filtre.form, "form_depot": form_depot}, status=statut)
