"""The team, and one's own profile."""

from __future__ import annotations

import django_filters
from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samba.acces.vues import utilisateur_de
from samba.comptes.enums import Role
from samba.comptes.models import Agence, Utilisateur
from samba.comptes.tables import UtilisateurTable
from samba.donnees.validateurs import mots_cherches
from samba.listes.tables import configurer


class EquipeFiltre(django_filters.FilterSet):
    """By name or e-mail, role, agence."""

    q = django_filters.CharFilter(method="chercher", label="Nom ou e-mail")
    role = django_filters.ChoiceFilter(choices=Role.choices, label="Rôle", empty_label="Tous")
    agence = django_filters.ModelChoiceFilter(queryset=Agence.objects.all(), label="Agence", empty_label="Toutes")

    class Meta:
        model = Utilisateur
        fields = ["q", "role", "agence"]

    def chercher(self, queryset: QuerySet[Utilisateur], nom: str, valeur: str) -> QuerySet[Utilisateur]:
        """Every word must be in the name or address, accents and case forgiven."""
        for mot in mots_cherches(valeur):
            queryset = queryset.filter(
                Q(nom__unaccent__icontains=mot) | Q(prenom__unaccent__icontains=mot) | Q(email__icontains=mot)
            )
        return queryset


def equipe(request: HttpRequest) -> HttpResponse:
    """`/utilisateurs/`: who works here and how to reach them."""
    base = Utilisateur.objects.visibles_pour(utilisateur_de(request)).actifs()
    filtre = EquipeFiltre(request.GET, queryset=base)
    table = configurer(request, UtilisateurTable(filtre.qs))
    page = "comptes/_resultats.html" if request.htmx else "comptes/equipe.html"  # type: ignore[attr-defined]
    return render(request, page, {"tableau": table, "form": filtre.form})


class ProfilForm(forms.ModelForm):
    """What a person may change of their own account; role and agence belong to the administrateur."""

    class Meta:
        model = Utilisateur
        fields = ["prenom", "nom", "telephone"]


def profil(request: HttpRequest) -> HttpResponse:
    """`/utilisateurs/moi/`: one's own name and phone, which sign the e-mails."""
    formulaire = ProfilForm(request.POST or None, instance=utilisateur_de(request))
    if request.method == "POST" and formulaire.is_valid():
        formulaire.save()
        messages.success(request, "Votre profil est à jour.")
        return redirect("comptes:profil")
    return render(request, "comptes/profil.html", {"form": formulaire}, status=422 if formulaire.errors else 200)
