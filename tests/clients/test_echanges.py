"""CLI-7 and CLI-1: the call form on a contact's file and at the standard."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from samba.activite.models import Echange, Relance
from samba.activite.services import creer_relance, journaliser
from tests.usines import ClientFactory, ContactFactory, ExerciceFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(connecter, commercial):
    return connecter(commercial)


@pytest.fixture
def contact():
    return ContactFactory(prenom="Sacha", nom="Delorme")


def appel(**champs):
    return {
        "genre": "appel",
        "sens": "sortant",
        "issue": "joint",
        "commentaire": "Il cherche un développeur Java.",
        "suite": "rien",
        "cle_creation": str(uuid4()),
    } | champs


def dans(jours):
    return (timezone.localdate() + timedelta(days=jours)).isoformat()


def adresse(contact):
    return reverse("clients:echange", args=[contact.pk])


def test_un_appel_journalise_se_lit_aussitot_sur_la_fiche(web, contact, commercial):
    """CLI-7, and the derived dates of CLI-6."""
    reponse = web.post(adresse(contact), appel(objections=["trop_cher", "pas_de_besoin"]))
    assert reponse.url == reverse("clients:contact", args=[contact.pk])
    echange = Echange.objects.get()
    assert (echange.auteur, echange.client, echange.suite) == (commercial, contact.client, "rien")
    contact.refresh_from_db()
    assert contact.dernier_joint_le == contact.dernier_essai_le == echange.le
    texte = web.get(reponse.url).content.decode()
    for attendu in ("Il cherche un développeur Java.", "Les freelances sont chers", "Joint", str(commercial)):
        assert attendu in texte


def test_par_htmx_la_chronologie_revient_avec_la_nouvelle_ligne_et_un_formulaire_vide(web, contact):
    reponse = web.post(adresse(contact), appel(), headers={"HX-Request": "true"})
    texte = reponse.content.decode()
    assert reponse.status_code == 200
    assert "<html" not in texte
    assert 'id="chronologie" hx-swap-oob="true"' in texte
    assert texte.count("Il cherche un développeur Java.") == 1
    assert "journalisé" in texte


@pytest.mark.parametrize(
    ("champs", "champ"),
    [
        ({"issue": ""}, "issue"),
        ({"issue": "peut-être"}, "issue"),
        ({"suite": ""}, "suite"),
        ({"suite": "relance"}, "relance_le"),
        ({"suite": "relance", "relance_le": "2020-01-01"}, "relance_le"),
        ({"suite": "relance", "relance_le": "demain"}, "relance_le"),
        ({"objections": ["inventee"]}, "objections"),
        ({"genre": "note", "commentaire": " "}, "commentaire"),
        ({"genre": "telepathie"}, "genre"),
        ({"cle_creation": ""}, "cle_creation"),
    ],
)
@pytest.mark.parametrize("entetes", [{}, {"HX-Request": "true"}])
def test_un_appel_incomplet_revient_avec_ce_qui_etait_tape(web, contact, champs, champ, entetes):
    """CLI-7: an outcome and a next step, said explicitly."""
    reponse = web.post(adresse(contact), appel() | {"commentaire": "Gardez ceci"} | champs, headers=entetes)
    assert reponse.status_code == 422
    assert champ in reponse.context["form"].errors
    if "commentaire" not in champs:
        assert "Gardez ceci" in reponse.content.decode()
    assert not Echange.objects.exists()


def test_un_e_mail_ou_une_note_ne_demande_ni_issue_ni_suite(web, contact):
    for genre in ("courriel", "rendez_vous", "note"):
        web.post(adresse(contact), appel(genre=genre, issue="", suite=""))
    assert Echange.objects.count() == 3


def test_une_suite_relance_pose_la_relance_de_l_auteur(web, contact, commercial):
    web.post(adresse(contact), appel(suite="relance", relance_le=dans(3)))
    relance = Relance.objects.get()
    assert (relance.pour, relance.contact, relance.echeance.isoformat()) == (commercial, contact, dans(3))
    assert relance.libelle == "Rappeler Sacha Delorme"
    assert relance.origine == Echange.objects.get()


@pytest.mark.parametrize("entetes", [{}, {"HX-Request": "true"}])
def test_une_suite_besoin_mene_a_l_ouverture_du_besoin(web, contact, entetes):
    reponse = web.post(adresse(contact), appel(suite="besoin"), headers=entetes)
    cible = reponse.headers.get("HX-Redirect") or reponse.url
    assert cible == f"{reverse('besoins:creer')}?contact={contact.pk}&echange={Echange.objects.get().pk}"


def test_un_permanent_ne_commande_pas_la_suite_besoin_n_est_pas_offerte(web):
    """BES-1."""
    permanent = ContactFactory(nature="permanent", fonction=None)
    assert web.post(adresse(permanent), appel(suite="besoin")).status_code == 422


def test_un_double_clic_fait_un_echange_et_une_relance(web, contact):
    donnees = appel(suite="relance", relance_le=dans(2))
    web.post(adresse(contact), donnees)
    assert web.post(adresse(contact), donnees).status_code == 302
    assert (Echange.objects.count(), Relance.objects.count()) == (1, 1)


def test_une_demande_pour_un_absent_devient_une_relance_de_son_manager(web, contact, collegue, manager):
    web.post(adresse(contact), appel(sens="entrant", issue="", suite="", demande_pour=collegue.pk))
    relance = Relance.objects.get()
    assert (relance.pour, relance.genre, relance.echeance) == (manager, "demande_entrante", timezone.localdate())
    assert str(collegue) in relance.libelle
    assert Echange.objects.get().issue == "joint"


def test_sans_manager_la_demande_va_au_collegue_et_c_est_dit(web, contact, collegue):
    reponse = web.post(adresse(contact), appel(sens="entrant", demande_pour=collegue.pk), follow=True)
    assert Relance.objects.get().pour == collegue
    assert "n’a pas de manager" in reponse.content.decode()


def test_une_demande_pour_un_collegue_est_forcement_entrante(web, contact, collegue):
    assert web.post(adresse(contact), appel(demande_pour=collegue.pk)).status_code == 422


@pytest.fixture
def deconseille(contact):
    """CA up, headcount down: not to be prospected (CLI-1)."""
    ExerciceFactory(client=contact.client, annee=2024, chiffre_affaires=100, effectif=10)
    ExerciceFactory(client=contact.client, annee=2025, chiffre_affaires=120, effectif=8)
    return contact


def test_appeler_malgre_le_verdict_demande_une_raison_qui_est_journalisee(web, deconseille):
    """CLI-1."""
    refus = web.post(adresse(deconseille), appel())
    assert refus.status_code == 422
    assert "motif" in refus.context["form"].errors
    web.post(adresse(deconseille), appel(motif="Nouveau directeur"))
    commentaire = Echange.objects.get().commentaire
    assert "malgré le verdict" in commentaire
    assert "Nouveau directeur" in commentaire
    assert "Il cherche un développeur Java." in commentaire


@pytest.mark.parametrize("champs", [{"sens": "entrant"}, {"genre": "note"}, {"genre": "rendez_vous"}])
def test_ce_qui_n_est_pas_une_approche_ne_demande_pas_de_raison(web, deconseille, champs):
    assert web.post(adresse(deconseille), appel(**champs)).status_code == 302


@pytest.mark.parametrize(
    ("champs", "statut"),
    [
        ({}, 422),
        ({"genre": "courriel", "issue": ""}, 422),
        ({"sens": "entrant"}, 302),
        ({"genre": "note", "issue": ""}, 302),
    ],
)
def test_qui_ne_veut_plus_etre_contacte_ne_l_est_plus(web, champs, statut):
    contact = ContactFactory(ne_plus_contacter=True, mobile="+33612345678")
    assert web.post(adresse(contact), appel(**champs)).status_code == statut
    assert "tel:" not in web.get(reverse("clients:contact", args=[contact.pk])).content.decode()


def test_journaliser_depuis_une_relance_la_termine(web, contact, commercial):
    relance = creer_relance(pour=commercial, echeance=timezone.localdate(), libelle="Rappeler", contact=contact)
    page = web.get(adresse(contact), {"relance": relance.pk}).content.decode()
    assert f'name="relance" value="{relance.pk}"' in page
    web.post(adresse(contact), appel(relance=relance.pk))
    relance.refresh_from_db()
    assert relance.statut == "faite"


def test_la_relance_d_un_autre_n_est_pas_terminee(web, contact, collegue):
    relance = creer_relance(pour=collegue, echeance=timezone.localdate(), libelle="Rappeler", contact=contact)
    web.post(adresse(contact), appel(relance=relance.pk))
    relance.refresh_from_db()
    assert relance.statut == "a_faire"


def test_au_standard_l_echange_est_celui_du_client(web):
    client = ClientFactory()
    reponse = web.post(reverse("clients:client_echange", args=[client.pk]), appel(issue="barrage"))
    assert reponse.url == reverse("clients:fiche", args=[client.pk])
    assert (Echange.objects.get().client, Echange.objects.get().contact) == (client, None)
    assert web.post(reverse("clients:client_echange", args=[client.pk]), appel(suite="besoin")).status_code == 422


def test_la_chronologie_ne_fait_pas_de_requete_par_echange(web, contact, commercial):
    page = reverse("clients:contact", args=[contact.pk])
    journaliser(auteur=commercial, contact=contact, genre="note", commentaire="Un")
    web.get(page)
    with CaptureQueriesContext(connection) as un:
        web.get(page)
    for _ in range(14):
        journaliser(auteur=UtilisateurFactory(), contact=contact, genre="note", commentaire="Encore")
    with CaptureQueriesContext(connection) as quinze:
        web.get(page)
    assert len(un) == len(quinze)


def test_les_echanges_anciens_s_ouvrent_a_la_demande(web, contact, commercial):
    for rang in range(20):
        journaliser(auteur=commercial, contact=contact, genre="note", commentaire=f"Note {rang:02}.")
    page = reverse("clients:contact", args=[contact.pk])
    assert "Note 00." not in web.get(page).content.decode()
    assert "Note 00." in web.get(page, {"echanges": "tous"}).content.decode()


def test_par_htmx_la_relance_posee_apparait_aussi(web, contact):
    donnees = appel(suite="relance", relance_le=dans(3))
    texte = web.post(adresse(contact), donnees, headers={"HX-Request": "true"}).content.decode()
    assert 'id="relances-contact" hx-swap-oob="true"' in texte
    assert "Rappeler Sacha Delorme" in texte
