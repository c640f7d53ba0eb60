"""Resourcing (BES-4 step 2): where freelances are sought outside SAMBA, and what it brings."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from besoins.models import Apport, CanalSourcing, Positionnement, RechercheExterne
from besoins.resourcing.services import devenir_client, rattacher
from clients.models import Client
from freelances.models import Freelance
from referentiels.models import SecteurActivite
from tests.usines import (
    BesoinFactory,
    ClientFactory,
    EntrepriseFactory,
    ExperienceFactory,
    FreelanceFactory,
    UtilisateurFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(connecter, commercial):
    return connecter(commercial)


@pytest.fixture
def canal():
    return CanalSourcing.objects.get(nom="LinkedIn")


@pytest.fixture
def recherche(commercial, canal):
    besoin = BesoinFactory(qualifie=True, intitule="Développeur Erlang")
    return RechercheExterne.objects.create(
        besoin=besoin, canal=canal, source=canal.nom, mots="Erlang", resultat="Deux réponses", auteur=commercial
    )


def lignes(web, **parametres):
    reponse = web.get(reverse("resourcing:liste"), parametres, headers={"HX-Request": "true"})
    return [ligne.record for ligne in reponse.context["table"].paginated_rows]


def test_noter_une_recherche_avec_son_canal_ouvre_l_etape_3(web, canal):
    besoin = BesoinFactory(qualifie=True)
    saisie = {
        "besoin": besoin.pk, "canal": canal.pk, "mots": "Java Nantes", "resultat": "Rien", "cle_creation": str(uuid4()),
    }  # fmt: skip
    reponse = web.post(reverse("resourcing:noter"), saisie)
    recherche = RechercheExterne.objects.get()
    assert reponse["Location"] == reverse("resourcing:recherche", args=[recherche.pk])
    assert (recherche.source, recherche.canal, recherche.besoin) == ("LinkedIn", canal, besoin)
    web.post(reverse("resourcing:noter"), saisie)
    assert RechercheExterne.objects.count() == 1, "a double click logs once"
    candidats = web.get(reverse("besoins:candidats", args=[besoin.pk]), {"etape": "indisponibles"}).content.decode()
    assert "Java Nantes" in candidats


@pytest.mark.parametrize(
    ("champs", "dit"),
    [
        ({}, "Dites où vous avez cherché"),
        ({"source": "Réseau"}, "Dites ce que cela a donné"),
        ({"source": "Réseau", "resultat": "x", "motif_omission": "Pressé"}, "ce motif n’a pas lieu d’être"),
        ({"canal": "999999", "resultat": "x"}, "Sélectionnez un choix valide"),
    ],
)
def test_une_recherche_mal_dite_est_refusee(web, champs, dit):
    saisie = {"besoin": BesoinFactory().pk, "cle_creation": str(uuid4()), **champs}
    reponse = web.post(reverse("resourcing:noter"), saisie)
    assert reponse.status_code == 422
    assert dit in reponse.content.decode()
    assert not reponse.context["form"].non_field_errors(), "beside the field, and once"


def test_un_freelance_trouve_est_cree_rattache_et_positionne_une_fois(web, recherche, commercial):
    saisie = {
        "prenom": "Ywenn", "nom": "Kerlavel", "titre": "Dev Erlang", "email": "y@exemple.test", "tjm": "520",
        "positionner": "on", "cle_creation": str(uuid4()),
    }  # fmt: skip
    for _ in range(2):
        assert web.post(reverse("resourcing:trouver", args=[recherche.pk]), saisie).status_code == 302
    freelance = Freelance.objects.get(email="y@exemple.test")
    assert freelance.suivi_par == commercial
    apport = Apport.objects.get()
    assert (apport.freelance, apport.nouveau) == (freelance, True)
    assert Positionnement.objects.get().besoin == recherche.besoin
    page = web.get(reverse("freelances:fiche", args=[freelance.pk])).content.decode()
    assert "D’où il vient" in page
    assert "Développeur Erlang" in page


def test_sans_moyen_de_le_joindre_il_n_est_pas_cree(web, recherche):
    saisie = {"prenom": "Ywenn", "nom": "Kerlavel", "cle_creation": str(uuid4())}
    reponse = web.post(reverse("resourcing:trouver", args=[recherche.pk]), saisie)
    assert reponse.status_code == 422
    assert "sans eux, on ne peut pas l’appeler" in reponse.content.decode()
    assert 'value="Kerlavel"' in reponse.content.decode()


def test_un_doublon_d_adresse_est_dit(web, recherche):
    FreelanceFactory(email="pris@exemple.test")
    saisie = {"prenom": "A", "nom": "B", "email": "PRIS@exemple.test", "cle_creation": str(uuid4())}
    reponse = web.post(reverse("resourcing:trouver", args=[recherche.pk]), saisie)
    assert "Un freelance a déjà cette adresse e-mail." in reponse.content.decode()


def test_un_freelance_connu_se_rattache_une_fois(web, recherche):
    freelance = FreelanceFactory()
    for _ in range(2):
        web.post(reverse("resourcing:rattacher", args=[recherche.pk]), {"freelance": freelance.pk})
    assert (Apport.objects.count(), Apport.objects.get().nouveau) == (1, False)
    assert not Positionnement.objects.exists()


def test_un_besoin_qui_n_est_pas_qualifie_garde_l_apport_sans_positionner(recherche, commercial):
    """BES-1."""
    type(recherche.besoin).objects.update(statut="a_qualifier")
    recherche.refresh_from_db()
    _, place = rattacher(recherche=recherche, freelance=FreelanceFactory(), par=commercial, positionne=True)
    assert place is False
    assert Apport.objects.count() == 1


def test_la_liste_se_filtre_et_dit_ce_que_chaque_recherche_a_apporte(web, recherche, commercial, canal):
    rattacher(recherche=recherche, freelance=FreelanceFactory(), par=commercial, positionne=True)
    vide = RechercheExterne.objects.create(besoin=BesoinFactory(), source="Réseau", resultat="Rien", auteur=commercial)
    RechercheExterne.objects.create(besoin=BesoinFactory(), motif_omission="Pressé", auteur=commercial)
    toutes = {ligne.pk: ligne for ligne in lignes(web)}
    assert set(toutes) == {recherche.pk, vide.pk}, "a step that was skipped is no search"
    assert (toutes[recherche.pk].apports_n, toutes[recherche.pk].positionnes_n) == (1, 1)
    for filtre in ({"q": "erlang"}, {"canal": canal.pk}, {"apport": "oui"}):
        assert [ligne.pk for ligne in lignes(web, **filtre)] == [recherche.pk], filtre
    assert [ligne.pk for ligne in lignes(web, apport="non")] == [vide.pk]
    page = web.get(reverse("resourcing:canaux")).content.decode().replace("\u202f", " ")
    assert "1 recherche" in page
    assert "1 freelance apporté" in page


def test_un_canal_se_cree_se_renomme_et_se_retire_sans_perdre_ses_recherches(web, recherche, canal):
    web.post(reverse("resourcing:canal_creer"), {"nom": "Forum", "genre": "autre", "cle_creation": str(uuid4())})
    assert CanalSourcing.objects.filter(nom="Forum").exists()
    doublon = web.post(
        reverse("resourcing:canal_creer"), {"nom": "Forum", "genre": "autre", "cle_creation": str(uuid4())}
    )
    assert "Un canal porte déjà ce nom." in doublon.content.decode()
    saisie = {"nom": "LinkedIn Recruiter", "genre": "reseau", "version": canal.version}
    assert web.post(reverse("resourcing:canal_modifier", args=[canal.pk]), saisie).status_code == 302
    assert web.post(reverse("resourcing:canal_modifier", args=[canal.pk]), {**saisie, "nom": "Y"}).status_code == 409
    web.post(reverse("resourcing:canal_retirer", args=[canal.pk]))
    assert ">LinkedIn Recruiter</option>" not in web.get(reverse("resourcing:noter")).content.decode()
    assert lignes(web)[0].source == "LinkedIn"


# --- ESNs ------------------------------------------------------------------------------------------------------------
@pytest.fixture
def esn():
    secteur, _ = SecteurActivite.objects.get_or_create(code="esn", defaults={"nom": "ESN"})
    return EntrepriseFactory(nom="Boréalis Conseil", secteur=secteur)


def test_les_esn_citees_par_les_freelances_attendent_un_verdict(web, esn):
    ExperienceFactory(entreprise=esn)
    ExperienceFactory(entreprise=esn)
    banque, _ = SecteurActivite.objects.get_or_create(code="banque", defaults={"nom": "Banque"})
    ExperienceFactory(entreprise=EntrepriseFactory(nom="Banque Nordique", secteur=banque))
    ExperienceFactory(
        entreprise=ClientFactory(entreprise__nom="Déjà Cliente", entreprise__secteur=esn.secteur).entreprise
    )
    EntrepriseFactory(nom="Sans Freelance", secteur=esn.secteur)
    page = web.get(reverse("resourcing:esn")).content.decode().replace("\u202f", " ")
    assert "Boréalis Conseil" in page
    assert "2 freelances" in page
    for absente in ("Banque Nordique", "Déjà Cliente", "Sans Freelance"):
        assert absente not in page


def test_un_clic_en_fait_un_client_au_verdict_a_etablir(web, esn, commercial):
    ExperienceFactory(entreprise=esn)
    reponse = web.post(reverse("resourcing:esn_client", args=[esn.pk]), follow=True)
    client = Client.objects.get(entreprise=esn)
    assert (client.suivi_par, client.avis.verdict) == (commercial, "indetermine")
    assert "saisissez deux exercices" in reponse.content.decode()
    assert web.post(reverse("resourcing:esn_client", args=[esn.pk])).status_code == 404


def test_deux_clics_font_un_seul_client(esn, commercial):
    premier, nouveau = devenir_client(entreprise=esn, par=commercial)
    second, encore = devenir_client(entreprise=esn, par=UtilisateurFactory())
    assert (premier, nouveau, encore) == (second, True, False)


@pytest.mark.parametrize("nombre", [1, 30])
def test_les_listes_ont_le_meme_nombre_de_requetes(web, commercial, esn, nombre, django_assert_max_num_queries):
    for rang in range(nombre):
        recherche = RechercheExterne.objects.create(besoin=BesoinFactory(), source="Réseau", auteur=commercial)
        rattacher(recherche=recherche, freelance=FreelanceFactory(), par=commercial)
        ExperienceFactory(entreprise=EntrepriseFactory(nom=f"Esn {rang}", secteur=esn.secteur))
    with django_assert_max_num_queries(9):
        web.get(reverse("resourcing:liste"))
    with django_assert_max_num_queries(6):
        web.get(reverse("resourcing:esn"))
    with django_assert_max_num_queries(5):
        web.get(reverse("resourcing:canaux"))
