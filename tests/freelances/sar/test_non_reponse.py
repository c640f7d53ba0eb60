"""SAR-8: a candidate who does not answer; and the words that a comment must not hold."""

from __future__ import annotations

import pytest

from freelances.models import Fiche
from freelances.sar.mots import mots_trouves
from freelances.sar.services import mettre_a_jour
from samba.comptes.enums import Role
from samba.courriels.models import Courriel
from tests.usines import FicheFactory, FreelanceFactory, PartenaireFactory, UtilisateurFactory


@pytest.fixture
def fiche(db) -> Fiche:
    return FicheFactory(freelance=FreelanceFactory(partenaire=PartenaireFactory(email="contact@partenaire.test")))


def ecrire(fiche: Fiche, **champs) -> Fiche:
    fiche.refresh_from_db()
    return mettre_a_jour(fiche=fiche, version=fiche.version, par=fiche.recruteur, champs=champs)


def test_sar8_cocher_previent_le_partenaire_avec_copie_a_chaque_qualifieur(fiche):
    qualifieur = UtilisateurFactory(role=Role.QUALIFIEUR)
    UtilisateurFactory(role=Role.QUALIFIEUR, is_active=False)
    ecrite = ecrire(fiche, non_reponse=True)
    assert ecrite.non_reponse_le is not None
    messages = {c.destinataire: c for c in Courriel.objects.all()}
    assert set(messages) == {"contact@partenaire.test", qualifieur.email}
    assert str(fiche.freelance) in messages["contact@partenaire.test"].objet
    assert not messages["contact@partenaire.test"].interne
    assert messages[qualifieur.email].interne
    fiche.freelance.refresh_from_db()
    assert fiche.freelance.derniere_sollicitation_le is None  # the partenaire was written to, not the candidate


def test_sar8_cocher_ne_deplace_pas_l_echeance(fiche):
    Fiche.objects.update(maj_le="2026-01-05")
    assert str(ecrire(fiche, non_reponse=True).maj_le) == "2026-01-05"


def test_sar8_enregistrer_encore_n_ecrit_pas_deux_fois_et_recocher_signale_de_nouveau(fiche):
    ecrire(fiche, non_reponse=True)
    ecrire(fiche, non_reponse=True, commentaire="Toujours rien.")
    assert Courriel.objects.count() == 1
    assert ecrire(fiche, non_reponse=False).non_reponse_le is None
    ecrire(fiche, non_reponse=True)
    assert Courriel.objects.count() == 2


def test_sar8_sans_partenaire_les_qualifieurs_seuls_sont_prevenus(db):
    qualifieur = UtilisateurFactory(role=Role.QUALIFIEUR)
    ecrire(FicheFactory(), non_reponse=True)
    assert [c.destinataire for c in Courriel.objects.all()] == [qualifieur.email]


def test_sar8_l_abandon_clot_la_fiche(fiche):
    ecrire(fiche, non_reponse=True)
    close = ecrire(fiche, resultat="abandon")
    assert (close.statut, close.echeance, close.non_reponse) == ("non_retenu", None, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("texte", "mots"),
    [
        ("Très bon contact, disponible en mars.", []),
        ("Était en ARRÊT MALADIE l’an dernier", ["arrêt maladie", "maladie"]),
        ("elle est enceinte", ["enceinte"]),
        ("Des syndicats", ["syndicat"]),
        ("La racine du problème", []),  # « race » is not in it
    ],
)
def test_le_commentaire_est_relu_sans_accents_ni_casse_ni_pluriel(texte, mots):
    assert [mot.mot for mot in mots_trouves(texte)] == mots


def test_un_mot_a_eviter_previent_et_n_empeche_pas(fiche, connecter):
    url = f"/portefeuille/{fiche.pk}/"
    navigateur = connecter(fiche.recruteur)
    alerte = navigateur.post("/portefeuille/mots/", {"commentaire": "Il est malade."})
    assert "« malade »" in alerte.content.decode()
    reponse = navigateur.post(url, {"version": 1, "resultat": "aucun", "commentaire": "Il est malade."})
    assert reponse.status_code == 302
    fiche.refresh_from_db()
    assert fiche.commentaire == "Il est malade."
