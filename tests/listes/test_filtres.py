"""The fields of a filter panel: those at rest are remembered, what is typed never is."""

from __future__ import annotations

import pytest
from django import forms
from django.template.loader import render_to_string

from samba.comptes.models import Agence
from samba.listes import filtres
from samba.listes.choix import ChoixPartage
from samba.listes.filtres import dessiner_filtre
from samba.listes.memoire import Memoire


class Panneau(forms.Form):
    q = forms.CharField(label="Mots", required=False, help_text="Profil et CV.")
    ville = forms.ChoiceField(label="Ville", required=False, choices=[("", "Toutes"), ("75", "Paris")])
    ouvert = forms.BooleanField(label="Ouvert", required=False)


class AutrePanneau(Panneau):
    ville = forms.ChoiceField(label="Ville", required=False, choices=[("", "Toutes"), ("44", "Nantes")])


class Agences(forms.Form):
    agence = forms.ModelChoiceField(Agence.objects.all(), required=False)


@pytest.fixture(autouse=True)
def dessins(settings, monkeypatch) -> list[str]:
    """Remembers for a minute, from nothing; gives the fields that were really drawn."""
    settings.LISTES_GARDEES_SECONDES = 60
    monkeypatch.setattr(filtres, "_dessins", Memoire())
    noms: list[str] = []

    def dessiner(gabarit: str, contexte: dict) -> str:
        noms.append(contexte["champ"].name)
        return render_to_string(gabarit, contexte)

    monkeypatch.setattr(filtres, "render_to_string", dessiner)
    return noms


def panneau(form: forms.Form) -> str:
    return "".join(dessiner_filtre(champ, champ.name == "q") for champ in form)


def test_un_champ_au_repos_est_dessine_une_fois(dessins):
    premier = panneau(Panneau({}))
    assert panneau(Panneau({"q": "", "ville": ""})) == premier
    assert dessins == ["q", "ville", "ouvert"]


def test_ce_qui_est_saisi_ou_refuse_n_est_jamais_garde(dessins):
    repos = panneau(Panneau({}))
    saisi = panneau(Panneau({"q": "java", "ville": "75", "ouvert": "on"}))
    assert 'value="java"' in saisi
    assert "selected" in saisi
    assert "checked" in saisi
    assert "Sélectionnez un choix valide" in panneau(Panneau({"ville": "zz"}))
    assert panneau(Panneau({})) == repos


def test_deux_champs_de_meme_nom_ne_se_confondent_pas(dessins):
    assert "Paris" in panneau(Panneau({}))
    autre = panneau(AutrePanneau({}))
    assert "Nantes" in autre
    assert "Paris" not in autre


def test_des_lignes_qui_dependent_peut_etre_de_la_personne_sont_relues(db, dessins):
    panneau(Agences({}))
    Agence.objects.create(nom="Nouvelle")
    assert "Nouvelle" in panneau(Agences({}))


def test_une_liste_partagee_est_lue_une_fois_par_moment(db, settings, django_assert_num_queries):
    champ = forms.ModelChoiceField(
        Agence.objects.all(), required=False, empty_label="Toutes", widget=ChoixPartage(Agence.objects.all)
    )
    agence = Agence.objects.create(nom="Lyon")
    classe = type("Liste", (forms.Form,), {"agence": champ})
    with django_assert_num_queries(1):
        html = panneau(classe({})) + panneau(classe({}))
    assert html.count('<option value="" selected>Toutes</option>') == 2
    assert f'<option value="{agence.pk}" selected>Lyon</option>' in panneau(classe({"agence": agence.pk}))
