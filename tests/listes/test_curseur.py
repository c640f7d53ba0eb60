"""The slider over named steps."""

from __future__ import annotations

import pytest
from django import forms

from samba.listes.curseur import Curseur
from samba.listes.templatetags.samba_tags import controle


class Formulaire(forms.Form):
    ampleur = forms.TypedChoiceField(
        choices=[(0, "rien"), (1, "un peu"), (2, "tout")], coerce=int, widget=Curseur(("Rien", "<Peu>", "Tout"), "quoi")
    )


def dessin(valeur: str) -> str:
    return controle(Formulaire({"ampleur": valeur})["ampleur"])


def test_le_curseur_est_celui_du_navigateur_avec_ses_pas_nommes():
    """Keyboard, phone and no JavaScript: nothing else is needed."""
    html = dessin("1")
    assert '<input type="range"' in html
    for attribut in ('name="ampleur"', 'min="0"', 'max="2"', 'step="1"', 'value="1"', 'class="form-range"'):
        assert attribut in html, attribut
    assert 'list="id_ampleur_pas"' in html
    assert '<datalist id="id_ampleur_pas"><option value="0" label="Rien">' in html
    assert 'aria-valuetext="&lt;Peu&gt;"' in html
    assert "<Peu>" not in html
    assert 'data-selon="quoi"' in html


@pytest.mark.parametrize("faux", ["", "3", "-1", "²", "abc"])
def test_une_valeur_fausse_se_dessine_au_premier_pas(faux):
    assert 'value="0"' in dessin(faux)
    assert 'data-valeur="0"' in dessin(faux)


def test_le_formulaire_rend_la_valeur():
    form = Formulaire({"ampleur": "2"})
    assert form.is_valid()
    assert form.cleaned_data["ampleur"] == 2
