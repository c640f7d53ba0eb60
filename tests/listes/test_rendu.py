"""The controls drawn in Python say what Django's own templates say."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from samba.listes.choix import ChoixLeger, ListeLegere
from samba.listes.rendu import RenduLeger

CHOIX = [("", "—"), ("a", "A & <b>"), ("Groupe « x »", [("1", "Un"), ("2", mark_safe("<i>Deux</i>"))])]
CHAMPS = [
    (forms.TextInput(), 'x" onclick="y'),
    (forms.TextInput(attrs={"class": "form-control", "required": True, "disabled": False, "data-n": 3}), None),
    (forms.NumberInput(), 12.5),
    (forms.EmailInput(), "a@b.fr"),
    (forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), "2026-03-01"),
    (forms.HiddenInput(), "1"),
    (forms.PasswordInput(), "secret"),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(), False),
    (forms.Textarea(), "</textarea><script>"),
    (forms.Textarea(), None),
    (forms.Select(choices=CHOIX), "2"),
    (forms.Select(choices=CHOIX), None),
    (forms.SelectMultiple(choices=CHOIX), ["a", "1"]),
]


def _resserre(html: str) -> str:
    return re.sub(r">\s+<", "><", html)


@pytest.mark.parametrize(("controle", "valeur"), CHAMPS)
def test_un_controle_est_celui_de_django(controle: forms.Widget, valeur: object):
    attrs = {"id": "id_x", "title": 'dit "oui"'}
    attendu, obtenu = (controle.render("x", valeur, attrs, rendu()) for rendu in (DjangoTemplates, RenduLeger))
    assert _resserre(obtenu) == _resserre(attendu)


def test_ce_qui_n_est_pas_dessine_ici_passe_par_les_gabarits():
    boites = forms.CheckboxSelectMultiple(choices=CHOIX)
    assert boites.render("x", ["a"], {}, RenduLeger()) == boites.render("x", ["a"], {}, DjangoTemplates())


@pytest.mark.parametrize(
    ("leger", "django", "valeur"),
    [
        (ChoixLeger, forms.Select, "2"),
        (ChoixLeger, forms.Select, None),
        (ListeLegere, forms.SelectMultiple, ["a", "1"]),
    ],
)
def test_une_liste_legere_choisit_ce_que_django_choisit(leger, django, valeur):
    """Its labels are always plain text."""
    choix = [("", "—"), ("a", "A & <b>"), ("Groupe « x »", [("1", "Un"), ("2", "Deux")])]
    options = [
        re.sub(r"^<select[^>]*>|</select>$", "", _resserre(liste(choices=choix).render("x", valeur).strip())).strip()
        for liste in (leger, django)
    ]
    assert options[0] == options[1]
    assert " selected>" in options[0]
