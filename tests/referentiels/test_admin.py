"""The référentiels in the admin."""

import pytest
from django.urls import reverse

from referentiels.models import Commune, Competence, Departement, Entreprise, Region, Theme
from samba.comptes.enums import Role
from tests.usines import UtilisateurFactory

pytestmark = pytest.mark.django_db

MODELES = ["referentiel", "famillemetier", "metier", "appellation", "theme", "competence", "region", "departement"]


@pytest.fixture
def admin_connecte(client):
    client.force_login(UtilisateurFactory(role=Role.ADMINISTRATEUR))
    return client


@pytest.mark.parametrize("modele", [*MODELES, "commune", "secteuractivite", "entreprise"])
def test_chaque_liste_s_ouvre_et_se_cherche(admin_connecte, modele):
    url = reverse(f"admin:referentiels_{modele}_changelist")
    assert admin_connecte.get(url).status_code == 200
    assert admin_connecte.get(url, {"q": "java"}).status_code == 200


def test_les_synonymes_se_saisissent_un_par_ligne_virgules_comprises(admin_connecte):
    theme = Theme.objects.create(code="essai", nom="Essai")
    saisie = {"theme": theme.pk, "code": "unix-essai", "nom": "Essai", "synonymes": "Unix (SCO, AIX)\r\n\r\n SCO \r\n"}
    reponse = admin_connecte.post(reverse("admin:referentiels_competence_add"), saisie)
    assert reponse.status_code == 302
    creee = Competence.objects.get(code="unix-essai")
    assert creee.synonymes == ["Unix (SCO, AIX)", "SCO"]
    assert creee.cles == ["ESSAI", "UNIX (SCO, AIX)", "SCO"]


def test_un_second_meme_nom_d_entreprise_est_refuse_par_un_message(admin_connecte):
    Entreprise.objects.create(nom="Zorglub")
    reponse = admin_connecte.post(reverse("admin:referentiels_entreprise_add"), {"nom": "ZORGLUB SA", "aliases": ""})
    assert "porte déjà ce nom" in reponse.content.decode()
    assert Entreprise.objects.filter(nom_normalise="ZORGLUB").count() == 1


def test_deux_entreprises_sans_siren_se_saisissent(admin_connecte):
    """An empty SIREN is no SIREN: two empty ones are not twins."""
    for nom in ("Zorglub", "Bulgroz"):
        assert (
            admin_connecte.post(
                reverse("admin:referentiels_entreprise_add"), {"nom": nom, "aliases": "", "siren": ""}
            ).status_code
            == 302
        )


def test_les_communes_ne_se_modifient_pas(admin_connecte):
    departement = Departement.objects.create(
        code="75", nom="Paris", region=Region.objects.create(code="11", nom="IdF"), latitude=48.8, longitude=2.3
    )
    commune = Commune.objects.create(
        code_insee="75056", nom="Paris", code_postal="75001", departement=departement, latitude=48.8, longitude=2.3
    )
    url = reverse("admin:referentiels_commune_change", args=[commune.pk])
    assert admin_connecte.get(url).status_code == 200
    assert admin_connecte.post(url, {"nom": "Lutèce"}).status_code == 403
    assert admin_connecte.get(reverse("admin:referentiels_commune_add")).status_code == 403
