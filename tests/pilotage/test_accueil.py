"""The dashboard: my relances, my besoins, what happened since yesterday."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from besoins.enums import StatutBesoin
from samba.activite.models import Relance
from samba.activite.services import journaliser
from tests.usines import BesoinFactory, ClientFactory, ContactFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db
ACCUEIL = reverse("pilotage:accueil")


def relance(pour, libelle: str, jours: int) -> Relance:
    return Relance.objects.create(
        pour=pour,
        libelle=libelle,
        echeance=timezone.localdate() + timedelta(days=jours),
        cle=libelle,
        client=ClientFactory(),
    )


def test_un_nouveau_venu_voit_quoi_faire(connecter, commercial):
    page = connecter(commercial).get(ACCUEIL).content.decode()
    assert "Rien à relancer" in page
    assert "Aucun besoin ouvert" in page
    assert "Rien depuis hier" in page


def test_les_relances_dues_et_en_retard_sont_les_miennes(connecter, commercial, collegue):
    relance(commercial, "Rappeler hier", -1)
    relance(commercial, "Rappeler aujourd’hui", 0)
    relance(commercial, "Rappeler demain", 1)
    relance(collegue, "Celle d’un autre", -1)
    reponse = connecter(commercial).get(ACCUEIL)
    page = reponse.content.decode()
    assert (reponse.context["en_retard"], reponse.context["du_jour"]) == (1, 1)
    assert "Rappeler hier" in page
    assert "Rappeler aujourd’hui" in page
    assert "Rappeler demain" not in page
    assert "Celle d’un autre" not in page


def test_mes_besoins_ouverts_le_plus_proche_d_abord(connecter, commercial, collegue):
    BesoinFactory(
        proprietaire=commercial, intitule="Lointain", date_demarrage=timezone.localdate() + timedelta(days=90)
    )
    BesoinFactory(proprietaire=commercial, intitule="Proche", date_demarrage=timezone.localdate() + timedelta(days=3))
    BesoinFactory(proprietaire=commercial, intitule="Perdu", statut=StatutBesoin.PERDU, motif_cloture="Budget")
    BesoinFactory(proprietaire=collegue, intitule="D’un autre")
    reponse = connecter(commercial).get(ACCUEIL)
    assert [besoin.intitule for besoin in reponse.context["besoins"]] == ["Proche", "Lointain"]
    assert reponse.context["nombre_besoins"] == 2


def test_depuis_hier_tait_le_prive_d_un_autre(connecter, commercial, collegue):
    """CLI-5: neither text nor date of the échanges of somebody else's privé."""
    prive, public = ContactFactory(prive_a=collegue), ContactFactory()
    journaliser(auteur=collegue, contact=prive, issue="joint", commentaire="Secret du privé")
    journaliser(auteur=collegue, contact=public, issue="joint", commentaire="Dit à tous")
    page = connecter(commercial).get(ACCUEIL).content.decode()
    assert "Dit à tous" in page
    assert "Secret du privé" not in page


@pytest.mark.parametrize("nombre", [1, 30])
def test_autant_de_requetes_pour_1_et_30_lignes(nombre, connecter, commercial, django_assert_num_queries):
    for rang in range(nombre):
        relance(commercial, f"Relance {rang}", -1)
        besoin = BesoinFactory(proprietaire=commercial)
        journaliser(auteur=UtilisateurFactory(), contact=besoin.contact, issue="joint")
    navigateur = connecter(commercial)
    with django_assert_num_queries(12):
        assert navigateur.get(ACCUEIL).status_code == 200
