"""What the room shows elsewhere: panels of other pages, the API, the admin. Masked like its own pages (CLI-5)."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from django.urls import reverse
from rest_framework.test import APIRequestFactory, force_authenticate

from besoins import panneaux
from besoins.api import BesoinViewSet, PositionnementViewSet
from besoins.services import envois
from samba.comptes.enums import Role
from samba.listes.menu import liens_pour
from samba.listes.panneaux import panneaux_de
from tests.besoins.situations import besoin_de, pret_a_envoyer, prive
from tests.usines import UtilisateurFactory


@pytest.fixture
def envoye_chez_un_prive(db):
    """A CV sent to a privé DO by its owner, and that owner."""
    besoin, proprietaire = prive()
    positionnement = pret_a_envoyer(proprietaire, besoin=besoin)
    envois.envoyer_cv(positionnement=positionnement, par=proprietaire, objet="Un profil", corps="Bonjour")
    positionnement.refresh_from_db()
    return positionnement, proprietaire


def requete(utilisateur):
    demande = RequestFactory().get("/")
    demande.user = utilisateur
    return demande


def api(vue, utilisateur):
    demande = APIRequestFactory().get("/")
    force_authenticate(demande, utilisateur)
    return vue.as_view({"get": "list"})(demande).data["resultats"]


# --- Panels ---
def test_les_panneaux_sont_declares_sur_les_pages_du_freelance_du_client_et_du_do(envoye_chez_un_prive):
    positionnement, _ = envoye_chez_un_prive
    besoin = positionnement.besoin
    assert "positionnements" in {p.nom for p in panneaux_de(positionnement.freelance)}
    assert "besoins" in {p.nom for p in panneaux_de(besoin.client)} & {p.nom for p in panneaux_de(besoin.contact)}


def test_le_panneau_du_freelance_tait_la_date_et_la_reponse_d_un_prive(envoye_chez_un_prive, commercial):
    """CLI-5: the stage is seen, the date of the e-mail is not."""
    positionnement, proprietaire = envoye_chez_un_prive
    pour_lui = panneaux.positionnements_du_freelance(requete(proprietaire), positionnement.freelance)
    pour_moi = panneaux.positionnements_du_freelance(requete(commercial), positionnement.freelance)
    assert pour_lui["cartes"][0].envoye_le is not None
    assert pour_moi["cartes"][0].envoye_le is None
    assert pour_moi["cartes"][0].suite is None


def test_le_panneau_du_client_masque_le_do_prive(envoye_chez_un_prive, commercial):
    """CLI-5: in Search 1 as on the client's page."""
    positionnement, proprietaire = envoye_chez_un_prive
    client = positionnement.besoin.client
    assert panneaux.besoins_du_client(requete(proprietaire), client)["lignes"][0]["do_lisible"]
    assert not panneaux.besoins_du_client(requete(commercial), client)["lignes"][0]["do_lisible"]


def test_la_page_masquee_d_un_prive_n_a_pas_de_panneau_de_besoins(envoye_chez_un_prive, commercial):
    """CLI-5: it would say which besoins are theirs."""
    positionnement, proprietaire = envoye_chez_un_prive
    contact = positionnement.besoin.contact
    assert panneaux.besoins_du_contact(requete(commercial), contact) is None
    pour_lui = panneaux.besoins_du_contact(requete(proprietaire), contact)
    assert pour_lui["action_url"] == f"{reverse('besoins:creer')}?contact={contact.pk}"


def test_un_lecteur_n_a_pas_de_bouton(commercial):
    """Conception §1: gestion reads."""
    gestion = UtilisateurFactory(role=Role.GESTION)
    contexte = panneaux.besoins_du_client(requete(gestion), besoin_de(commercial).client)
    assert "action_url" not in contexte


# --- Menu ---
def test_la_barre_mene_aux_trois_vues_et_le_nouveau_besoin_a_ceux_qui_peuvent():
    """The bar of SAMBA."""

    def libelles(role):
        entree = next(lien for lien in liens_pour(role, "/") if lien.libelle == "Besoin")
        return [enfant.libelle for enfant in entree.enfants]

    assert libelles(Role.COMMERCIAL) == ["Search 1", "Search 2", "Mes besoins", "Tableau", "Nouveau besoin"]
    assert libelles(Role.GESTION) == ["Search 1", "Search 2", "Mes besoins", "Tableau"]


# --- API ---
def test_l_api_dit_do_prive_et_ne_donne_ni_cle_ni_date(envoye_chez_un_prive, commercial):
    """CLI-5: by the API too."""
    _, proprietaire = envoye_chez_un_prive
    masque, clair = api(BesoinViewSet, commercial)[0], api(BesoinViewSet, proprietaire)[0]
    assert (masque["contact"], masque["donneur_d_ordre"]) == (None, "DO privé")
    assert "Cachée" in clair["donneur_d_ordre"]
    assert len(clair["competences"]) == 1
    assert api(PositionnementViewSet, commercial)[0]["envoye_le"] is None
    assert api(PositionnementViewSet, proprietaire)[0]["envoye_le"] is not None


def test_l_api_ne_s_ecrit_pas(commercial):
    demande = APIRequestFactory().post("/", {})
    force_authenticate(demande, commercial)
    assert BesoinViewSet.as_view({"get": "list"})(demande).status_code == 405


# --- Admin ---
@pytest.mark.parametrize("modele", ["besoin", "positionnement", "appelfreelance", "rechercheexterne"])
def test_l_administrateur_lit_la_salle_dans_l_admin(modele, envoye_chez_un_prive, connecter):
    nav = connecter(UtilisateurFactory(role=Role.ADMINISTRATEUR))
    assert nav.get(reverse(f"admin:besoins_{modele}_changelist")).status_code == 200
    assert nav.get(reverse(f"admin:besoins_{modele}_add")).status_code == 200
