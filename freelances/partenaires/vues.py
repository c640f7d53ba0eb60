"""Partenaires: the list, and the form that creates or edits one."""

from __future__ import annotations

from typing import Any

import django_filters
import django_tables2 as tables
from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from freelances.evaluation.enums import TypePartenaire
from freelances.evaluation.formulaires import PartenaireForm
from freelances.models import Partenaire
from samba.acces.vues import exige, utilisateur_de
from samba.donnees.validateurs import mots_cherches
from samba.donnees.vues import enregistrer
from samba.listes.adresses import lien
from samba.listes.tables import Tableau, configurer
from samba.listes.templatetags.samba_tags import courriel, tel


class PartenaireFiltre(django_filters.FilterSet):
    """Name or contact, type, put aside or not."""

    q = django_filters.CharFilter(method="chercher", label="Nom ou contact")
    type = django_filters.ChoiceFilter(choices=TypePartenaire.choices, label="Type", empty_label="Tous")

    class Meta:
        model = Partenaire
        fields = ("q", "type")

    def chercher(self, lignes: QuerySet[Partenaire], _nom: str, valeur: str) -> QuerySet[Partenaire]:
        """Every word is in the name, the contact or the e-mail, accents aside."""
        for mot in mots_cherches(valeur):
            lignes = lignes.filter(
                Q(nom__unaccent__icontains=mot) | Q(contact__unaccent__icontains=mot) | Q(email__icontains=mot)
            )
        return lignes


class PartenaireTable(Tableau):
    """One line a partenaire."""

    legende = "Partenaires"
    nom_ligne = "partenaire"
    vide_titre = "Aucun partenaire"
    vide_texte = "Ajoutez l’organisme qui transmet des dossiers : il sera prévenu des non-réponses."
    vide_icone = "building-library"
    vide_url: Any = reverse_lazy("freelances:partenaire_creer")
    vide_action = "Nouveau partenaire"

    nom = tables.Column(verbose_name="Partenaire")
    type = tables.Column(verbose_name="Type")
    contact = tables.Column(verbose_name="Contact")
    email = tables.Column(verbose_name="E-mail")
    telephone = tables.Column(verbose_name="Téléphone", orderable=False)
    dossiers = tables.Column(verbose_name="Dossiers", attrs={"td": {"class": "s-droite"}, "th": {"class": "s-droite"}})

    class Meta:
        model = Partenaire
        fields = ("nom", "type", "contact", "email", "telephone", "dossiers")

    def __init__(self, *args: Any, modifiable: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.modifiable = modifiable
        if not modifiable:
            self.vide_url, self.vide_action = "", ""

    def render_nom(self, record: Partenaire, value: str) -> SafeString | str:
        """The name, which opens the form for who may edit it."""
        return lien("freelances:partenaire_modifier", record.pk, value, "s-principal") if self.modifiable else value

    def render_email(self, value: str) -> SafeString:
        """A link that writes."""
        return courriel(value)

    def render_telephone(self, value: Any) -> SafeString:
        """A link that calls."""
        return tel(value)


@require_GET
def liste(request: HttpRequest) -> HttpResponse:
    """Partenaires in use, by name, each with how many files it submitted."""
    utilisateur = utilisateur_de(request)
    lignes = Partenaire.objects.visibles_pour(utilisateur).en_cours().annotate(dossiers=Count("freelances"))
    filtre = PartenaireFiltre(request.GET, queryset=lignes.order_by("nom"), request=request)
    table = configurer(request, PartenaireTable(filtre.qs, modifiable=utilisateur.peut_qualifier))
    page = "composants/_resultats_liste.html" if request.htmx else "freelances/partenaires/liste.html"  # type: ignore[attr-defined]
    return render(request, page, {"table": table, "form": filtre.form})


@require_http_methods(["GET", "HEAD", "POST"])
@exige("qualifier")
def creer(request: HttpRequest) -> HttpResponse:
    """A new partenaire."""
    return _formulaire(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@exige("qualifier")
def modifier(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit a partenaire."""
    return _formulaire(request, get_object_or_404(Partenaire.objects.visibles_pour(utilisateur_de(request)), pk=pk))


def _formulaire(request: HttpRequest, partenaire: Partenaire | None) -> HttpResponse:
    page = "freelances/partenaires/formulaire.html"
    contexte = {
        "partenaire": partenaire,
        "annuler_url": reverse("freelances:partenaires"),
        "bouton": "Enregistrer" if partenaire else "Créer le partenaire",
    }
    if request.method != "POST":
        return render(request, page, {**contexte, "form": PartenaireForm(instance=partenaire)})
    enregistre, reponse = enregistrer(request, PartenaireForm(request.POST, instance=partenaire), page, contexte)
    if reponse is not None:
        return reponse
    messages.success(request, f"{enregistre} est enregistré.")
    return redirect("freelances:partenaires")


@require_POST
@exige("qualifier")
def archiver(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a partenaire aside: its files keep it, new ones cannot choose it."""
    Partenaire.objects.filter(pk=pk, archive_le__isnull=True).update(archive_le=timezone.now())
    messages.success(request, "Le partenaire est archivé : les dossiers qu’il a transmis le gardent.")
    return redirect("freelances:partenaires")
