"""The bar: fed by the rooms, drawn without SQL, one place marked at a time."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from samba.listes.controles import entrees_atteignables
from samba.listes.menu import SousEntree, enregistrer_entree, liens_pour

pytestmark = pytest.mark.usefixtures("pages")


def declarer() -> None:
    enregistrer_entree("Client", "fiche", 20, "building-office-2")
    enregistrer_entree(
        "Freelance",
        "liste",
        10,
        "users",
        sous_entrees=(("Tous", "liste"), SousEntree("Archives", "archives", frozenset({"manager"}))),
    )


def test_les_entrees_suivent_leur_ordre_et_non_celui_des_pieces():
    declarer()
    assert [lien.libelle for lien in liens_pour("commercial", "/")] == ["Freelance", "Client"]


def test_une_entree_reservee_ne_se_montre_qu_a_ses_roles():
    declarer()
    enregistrer_entree("Contrat", "formulaire", 40, "document-check", roles={"gestion", "direction"})
    assert "Contrat" not in [lien.libelle for lien in liens_pour("commercial", "/")]
    assert "Contrat" in [lien.libelle for lien in liens_pour("gestion", "/")]
    assert [e.libelle for e in liens_pour("commercial", "/")[0].enfants] == ["Tous"]
    assert [e.libelle for e in liens_pour("manager", "/")[0].enfants] == ["Tous", "Archives"]


@pytest.mark.parametrize(
    ("chemin", "actifs"),
    [
        ("/", []),
        ("/liste/", ["Freelance", "Tous"]),
        ("/liste/12/", ["Freelance", "Tous"]),
        ("/liste/archives/3/", ["Freelance", "Archives"]),
        ("/fiche/7/", ["Client"]),
    ],
)
def test_un_seul_lieu_est_marque_le_plus_proche_de_la_page(chemin, actifs):
    declarer()
    liens = liens_pour("manager", chemin)
    marques = [lien.libelle for lien in liens if lien.actif]
    marques += [enfant.libelle for lien in liens for enfant in lien.enfants if enfant.actif]
    assert marques == actifs


def test_une_adresse_inconnue_est_laissee_de_cote_mais_signalee():
    enregistrer_entree("Resourcing", "resourcing:liste", 60, "arrow-path")
    assert liens_pour("direction", "/") == []
    assert [erreur.id for erreur in entrees_atteignables()] == ["listes.E001"]


def test_declarer_deux_fois_remplace():
    enregistrer_entree("Ancien", "liste", 10, "users")
    enregistrer_entree("Freelance", "liste", 10, "users")
    assert [lien.libelle for lien in liens_pour("direction", "/")] == ["Freelance"]


def test_la_barre_salue_par_le_prenom_et_ne_lit_pas_la_base(requete, db, django_assert_num_queries):
    declarer()
    with django_assert_num_queries(0):
        page = render_to_string("base.html", {}, requete("/fiche/"))
    assert "Bienvenue Camille" in page
    assert page.index(">Freelance<") < page.index(">Client<")
    assert "Déconnexion" in page
    assert ">Contrat<" not in page


def test_la_deconnexion_est_un_envoi_et_jamais_un_lien(requete):
    page = render_to_string("base.html", {}, requete("/"))
    assert '<form method="post" action="/sortie/"' in page
    assert 'href="/sortie/"' not in page


def test_l_administration_n_est_proposee_qu_a_qui_y_entre(requete):
    demande = requete("/")
    assert "Administration" not in render_to_string("base.html", {}, demande)
    demande.user.is_staff = True
    assert "Administration" in render_to_string("base.html", {}, demande)
