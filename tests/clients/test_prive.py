"""CLI-5, field by field: what a colleague gets of somebody else's privé, by every way in."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from clients.api import ClientViewSet, ContactViewSet
from clients.models import Contact
from samba.activite.models import Echange
from samba.activite.services import journaliser
from tests.usines import ClientFactory, CompetenceFactory, ContactFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db

CACHES = ("0612345678", "06 12 34 56 78", "+33612345678", "secret@boreale.test", "Notes confidentielles", "Erlang")


@pytest.fixture
def prive(collegue):
    """A DO privé to `collegue`, with something in every hidden field."""
    contact = ContactFactory(
        prenom="Sacha",
        nom="Delorme",
        client=ClientFactory(entreprise__nom="Société Boréale"),
        email="secret@boreale.test",
        mobile="+33612345678",
        telephone="",
        notes="Notes confidentielles",
        prive_a=collegue,
    )
    contact.technologies.add(CompetenceFactory(nom="Erlang"))
    journaliser(auteur=collegue, contact=contact, genre="appel", issue="joint", commentaire="Échange secret")
    return contact


@pytest.fixture
def web(connecter, commercial):
    return connecter(commercial)


def rien_de_cache(texte):
    texte = texte.replace("\u00a0", " ").replace("\u202f", " ")
    for mot in (*CACHES, "Échange secret"):
        assert mot not in texte, mot


def resultats(web, **parametres):
    """The partial: the list without the panel of filters, which names every technology."""
    reponse = web.get(reverse("clients:contacts"), parametres, headers={"HX-Request": "true"})
    assert reponse.status_code == 200
    return reponse.content.decode()


def test_la_liste_montre_nom_entreprise_fonction_et_prive_a_rien_d_autre(web, prive, collegue):
    texte = resultats(web)
    for attendu in ("Sacha Delorme", "Société Boréale", "Responsable staffing", f"Privé à {collegue}"):
        assert attendu in texte
    rien_de_cache(texte)
    assert "aujourd’hui" not in texte
    assert "Donneur d’ordre" not in texte


def test_la_page_masquee_repond_200_sans_rien_de_cache(web, prive, collegue):
    reponse = web.get(reverse("clients:contact", args=[prive.pk]))
    texte = reponse.content.decode()
    assert reponse.status_code == 200
    for attendu in ("Sacha Delorme", "Société Boréale", "Responsable staffing", f"Privé à {collegue}"):
        assert attendu in texte
    rien_de_cache(texte)
    for absent in ("tel:", "mailto:", "Historique", "aujourd’hui", "Journaliser l’appel"):
        assert absent not in texte


def test_la_fiche_du_client_ne_dit_ni_coordonnees_ni_echanges(web, prive):
    texte = web.get(reverse("clients:fiche", args=[prive.client_id])).content.decode()
    assert "Sacha Delorme" in texte
    rien_de_cache(texte)
    assert "joint aujourd’hui" not in texte


@pytest.mark.parametrize("mot", ["0612345678", "06 12 34 56 78", "secret@boreale", "confidentielles"])
def test_la_recherche_dans_les_champs_caches_ne_trouve_pas_le_prive_d_un_autre(web, connecter, prive, collegue, mot):
    """No phone, e-mail or notes search betrays it; its owner finds it."""
    assert "Sacha Delorme" not in resultats(web, q=mot)
    assert "Sacha Delorme" in resultats(connecter(collegue), q=mot)


@pytest.mark.parametrize("mot", ["delorme", "SACHA DELORME", "boreale"])
def test_la_recherche_par_nom_ou_entreprise_le_trouve(web, prive, mot):
    assert "Sacha Delorme" in resultats(web, q=mot)


def test_filtrer_par_technologie_ou_par_silence_ne_le_trahit_pas(web, connecter, prive, collegue):
    technologie = prive.technologies.get().pk
    Contact.objects.filter(pk=prive.pk).update(dernier_joint_le=timezone.now() - timedelta(days=40))
    for parametres in ({"technologie": technologie}, {"silence": "30"}):
        assert "Sacha Delorme" not in resultats(web, **parametres)
        assert "Sacha Delorme" in resultats(connecter(collegue), **parametres)


@pytest.mark.parametrize("tri", ["silence", "-silence"])
def test_le_tri_par_silence_range_le_masque_parmi_les_inconnus(web, prive, tri):
    """Its place in the list is the same whatever its hidden date is."""
    for jours in (1, 10):
        joint = timezone.now() - timedelta(days=jours)
        Contact.objects.filter(pk=ContactFactory(nom=f"Visible{jours}").pk).update(dernier_joint_le=joint)

    def ordre():
        texte = resultats(web, tri=tri)
        return sorted(("Delorme", "Visible1<", "Visible10"), key=lambda nom: texte.index(nom))

    lus = set()
    for jours in (0, 5, 400):
        Contact.objects.filter(pk=prive.pk).update(dernier_joint_le=timezone.now() - timedelta(days=jours))
        lus.add(tuple(ordre()))
    assert len(lus) == 1
    assert lus.pop().index("Delorme") != 1


@pytest.mark.parametrize("nom", ["echange", "contact_modifier", "prendre_prive", "liberer_prive"])
def test_ses_actes_repondent_403_et_n_ecrivent_rien(web, prive, collegue, nom):
    avant = Echange.objects.count()
    donnees = {"genre": "note", "sens": "sortant", "commentaire": "Intrus", "cle_creation": str(uuid4())}
    reponse = web.post(reverse(f"clients:{nom}", args=[prive.pk]), donnees)
    assert reponse.status_code == 403
    rien_de_cache(reponse.content.decode())
    assert Echange.objects.count() == avant
    prive.refresh_from_db()
    assert (prive.prive_a, prive.nom) == (collegue, "Delorme")


@pytest.mark.parametrize("nom", ["echange", "contact_modifier"])
def test_les_pages_de_ses_actes_repondent_403(web, prive, nom):
    assert web.get(reverse(f"clients:{nom}", args=[prive.pk])).status_code == 403


def demander(vue, utilisateur, **kwargs):
    requete = RequestFactory().get("/api/v1/", kwargs.pop("parametres", {}))
    requete.user = utilisateur
    return vue(requete, **kwargs).data


def test_l_api_ne_donne_que_les_champs_visibles(commercial, collegue, prive):
    detail = ContactViewSet.as_view({"get": "retrieve"})
    vu = demander(detail, commercial, pk=prive.pk)
    assert set(vu) == {"id", "prenom", "nom", "client", "client_nom", "fonction", "prive_a", "masque"}
    assert (vu["masque"], vu["prive_a"]) == (True, str(collegue))
    lu = demander(detail, collegue, pk=prive.pk)
    assert (lu["email"], lu["notes"], lu["technologies"]) == (
        "secret@boreale.test",
        "Notes confidentielles",
        ["Erlang"],
    )


def test_l_api_cherche_et_liste_comme_l_ecran(commercial, collegue, prive):
    liste = ContactViewSet.as_view({"get": "list"})
    assert demander(liste, commercial)["nombre"] == 1
    assert demander(liste, commercial, parametres={"q": "0612345678"})["nombre"] == 0
    assert demander(liste, collegue, parametres={"q": "0612345678"})["nombre"] == 1


def test_l_api_laisse_les_archives_hors_des_listes_et_les_lit_par_leur_adresse(collegue, prive):
    for vue, objet in ((ContactViewSet, prive), (ClientViewSet, prive.client)):
        assert demander(vue.as_view({"get": "list"}), collegue)["nombre"] == 1
        type(objet).objects.filter(pk=objet.pk).update(archive_le=timezone.now())
        assert demander(vue.as_view({"get": "list"}), collegue)["nombre"] == 0
        assert demander(vue.as_view({"get": "retrieve"}), collegue, pk=objet.pk)["id"] == objet.pk


def test_l_api_des_clients_dit_le_verdict_et_sa_raison(commercial, prive):
    lu = demander(ClientViewSet.as_view({"get": "retrieve"}), commercial, pk=prive.client_id)
    assert (lu["nom"], lu["verdict"], lu["nombre_do"]) == ("Société Boréale", "indetermine", 1)
    assert lu["verdict_raison"]


@pytest.mark.parametrize(
    ("role", "meme_agence", "lisible"),
    [
        ("manager", True, True),
        ("manager", False, False),
        ("direction", False, True),
        ("commercial", True, False),
        ("qualifieur", True, False),
        ("gestion", True, False),
        ("administrateur", True, False),
    ],
)
def test_qui_lit_le_prive_d_un_commercial(connecter, prive, collegue, role, meme_agence, lisible):
    """The owner's manager and direction read it; every other role gets the masked page."""
    lecteur = UtilisateurFactory(role=role, **({"agence": collegue.agence} if meme_agence else {}))
    texte = connecter(lecteur).get(reverse("clients:contact", args=[prive.pk])).content.decode()
    assert ("Notes confidentielles" in texte) is lisible


def test_un_prive_libere_redevient_lisible_avec_ses_echanges(web, prive):
    """By *today's* owner."""
    Contact.objects.filter(pk=prive.pk).update(prive_a=None)
    texte = web.get(reverse("clients:contact", args=[prive.pk])).content.decode()
    assert "Échange secret" in texte
    assert "Notes confidentielles" in texte


def test_une_demande_pour_le_proprietaire_absent_se_prend_au_nom_du_client(web, prive, collegue, manager):
    """The masked page leads to the client's own form: the privé itself is not touched, his manager is told."""
    adresse = reverse("clients:client_echange", args=[prive.client_id])
    page = web.get(reverse("clients:contact", args=[prive.pk])).content.decode()
    assert f"{adresse}?demande={collegue.pk}" in page
    reponse = web.post(
        adresse,
        {"genre": "appel", "sens": "entrant", "demande_pour": collegue.pk, "cle_creation": str(uuid4())},
    )
    assert reponse.status_code == 302
    relance = manager.relances.get()
    assert (relance.genre, relance.contact, relance.client) == ("demande_entrante", None, prive.client)
