"""A besoin qualified on the phone: kept as a draft, BES-1 shown live, opened after the call."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from besoins.models import Besoin
from clients.models import Contact
from samba.activite.models import Brouillon, Echange
from tests.besoins.situations import pret_a_envoyer
from tests.usines import CompetenceFactory, ContactFactory, MetierFactory, PositionnementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(connecter, commercial):
    return connecter(commercial)


@pytest.fixture
def contact():
    return ContactFactory(prenom="Solveig", nom="Tremblecourt")


def adresse(contact):
    return reverse("besoins:brouillon", args=[contact.pk])


def saisie(**champs):
    java = CompetenceFactory(nom="Java")
    return {
        "intitule": "Développeur Java",
        "taches": "Reprendre l’application",
        "duree_mois": "6",
        "langues": ["en", "de"],
        "competences-TOTAL_FORMS": "2",
        "competences-INITIAL_FORMS": "0",
        "competences-0-competence": str(java.pk),
        "competences-0-importance": "indispensable",
        "competences-0-niveau": "3",
        "competences-1-competence": "",
        "competences-1-importance": "souhaitee",
        "competences-1-niveau": "2",
        **champs,
    }


def test_ce_qui_manque_se_dit_a_mesure_que_l_on_tape_et_rien_n_est_un_besoin(web, contact):
    vide = web.get(adresse(contact)).content.decode().replace("\u202f", " ")
    assert "Il manque 11 informations" in vide
    suite = web.post(adresse(contact), saisie()).content.decode().replace("\u202f", " ")
    assert "Il manque 7 informations" in suite
    assert not Besoin.objects.exists()


def test_le_brouillon_revient_sur_le_cockpit_avec_ses_competences(web, contact):
    metier = MetierFactory(nom="Concepteur développeur")
    web.post(adresse(contact), saisie(metier=str(metier.pk), tjm_vente="620,50", sans_langue=""))
    page = web.get(adresse(contact)).content.decode()
    for attendu in (
        'value="Développeur Java"',
        "Reprendre l’application",
        ">Java<",
        ">Concepteur développeur<",
        "620,50",
    ):
        assert attendu in page, attendu
    cockpit = web.get(reverse("clients:appel", args=[contact.pk])).content.decode()
    assert 'hx-trigger="load, qualifier"' in cockpit


def test_apres_l_appel_le_besoin_s_ouvre_tel_qu_on_l_a_note(web, contact, commercial):
    web.post(adresse(contact), saisie())
    appel = {"sens": "sortant", "issue": "joint", "suite": "besoin", "cle_creation": str(uuid4())}
    suite = web.post(reverse("clients:appel", args=[contact.pk]), appel)["Location"]
    page = web.get(suite)
    assert "Voici ce que vous avez noté pendant l’appel" in page.content.decode()
    form = page.context["form"]
    donnees = {nom: form[nom].value() or "" for nom in form.fields if form[nom].value() not in (None, [])}
    lignes = form.competences.formset
    donnees |= {f"{lignes.prefix}-TOTAL_FORMS": len(lignes.forms), f"{lignes.prefix}-INITIAL_FORMS": 0}
    for ligne in lignes.forms:
        donnees |= {ligne.add_prefix(nom): ligne[nom].value() for nom in ligne.fields}
    assert web.post(suite, donnees).status_code == 302
    besoin = Besoin.objects.get()
    assert (besoin.intitule, besoin.duree_mois, besoin.langues) == ("Développeur Java", 6, ["en", "de"])
    assert [(une.competence.nom, une.niveau) for une in besoin.competences.all()] == [("Java", 3)]
    assert besoin.echange_origine == Echange.objects.get()
    assert not Brouillon.objects.exists()


def test_le_brouillon_est_a_celui_qui_tape_et_pas_au_permanent(web, connecter, contact, collegue):
    web.post(adresse(contact), saisie())
    assert "Développeur Java" not in connecter(collegue).get(adresse(contact)).content.decode()
    assert web.get(adresse(ContactFactory(nature="permanent"))).status_code == 404


@pytest.mark.parametrize("valeur", ["²", "999999999999999999999", "\0", "x" * 300])
def test_une_saisie_extravagante_ne_casse_rien(web, contact, valeur):
    champs = {"metier": valeur, "client_final": valeur, "tjm_vente": valeur, "competences-0-competence": valeur}
    assert web.post(adresse(contact), saisie(**champs)).status_code == 200
    assert web.get(adresse(contact)).status_code == 200
    assert web.get(f"{reverse('besoins:creer')}?contact={contact.pk}").status_code == 200


# --- The same cockpit for a freelance (FRE-2) ------------------------------------------------------------------------
def test_le_cockpit_d_un_freelance_a_son_script_et_la_liste_de_controle(web, commercial):
    positionnement = pret_a_envoyer(commercial, prenom="Ywenn", nom="Kerlavel")
    page = web.get(reverse("besoins:appel", args=[positionnement.pk])).content.decode()
    for attendu in (
        f"Bonjour Ywenn, {commercial}, de SAMBA Conseil",
        f"la mission «\u00a0{positionnement.besoin.intitule}\u00a0»",
        "SIRET ou portage vérifié",
        'form="form-appel"',
        "data-chrono",
    ):
        assert attendu in page, attendu


def test_l_appel_au_freelance_garde_son_brouillon_et_sa_duree(web, commercial):
    positionnement = PositionnementFactory(besoin__proprietaire=commercial)
    page, garder = (reverse(f"besoins:{nom}", args=[positionnement.pk]) for nom in ("appel", "appel_brouillon"))
    assert (
        web.post(garder, {"version": "1", "commentaire": "Libre en janvier", "tjm_demande": "510"}).status_code == 204
    )
    relue = web.get(page).content.decode()
    assert "Libre en janvier" in relue
    assert 'value="510"' in relue
    saisie_appel = {"version": "1", "issue": "joint", "journaliser": "on", "duree": "240", "commentaire": "Libre"}
    assert web.post(page, saisie_appel).status_code == 302
    assert Echange.objects.get().duree == 240
    assert not Brouillon.objects.exists()


def test_un_brouillon_d_avant_l_enregistrement_d_un_autre_ne_revient_pas(web, connecter, commercial, collegue):
    """Somebody saved the call since: what I had typed on the older version is not put over it."""
    positionnement = PositionnementFactory(besoin__proprietaire=commercial)
    page, garder = (reverse(f"besoins:{nom}", args=[positionnement.pk]) for nom in ("appel", "appel_brouillon"))
    web.post(garder, {"version": "1", "commentaire": "Vieux brouillon"})
    connecter(collegue).post(page, {"version": "1", "issue": "joint", "commentaire": "Fait"})
    assert "Vieux brouillon" not in web.get(page).content.decode()


def test_un_contact_devenu_prive_d_un_autre_ferme_le_brouillon(web, contact, collegue):
    web.post(adresse(contact), saisie())
    Contact.objects.filter(pk=contact.pk).update(prive_a=collegue)
    assert web.get(adresse(contact)).status_code == 403
