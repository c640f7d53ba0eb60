"""The ways in: the admin's own login, and what a stranger may make SAMBA do."""

from __future__ import annotations

import pytest
from django.urls import reverse

from samba.comptes.enums import Role
from samba.courriels.models import Courriel
from tests.usines import UtilisateurFactory

pytestmark = pytest.mark.django_db


def test_l_entree_de_l_admin_passe_par_la_connexion_commune(client):
    """One login, one lockout."""
    reponse = client.get(reverse("admin:index"), follow=True)
    assert reponse.status_code == 200
    assert reponse.redirect_chain[-1][0] == f"{reverse('account_login')}?next=%2Fadmin%2F"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATEUR])
def test_l_entree_de_l_admin_refuse_les_autres_roles(connecter, role):
    navigateur = connecter(UtilisateurFactory(role=role))
    assert navigateur.get(reverse("admin:index"), follow=True).status_code == 403


def test_l_administrateur_deja_connecte_y_entre(connecter):
    navigateur = connecter(UtilisateurFactory(role=Role.ADMINISTRATEUR))
    assert navigateur.get(reverse("admin:login"), follow=True).redirect_chain == [(reverse("admin:index"), 302)]


def test_le_mot_de_passe_oublie_n_ecrit_qu_a_nos_comptes(client):
    """A stranger's address gets the same answer and no e-mail: SAMBA is nobody's relay."""
    reponse = client.post(reverse("account_reset_password"), {"email": "victime@ailleurs.test"})
    assert reponse.url == reverse("account_reset_password_done")
    assert not Courriel.objects.exists()
