"""Panels: a higher room shows what it knows on a lower room's page."""

from __future__ import annotations

import pytest
from django.template import engines

from samba.comptes.models import Agence, Utilisateur
from samba.listes.panneaux import enregistrer_panneau, panneaux_de

pytestmark = pytest.mark.usefixtures("pages")


@pytest.fixture
def dessiner(requete):
    """Draw the panels of an object."""

    def faire(objet) -> str:
        return engines["django"].from_string("{% panneaux objet %}").render({"objet": objet}, requete("/fiche/"))

    return faire


def declarer(nom: str, ordre: int, contexte=lambda request, objet: {}) -> None:
    enregistrer_panneau("comptes.Agence", nom, f"Panneau {nom}", "composants/note.html", contexte, ordre, "users")


def test_les_panneaux_suivent_leur_ordre_et_leur_modele():
    declarer("b", 20)
    declarer("a", 10)
    assert [panneau.nom for panneau in panneaux_de(Agence(nom="Ouest"))] == ["a", "b"]
    assert panneaux_de(Utilisateur()) == []


def test_un_panneau_sans_contexte_reste_cache(dessiner):
    declarer("cache", 10, lambda request, objet: None)
    declarer("montre", 20, lambda request, objet: {"texte": f"Vu par {request.user} : {objet}"})
    page = dessiner(Agence(nom="Ouest"))
    assert "Panneau cache" not in page
    assert "Vu par Camille Testeuse : Ouest" in page


def test_le_cadre_montre_le_compte_et_l_action(dessiner):
    declarer("a", 10, lambda request, objet: {"compte": 4, "action_url": "/liste/", "action_libelle": "Positionner"})
    page = dessiner(Agence(nom="Ouest"))
    assert ">4</span>" in page
    assert 'href="/liste/">Positionner' in page


def test_le_contenu_d_un_panneau_est_echappe(dessiner):
    declarer("a", 10, lambda request, objet: {"texte": "<script>alert(1)</script>"})
    assert "<script>" not in dessiner(Agence(nom="Ouest"))
