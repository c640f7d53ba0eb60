"""Accounts: e-mail login, closed sign-up, throttle, profile."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse

from samba.comptes.enums import Role
from samba.comptes.models import Utilisateur
from samba.courriels.models import Courriel
from tests.usines import UtilisateurFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sans_memoire():
    """Login attempts of one test are not those of the next."""
    cache.clear()


def test_on_se_connecte_par_son_adresse_quelle_que_soit_la_casse(client):
    UtilisateurFactory(email="alix@samba.test", prenom="Alix")
    reponse = client.post(reverse("account_login"), {"login": "ALIX@samba.test", "password": "mot-de-passe-long"})
    assert (reponse.status_code, reponse["Location"]) == (302, "/")
    assert "Bienvenue Alix" in client.get("/").content.decode()


def test_cinq_echecs_bloquent_meme_le_bon_mot_de_passe(client):
    """Throttled by allauth; the count lives in PostgreSQL outside the suite."""
    utilisateur = UtilisateurFactory()
    for _ in range(5):
        client.post(reverse("account_login"), {"login": utilisateur.email, "password": "faux-mot-de-passe"})
    reponse = client.post(reverse("account_login"), {"login": utilisateur.email, "password": "mot-de-passe-long"})
    assert reponse.status_code == 200
    assert "Trop de tentatives" in reponse.content.decode()


def test_un_compte_desactive_n_entre_pas(client):
    utilisateur = UtilisateurFactory(is_active=False)
    client.post(reverse("account_login"), {"login": utilisateur.email, "password": "mot-de-passe-long"})
    assert client.get("/").status_code == 302


def test_l_inscription_est_fermee(client):
    client.post(
        reverse("account_signup"),
        {"email": "intrus@ailleurs.test", "password1": "un-mot-de-passe-9", "password2": "un-mot-de-passe-9"},
    )
    assert not Utilisateur.objects.filter(email="intrus@ailleurs.test").exists()


def test_le_mot_de_passe_oublie_passe_par_la_boite_d_envoi_et_son_lien_marche(client):
    utilisateur = UtilisateurFactory()
    client.post(reverse("account_reset_password"), {"email": utilisateur.email})
    courriel = Courriel.objects.get(destinataire=utilisateur.email)
    assert courriel.interne
    (chemin,) = re.findall(r"http://[^/]+(/comptes/password/reset/key/\S+)", courriel.corps)
    formulaire = client.get(chemin, follow=True)
    nouveau = {"password1": "nouvelle-phrase-9", "password2": "nouvelle-phrase-9"}
    client.post(formulaire.request["PATH_INFO"], nouveau)
    utilisateur.refresh_from_db()
    assert utilisateur.check_password("nouvelle-phrase-9")


def test_deux_comptes_ne_partagent_pas_une_adresse():
    UtilisateurFactory(email="meme@samba.test")
    with pytest.raises(IntegrityError), transaction.atomic():
        Utilisateur(email="MEME@samba.test", prenom="A", nom="B").save()


def test_on_ne_change_ni_son_role_ni_son_agence(connecter, commercial):
    donnees = {"prenom": "Alix", "nom": "Neuve", "telephone": "01 99 00 00 01", "role": Role.ADMINISTRATEUR}
    connecter(commercial).post(reverse("comptes:profil"), donnees)
    commercial.refresh_from_db()
    assert (commercial.nom, commercial.role) == ("Neuve", Role.COMMERCIAL)


@pytest.mark.parametrize("nombre", [1, 30])
def test_la_liste_de_l_equipe_fait_autant_de_requetes_pour_1_et_30(
    nombre, connecter, commercial, django_assert_num_queries
):
    for _ in range(nombre):
        UtilisateurFactory()
    navigateur = connecter(commercial)
    # One of them is the debt meter of the bar (SAR-5).
    with django_assert_num_queries(7):
        assert navigateur.get(reverse("comptes:equipe")).status_code == 200


def test_la_recherche_de_l_equipe_pardonne_les_accents(connecter, commercial):
    UtilisateurFactory(prenom="Chloé", nom="Fauval")
    page = connecter(commercial).get(reverse("comptes:equipe"), {"q": "chloe"}).content.decode()
    assert "Chloé Fauval" in page
    assert "1 personne" in page
