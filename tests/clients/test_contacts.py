"""Contacts: form, fonctions, privé taken and released."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from clients.models import Contact, Fonction
from clients.services import prendre_prive
from referentiels.models import Competence
from tests.usines import ClientFactory, CompetenceFactory, ContactFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(connecter, commercial):
    return connecter(commercial)


@pytest.fixture
def client():
    return ClientFactory(type="esn_classique", entreprise__nom="Société Boréale")


def fonction(libelle, famille="classique"):
    return Fonction.objects.get(libelle=libelle, famille=famille)


def saisie(chez, **champs):
    return {
        "client": chez.pk,
        "nature": "do",
        "nom": "Delorme",
        "prenom": "Sacha",
        "email": "sacha@boreale.test",
        "mobile": "06 12 34 56 78",
        "cle_creation": str(uuid4()),
    } | champs


def test_un_do_se_cree_avec_une_fonction_de_son_type_d_entreprise(web, client):
    """CLI-4."""
    reponse = web.post(reverse("clients:contact_creer"), saisie(client, fonction=fonction("Responsable staffing").pk))
    contact = Contact.objects.get()
    assert reponse.url == reverse("clients:contact", args=[contact.pk])
    texte = web.get(reponse.url).content.decode()
    for attendu in ("Sacha Delorme", "Responsable staffing", "tel:+33612345678", "Journaliser l’appel"):
        assert attendu in texte


@pytest.mark.parametrize(("libelle", "famille"), [("Manager", "conseil"), ("Ingénieur d’études", "classique")])
def test_une_fonction_d_un_autre_type_ou_d_une_autre_nature_est_refusee(web, client, libelle, famille):
    """CLI-4: neither another kind of company's, nor a permanent's for a DO."""
    reponse = web.post(reverse("clients:contact_creer"), saisie(client, fonction=fonction(libelle, famille).pk))
    assert reponse.status_code == 422
    assert "fonction" in reponse.context["form"].errors
    assert not Contact.objects.exists()


def test_la_liste_des_fonctions_suit_le_client_et_la_nature(web, client):
    """CLI-4: the fragment that htmx asks for."""
    adresse = reverse("clients:fonctions")
    do = web.get(adresse, {"client": client.pk, "nature": "do"}).content.decode()
    assert "Responsable staffing" in do
    assert "Ingénieur d’études" not in do
    assert "Ingénieur d’études" in web.get(adresse, {"client": client.pk, "nature": "permanent"}).content.decode()
    final = ClientFactory(type="nationale")
    assert "Directeur des achats" in web.get(adresse, {"client": final.pk, "nature": "do"}).content.decode()
    assert web.get(adresse, {"client": "x", "nature": "do"}).status_code == 200


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"mobile": "0612"}, "Ce numéro n’est pas valable"),
        ({"email": "pas une adresse"}, "adresse"),
        ({"client": ""}, "obligatoire"),
        ({"client": "999999"}, "choix valide"),
        ({"nom": ""}, "obligatoire"),
    ],
)
def test_une_mauvaise_saisie_revient_avec_ce_qui_etait_tape(web, client, champs, message):
    reponse = web.post(reverse("clients:contact_creer"), saisie(client, notes="À rappeler mardi", **champs))
    texte = reponse.content.decode()
    assert reponse.status_code == 422
    assert message in texte
    assert "À rappeler mardi" in texte


def test_une_adresse_deja_prise_nomme_le_contact_avec_un_lien(web, client):
    autre = ContactFactory(email="sacha@boreale.test", prenom="Lou", nom="Marchand")
    texte = web.post(reverse("clients:contact_creer"), saisie(client, email="SACHA@boreale.test")).content.decode()
    assert "Lou Marchand" in texte
    assert reverse("clients:contact", args=[autre.pk]) in texte


def test_une_adresse_prise_par_le_prive_d_un_autre_ne_dit_que_prive_a(web, client, collegue):
    """CLI-5: the duplicate message of a masked privé."""
    autre = ContactFactory(email="sacha@boreale.test", prenom="Lou", nom="Marchand", prive_a=collegue)
    reponse = web.post(reverse("clients:contact_creer"), saisie(client))
    texte = reponse.content.decode()
    assert reponse.context["form"].errors["email"] == [f"Adresse déjà connue : privé à {collegue}."]
    assert "Marchand" not in texte
    assert reverse("clients:contact", args=[autre.pk]) not in texte


def test_poster_deux_fois_fait_un_seul_contact(web, client):
    donnees = saisie(client)
    assert (
        web.post(reverse("clients:contact_creer"), donnees).url
        == web.post(reverse("clients:contact_creer"), donnees).url
    )
    assert Contact.objects.count() == 1


def test_la_seconde_personne_a_modifier_voit_les_deux_versions(web, client):
    contact = ContactFactory(client=client, fonction=None)
    adresse = reverse("clients:contact_modifier", args=[contact.pk])
    assert web.post(adresse, saisie(client, version=1, notes="Version une")).status_code == 302
    reponse = web.post(adresse, saisie(client, version=1, notes="Version deux"))
    assert reponse.status_code == 409
    assert "Version une" in reponse.content.decode()
    assert "Version deux" in reponse.content.decode()
    contact.refresh_from_db()
    assert contact.notes == "Version une"
    reprise = web.post(
        adresse, saisie(client, version=reponse.context["form"]["version"].value(), notes="Version deux")
    )
    assert reprise.status_code == 302


def test_prendre_puis_liberer_un_prive(web, commercial):
    contact = ContactFactory()
    web.post(reverse("clients:prendre_prive", args=[contact.pk]))
    contact.refresh_from_db()
    assert (contact.prive_a, contact.version) == (commercial, 2)
    assert contact.prive_depuis is not None
    web.post(reverse("clients:prendre_prive", args=[contact.pk]))
    contact.refresh_from_db()
    assert contact.version == 2
    web.post(reverse("clients:liberer_prive", args=[contact.pk]))
    contact.refresh_from_db()
    assert (contact.prive_a, contact.prive_depuis, contact.version) == (None, None, 3)


def test_de_deux_qui_prennent_ensemble_un_seul_gagne_et_l_autre_l_apprend(web, commercial, collegue):
    """CLI-5: the second read the contact while it was free."""
    contact = ContactFactory()
    lu_libre = Contact.objects.get(pk=contact.pk)
    assert prendre_prive(contact, collegue)
    assert not prendre_prive(lu_libre, commercial)
    assert lu_libre.prive_a == collegue
    reponse = web.post(reverse("clients:prendre_prive", args=[contact.pk]))
    assert reponse.status_code == 403
    assert f"est déjà privé à {collegue}" in reponse.content.decode()


def test_le_manager_de_l_agence_arbitre_celui_d_une_autre_non(connecter, commercial, manager):
    contact = ContactFactory(prive_a=commercial)
    adresse = reverse("clients:liberer_prive", args=[contact.pk])
    assert connecter(UtilisateurFactory(role="manager")).post(adresse).status_code == 403
    assert connecter(manager).post(adresse).status_code == 302
    contact.refresh_from_db()
    assert contact.prive_a is None


def test_un_get_ne_prend_rien(web):
    contact = ContactFactory()
    for nom in ("prendre_prive", "liberer_prive"):
        assert web.get(reverse(f"clients:{nom}", args=[contact.pk])).status_code == 405
    assert web.post(reverse("clients:prendre_prive", args=[0])).status_code == 404


@pytest.mark.parametrize("role", ["qualifieur", "gestion", "direction", "administrateur"])
def test_qui_ne_prospecte_pas_ne_prend_ni_ne_modifie(connecter, commercial, role):
    contact = ContactFactory()
    web = connecter(UtilisateurFactory(role=role, agence=commercial.agence))
    assert web.get(reverse("clients:contact", args=[contact.pk])).status_code == 200
    for nom in ("prendre_prive", "liberer_prive", "echange", "contact_modifier"):
        assert web.post(reverse(f"clients:{nom}", args=[contact.pk])).status_code == 403


def test_les_technologies_d_un_contact_se_choisissent_et_se_tapent(web, client, commercial):
    kubernetes = CompetenceFactory(nom="Kubernetes", synonymes=["k8s"])
    adresse = reverse("clients:contact_creer")
    fautif = web.post(adresse, saisie(client, nom="", technologies=[kubernetes.pk, "Zig"]))
    assert fautif.status_code == 422
    assert '<option value="Zig" selected data-marque="à ranger">Zig</option>' in fautif.content.decode()
    assert not Competence.objects.filter(nom="Zig").exists()
    reponse = web.post(adresse, saisie(client, technologies=[kubernetes.pk, "Zig", "K8S"]))
    assert [t.nom for t in Contact.objects.get().technologies.order_by("nom")] == ["Kubernetes", "Zig"]
    assert Competence.objects.get(nom="Zig").proposee_par == commercial
    page = web.get(reponse.url).content.decode()
    assert "Kubernetes" in page and "à ranger" in page


def test_le_formulaire_d_un_contact_ne_porte_que_les_technologies_choisies(web, client):
    contact = ContactFactory(client=client)
    contact.technologies.add(CompetenceFactory(nom="Erlang"))
    CompetenceFactory(nom="Prolog")
    page = web.get(reverse("clients:contact_modifier", args=[contact.pk])).content.decode()
    assert "Erlang" in page and "Prolog" not in page
