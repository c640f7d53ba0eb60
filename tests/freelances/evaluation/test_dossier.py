"""Situations, documents and partenaires of a file."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from freelances.models import Freelance, Partenaire, PieceDossier
from samba.comptes.enums import Role
from tests.freelances.formulaires import lire_formulaire
from tests.mesures import compter
from tests.usines import FreelanceFactory, PartenaireFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def navigateur(connecter, commercial):
    return connecter(commercial)


@pytest.fixture
def qualifieur(connecter):
    return connecter(UtilisateurFactory(role=Role.QUALIFIEUR))


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"nature": "en_cdi", "depuis": "2026-01-01", "fin": "2026-02-01"}, "temporaire"),
        ({"nature": "en_cdd", "depuis": "2026-03-01", "fin": "2026-02-01"}, "précéder"),
        ({"nature": "en_cdd", "depuis": ""}, "obligatoire"),
        ({"nature": "astronaute", "depuis": "2026-03-01"}, "astronaute"),
    ],
)
def test_une_situation_fausse_revient_avec_son_message(navigateur, champs, message):
    freelance = FreelanceFactory()
    reponse = navigateur.post(reverse("freelances:situation", args=[freelance.pk]), champs)
    assert reponse.status_code == 422
    assert message in reponse.content.decode()
    assert not freelance.situations.exists()


def test_un_changement_de_situation_garde_la_precedente_et_son_auteur(navigateur, commercial):
    freelance = FreelanceFactory()
    url = reverse("freelances:situation", args=[freelance.pk])
    navigateur.post(
        url, {"nature": "en_cdd", "depuis": "2026-01-05", "fin": "2026-02-01", "precision": "Chez un client"}
    )
    navigateur.post(url, {"nature": "en_recherche", "depuis": "2026-02-02"})
    assert [s.nature for s in freelance.situations.all()] == ["en_recherche", "en_cdd"]
    assert {s.saisie_par for s in freelance.situations.all()} == {commercial}
    page = navigateur.get(reverse("freelances:fiche", args=[freelance.pk])).content.decode()
    assert "Chez un client" in page


def test_une_fin_passee_est_a_verifier(navigateur):
    freelance = FreelanceFactory()
    freelance.situations.create(nature="en_cdd", depuis="2020-01-05", fin="2020-02-01")
    assert "À vérifier" in navigateur.get(reverse("freelances:fiche", args=[freelance.pk])).content.decode()


def _fichier(nom: str = "diplome.txt", octets: bytes = b"Licence obtenue") -> SimpleUploadedFile:
    return SimpleUploadedFile(nom, octets)


def test_un_document_depose_deux_fois_n_est_garde_qu_une_fois_et_se_retire(navigateur):
    freelance = FreelanceFactory()
    url = reverse("freelances:piece_ajouter", args=[freelance.pk])
    for _ in range(2):
        assert navigateur.post(url, {"nature": "diplome", "piece": _fichier()}).status_code == 302
    piece = PieceDossier.objects.get()
    assert navigateur.get(reverse("documents:telecharger", args=[piece.document_id])).status_code == 200
    navigateur.post(reverse("freelances:piece_retirer", args=[piece.pk]))
    assert not freelance.pieces.exists()
    assert navigateur.get(reverse("documents:telecharger", args=[piece.document_id])).status_code == 404


def test_un_document_hostile_est_refuse_avec_un_message(navigateur):
    freelance = FreelanceFactory()
    url = reverse("freelances:piece_ajouter", args=[freelance.pk])
    reponse = navigateur.post(url, {"nature": "diplome", "piece": _fichier("cv.pdf", b"MZ\x90\x00" + b"\0" * 200)})
    assert reponse.status_code == 422
    assert not freelance.pieces.exists()
    assert navigateur.post(url, {"nature": "diplome"}).status_code == 422


def test_sar_8_un_partenaire_a_une_adresse_de_contact(qualifieur):
    url = reverse("freelances:partenaire_creer")
    lus = lire_formulaire(qualifieur.get(url).content) | {"nom": "École des Rives", "type": "ecole"}
    reponse = qualifieur.post(url, lus)
    assert reponse.status_code == 422
    assert lire_formulaire(reponse.content)["nom"] == "École des Rives", "ce qui était tapé reste"
    assert qualifieur.post(url, lus | {"email": "contact@rives.example"}).status_code == 302
    assert qualifieur.post(url, lus | {"email": "contact@rives.example"}).status_code == 302
    assert Partenaire.objects.count() == 1, "deux clics, un partenaire"


def test_deux_partenaires_ne_portent_pas_le_meme_nom(qualifieur):
    PartenaireFactory(nom="École des Rives")
    url = reverse("freelances:partenaire_creer")
    lus = lire_formulaire(qualifieur.get(url).content)
    reponse = qualifieur.post(url, lus | {"nom": "école des rives", "type": "ecole", "email": "a@b.example"})
    assert reponse.status_code == 422
    assert "porte déjà ce nom" in reponse.content.decode()


def test_un_partenaire_archive_ne_se_choisit_plus_mais_reste_sur_ses_dossiers(qualifieur):
    partenaire = PartenaireFactory(nom="Maison close")
    freelance = FreelanceFactory(partenaire=partenaire)
    qualifieur.post(reverse("freelances:partenaire_archiver", args=[partenaire.pk]))
    assert "Maison close" not in qualifieur.get(reverse("freelances:partenaires")).content.decode()
    assert "Maison close" not in qualifieur.get(reverse("freelances:creer")).content.decode()
    page = qualifieur.get(reverse("freelances:modifier", args=[freelance.pk])).content.decode()
    assert "Maison close" in page
    assert Freelance.objects.get(pk=freelance.pk).partenaire == partenaire


def test_la_liste_des_partenaires_compte_leurs_dossiers_au_meme_cout(qualifieur):
    FreelanceFactory.create_batch(2, partenaire=PartenaireFactory(nom="Agence de l’Est"))
    url = reverse("freelances:partenaires")
    un = compter(qualifieur, url)
    PartenaireFactory.create_batch(29)
    assert compter(qualifieur, url) == un
    page = qualifieur.get(url, {"q": "agence est"}).content.decode()
    assert "1 partenaire" in page
    assert ">2<" in page
