"""The pages of login, password and second factor: in French, in our look, and whole from end to end."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client as Navigateur
from django.urls import reverse

from samba.comptes.models import Utilisateur
from samba.courriels.models import Courriel

MOT_DE_PASSE = "mot-de-passe-long"


def code_pour(secret: str) -> str:
    """The six digits that an authenticator app would show now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def anglais(page: str) -> list[str]:
    """Words of allauth's English pages that should not be read."""
    texte = re.sub(r"<[^>]+>", " ", page)
    return re.findall(r"\b(?:Sign In|Password|Authenticator|Recovery|Two-Factor|Please|your|Change Email)\b", texte)


@pytest.mark.parametrize(
    "nom",
    ["account_login", "account_reset_password", "account_reset_password_done", "account_inactive", "account_signup"],
)
def test_les_pages_d_entree_sont_en_francais_et_sans_la_barre(db, nom):
    reponse = Navigateur().get(reverse(nom))
    page = reponse.content.decode()
    assert reponse.status_code == 200
    assert "data-page-entree" in page
    assert "Déconnexion" not in page
    assert anglais(page) == []


def test_la_connexion_n_offre_pas_de_creer_un_compte(db):
    page = Navigateur().get(reverse("account_login")).content.decode()
    assert reverse("account_signup") not in page
    assert 'type="email"' in page
    assert 'autocomplete="current-password"' in page


def test_un_mauvais_mot_de_passe_se_dit_et_garde_l_adresse(commercial):
    reponse = Navigateur().post(reverse("account_login"), {"login": commercial.email, "password": "faux"})
    page = reponse.content.decode()
    assert 'role="alert"' in page
    assert f'value="{commercial.email}"' in page
    assert anglais(page) == []


def test_un_mot_de_passe_oublie_se_change_par_le_lien_recu(commercial):
    navigateur = Navigateur()
    navigateur.post(reverse("account_reset_password"), {"email": commercial.email})
    lien = re.search(r"https?://[^/]+(/\S+)", Courriel.objects.get(destinataire=commercial.email).corps)
    assert lien
    page = navigateur.get(lien[1], follow=True)
    assert "Nouveau mot de passe" in page.content.decode()
    adresse = page.redirect_chain[-1][0]
    refus = navigateur.post(adresse, {"password1": "court", "password2": "court"}).content.decode()
    assert "invalid-feedback" in refus
    suite = navigateur.post(adresse, {"password1": "tout-nouveau-42", "password2": "tout-nouveau-42"}, follow=True)
    assert "Votre nouveau mot de passe est enregistré" in suite.content.decode()
    assert Utilisateur.objects.get(pk=commercial.pk).check_password("tout-nouveau-42")
    usage = Navigateur().get(lien[1], follow=True).content.decode()
    assert "Ce lien ne sert plus" in usage


def test_changer_de_mot_de_passe_resume_ce_qui_ne_va_pas(commercial, connecter):
    adresse = reverse("account_change_password")
    navigateur = connecter(commercial)
    page = navigateur.post(adresse, {"oldpassword": "faux", "password1": "abc", "password2": "abd"}).content.decode()
    assert "data-erreurs" in page
    assert anglais(page) == []
    navigateur.post(
        adresse, {"oldpassword": MOT_DE_PASSE, "password1": "tout-neuf-4242", "password2": "tout-neuf-4242"}
    )
    assert Utilisateur.objects.get(pk=commercial.pk).check_password("tout-neuf-4242")


def test_la_double_authentification_s_active_se_demande_et_se_retire(commercial):
    navigateur = Navigateur()
    navigateur.post(reverse("account_login"), {"login": commercial.email, "password": MOT_DE_PASSE})
    assert "inactive" in navigateur.get(reverse("mfa_index")).content.decode()

    adresse = reverse("mfa_activate_totp")
    activation = navigateur.post(
        reverse("account_reauthenticate"), {"password": MOT_DE_PASSE, "next": adresse}, follow=True
    )
    page = activation.content.decode()
    assert 'src="data:image/svg+xml' in page
    assert anglais(page) == []
    secret = activation.context["form"].secret
    refus = navigateur.post(reverse("mfa_activate_totp"), {"code": "000000x"}).content.decode()
    assert "data-erreurs" in refus
    codes = navigateur.post(reverse("mfa_activate_totp"), {"code": code_pour(secret)}, follow=True).content.decode()
    assert "Codes de secours" in codes
    assert anglais(codes) == []
    index = navigateur.get(reverse("mfa_index")).content.decode()
    assert "Il vous reste 10 codes" in index
    assert anglais(index) == []
    for nom in ("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp"):
        assert anglais(navigateur.get(reverse(nom)).content.decode()) == []

    autre = Navigateur()
    demande = autre.post(reverse("account_login"), {"login": commercial.email, "password": MOT_DE_PASSE}, follow=True)
    assert "Code de sécurité" in demande.content.decode()
    assert anglais(demande.content.decode()) == []
    secours = Authenticator.objects.get(user=commercial, type="recovery_codes").wrap().get_unused_codes()[0]
    entree = autre.post(reverse("mfa_authenticate"), {"code": secours})
    assert entree.status_code == 302
    assert entree.url == "/"

    navigateur.post(reverse("mfa_deactivate_totp"))
    assert "inactive" in navigateur.get(reverse("mfa_index")).content.decode()


def test_une_page_sensible_redemande_le_mot_de_passe(commercial, connecter):
    page = connecter(commercial).get(reverse("mfa_activate_totp"), follow=True).content.decode()
    assert "C’est bien vous ?" in page
    assert anglais(page) == []
