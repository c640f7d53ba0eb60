"""Chips: what a list is filtered by, removable one by one."""

from __future__ import annotations

import django_filters
import pytest
from django import forms

from samba.comptes.models import Agence
from samba.listes.puces import puces_de
from tests.listes.pages import Filtres


def lire(requete, adresse: str, classe=Filtres) -> list[tuple[str, str, str]]:
    demande = requete(adresse)
    return [(p.libelle, p.valeur, p.url) for p in puces_de(demande, classe(demande.GET))]


def test_une_puce_dit_le_filtre_en_mots_et_le_retire(requete):
    assert lire(requete, "/liste/?ville=brest&q=java&page=2") == [
        ("Mots-clés", "java", "?ville=brest"),
        ("Ville", "Brest", "?q=java"),
    ]


def test_chaque_valeur_d_un_choix_multiple_se_retire_seule(requete):
    assert lire(requete, "/liste/?etats=libre&etats=mission") == [
        ("État", "Disponible", "?etats=mission"),
        ("État", "En mission", "?etats=libre"),
    ]


@pytest.mark.parametrize("adresse", ["/liste/", "/liste/?q=&ville=", "/liste/?ville=atlantide"])
def test_rien_de_filtre_ou_un_filtre_faux_ne_fait_pas_de_puce(requete, adresse):
    assert lire(requete, adresse) == []


def test_les_puces_lisent_aussi_cases_plages_et_objets(requete, db):
    agence = Agence.objects.create(nom="Ouest")

    class Riche(forms.Form):
        actif = forms.BooleanField(label="Actif", required=False)
        lieu = forms.ModelChoiceField(Agence.objects.all(), label="Agence", required=False)
        tjm = django_filters.fields.RangeField(label="TJM", required=False)
        cache = forms.CharField(widget=forms.HiddenInput, required=False)

    adresse = f"/liste/?actif=on&lieu={agence.pk}&tjm_min=400&tjm_max=600&cache=x"
    assert [(libelle, valeur) for libelle, valeur, _ in lire(requete, adresse, Riche)] == [
        ("Actif", "oui"),
        ("Agence", "Ouest"),
        ("TJM", "dès 400 jusqu’à 600"),
    ]
    assert lire(requete, adresse, Riche)[2][2] == f"?actif=on&lieu={agence.pk}&cache=x"
