"""The call cockpit (CLI-7): what it shows, what it writes, what it keeps."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from clients.appel.enums import TOUCHES_OBJECTIONS, GenreTexte, Interlocuteur
from clients.appel.presentation import jour_ouvre, memento
from clients.appel.textes import remplir, repliques
from clients.appel.textes_initiaux import TEXTES, charger
from clients.models import Contact, TexteAppel
from samba.activite.enums import Objection
from samba.activite.models import Brouillon, Echange
from samba.activite.services import creer_relance, journaliser
from samba.courriels.models import Courriel
from samba.documents.services import deposer_octets
from samba.parametres.models import Parametres, parametres
from tests.usines import ClientFactory, CompetenceFactory, ContactFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact():
    return ContactFactory(civilite="mme", prenom="Solveig", nom="Tremblecourt", mobile="+33612345678", telephone="")


@pytest.fixture
def web(connecter, commercial):
    return connecter(commercial)


def adresse(contact, nom="appel"):
    return reverse(f"clients:{nom}", args=[contact.pk])


def appel(**champs):
    base = {"sens": "sortant", "issue": "joint", "suite": "rien", "cle_creation": str(uuid4())}
    return {**base, **champs}


# --- Before, during --------------------------------------------------------------------------------------------------
def test_le_cockpit_montre_ce_qu_on_sait_avant_d_appeler(web, contact, commercial):
    contact.technologies.add(CompetenceFactory(nom="Erlang"))
    journaliser(
        auteur=commercial, contact=contact, genre="appel", issue="joint", commentaire="Cherche un profil télécom.",
        objections=["trop_cher"],
    )  # fmt: skip
    page = web.get(adresse(contact)).content.decode()
    for attendu in ("Erlang", "Cherche un profil télécom.", "tel:+33612345678", "Mme Tremblecourt", str(commercial)):
        assert attendu in page
    assert "déjà dite (1)" in page, "an objection heard before is to be expected"


def test_les_onze_objections_ont_leur_touche_et_leurs_reponses():
    """The 8 of source 000 and the three of CLI-7, one key each, no key twice."""
    assert len(TOUCHES_OBJECTIONS) == len(set(TOUCHES_OBJECTIONS.values())) == len(Objection) == 11
    lu = memento({}, Interlocuteur.DO)
    assert [o.code for o in lu.objections] == Objection.values
    assert all(o.reponses for o in lu.objections)


def test_il_y_a_un_script_par_interlocuteur_et_une_reponse_aux_quatre_questions(web, contact):
    page = web.get(adresse(contact)).content.decode()
    for interlocuteur in (i for i in Interlocuteur if i != Interlocuteur.FREELANCE):
        assert f'data-script-texte="{interlocuteur.value}"' in page
        assert TexteAppel.objects.filter(genre=GenreTexte.SCRIPT, cle=interlocuteur).exists()
    for question in ("Qui êtes-vous", "Comment travaillez-vous", "Qui sont vos consultants", "Et votre marge"):
        assert question in page


def test_un_standardiste_a_son_script_en_premier_et_pas_de_besoin(web):
    """BES-1: only a DO orders."""
    page = web.get(adresse(ContactFactory(nature="standardiste"))).content.decode()
    assert re.search(r'class="appel-puce actif" data-script="standardiste"', page)
    assert "Ouvrir un besoin" not in page
    assert "data-qualification" not in page


def test_les_textes_se_remplissent_sans_rien_evaluer():
    dit = remplir("Bonjour {interlocuteur}, {moi} de {firme}. {mission}", {"moi": "Alix {firme}", "firme": "X"})
    assert dit == "Bonjour la personne que je cherche, Alix {firme} de X. la mission"
    assert repliques("Un\nsuite\r\n\r\nDeux\n \n\nTrois") == ["Un suite", "Deux", "Trois"]


def test_les_repliques_ont_les_espaces_du_francais():
    assert repliques("« Oui ? » : non !") == ["«\u00a0Oui\u202f?\u00a0»\u00a0: non\u202f!"]


@pytest.mark.parametrize("dans", range(1, 15))
def test_on_ne_propose_jamais_un_jour_de_fin_de_semaine(dans):
    assert jour_ouvre(dans).weekday() < 5


# --- After -----------------------------------------------------------------------------------------------------------
def test_un_appel_s_enregistre_avec_sa_duree_ses_objections_et_sa_relance(web, contact, commercial):
    demain = timezone.localdate() + timedelta(days=1)
    saisie = appel(
        suite="relance", relance_le=demain.isoformat(), objections=["trop_cher", "fournisseurs"], duree="95",
        commentaire="À rappeler.",
    )  # fmt: skip
    reponse = web.post(adresse(contact), saisie)
    assert reponse.status_code == 302
    echange = Echange.objects.get()
    assert (echange.duree, echange.issue, echange.objections) == (95, "joint", ["trop_cher", "fournisseurs"])
    assert commercial.relances.get().echeance == demain
    contact.refresh_from_db()
    assert contact.dernier_joint_le == echange.le


@pytest.mark.parametrize(
    ("champs", "dit"),
    [
        ({"issue": ""}, "Dites comment l’appel s’est terminé."),
        ({"suite": ""}, "Choisissez la suite"),
        ({"suite": "relance", "relance_le": ""}, "Indiquez le jour de la relance."),
        ({"suite": "relance", "relance_le": "2020-01-01"}, "Ce jour est passé"),
        ({"duree": "999999"}, "inférieure ou égale"),
    ],
)
def test_une_mauvaise_saisie_est_dite_et_rien_n_est_perdu(web, contact, champs, dit):
    reponse = web.post(adresse(contact), appel(commentaire="Texte tapé", **champs))
    assert reponse.status_code == 422
    assert dit in reponse.content.decode()
    assert "Texte tapé" in reponse.content.decode()
    assert not Echange.objects.exists()


def test_un_double_clic_fait_un_seul_appel_et_un_seul_courriel(web, contact):
    saisie = appel(merci="on", merci_objet="Merci", merci_corps="Bonne journée")
    for _ in range(2):
        assert web.post(adresse(contact), saisie).status_code == 302
    assert Echange.objects.filter(genre="appel").count() == 1
    assert Courriel.objects.count() == 1
    autre = web.post(adresse(contact), {**saisie, "commentaire": "Autre chose"})
    assert autre.status_code == 409
    assert "déjà été journalisé" in autre.content.decode()


def test_appeler_malgre_le_verdict_demande_une_raison_qui_est_gardee(web):
    """CLI-1."""
    contact = ContactFactory(client=ClientFactory(publie_missions=True))
    assert "Pourquoi l’appeler quand même" in web.get(adresse(contact)).content.decode()
    assert web.post(adresse(contact), appel()).status_code == 422
    web.post(adresse(contact), appel(motif="Recommandé par un client"))
    assert "Recommandé par un client" in Echange.objects.get().commentaire


def test_l_appel_termine_les_relances_cochees(web, contact, commercial):
    faite = creer_relance(pour=commercial, echeance=timezone.localdate(), libelle="Rappeler", contact=contact)
    autre = creer_relance(pour=commercial, echeance=timezone.localdate(), libelle="Autre", contact=contact)
    page = web.get(adresse(contact)).content.decode()
    assert page.count('name="relances"') == 2
    web.post(adresse(contact), appel(relances=[faite.pk]))
    faite.refresh_from_db()
    autre.refresh_from_db()
    assert (faite.statut, autre.statut) == ("faite", "a_faire")


def test_la_relance_d_un_collegue_ne_se_termine_pas_ainsi(web, contact, collegue):
    a_lui = creer_relance(pour=collegue, echeance=timezone.localdate(), libelle="La sienne", contact=contact)
    assert web.post(adresse(contact), appel(relances=[a_lui.pk])).status_code == 422


@pytest.mark.parametrize(
    ("suite_page", "attendue"),
    [("/clients/activite/generale/", "/clients/activite/generale/"), ("https://ailleurs.test/", None), ("", None)],
)
def test_apres_l_appel_on_va_au_suivant_parmi_nos_pages(web, contact, suite_page, attendue):
    reponse = web.post(adresse(contact), appel(suite_page=suite_page))
    assert reponse["Location"] == (attendue or adresse(contact, "contact"))


def test_la_suite_besoin_mene_au_besoin_de_cet_appel(web, contact):
    reponse = web.post(adresse(contact), appel(suite="besoin"))
    assert f"contact={contact.pk}&echange={Echange.objects.get().pk}" in reponse["Location"]
    assert web.get(reponse["Location"]).status_code == 200


# --- Thanks ----------------------------------------------------------------------------------------------------------
def test_le_merci_part_avec_la_plaquette_de_la_firme(web, contact, commercial):
    firme = parametres()
    firme.plaquette = deposer_octets("Plaquette.pdf", b"%PDF-1.4 essai", "application/pdf", None)
    firme.save()
    page = web.get(adresse(contact)).content.decode()
    assert "Plaquette.pdf" in page
    assert "et notre plaquette" in page
    web.post(adresse(contact), appel(merci="on", merci_objet="Merci pour l’échange", merci_corps="À bientôt."))
    courriel = Courriel.objects.get()
    assert (courriel.destinataire, courriel.objet, courriel.auteur) == (
        contact.email,
        "Merci pour l’échange",
        commercial,
    )
    assert [piece.nom for piece in courriel.pieces.all()] == ["Plaquette.pdf"]
    assert b"Plaquette.pdf" in bytes(courriel.mime)
    assert courriel.echange.contact == contact


def test_la_plaquette_se_lit_par_chacun_et_par_personne_d_autre(web, client):
    document = deposer_octets("Plaquette.pdf", b"%PDF-1.4 essai", "application/pdf", None)
    telecharger = reverse("documents:telecharger", args=[document.pk])
    assert web.get(telecharger).status_code == 404
    parametres()
    Parametres.objects.update(plaquette=document)
    assert web.get(telecharger).status_code == 200
    assert client.get(telecharger).status_code == 302


def test_l_administrateur_depose_la_plaquette_et_un_fichier_louche_est_refuse(connecter):
    admin = connecter(UtilisateurFactory(role="administrateur"))
    page = reverse("admin:parametres_parametres_change", args=[parametres().pk])
    champs = {
        nom: valeur for nom, valeur in admin.get(page).context["adminform"].form.initial.items() if valeur is not None
    }
    del champs["relance_cv_ouvres"], champs["cv_logo"]
    louche = admin.post(page, {**champs, "nouvelle_plaquette": ContentFile(b"MZ\x90\x00", name="plaquette.pdf")})
    assert louche.status_code == 200
    assert parametres().plaquette is None
    texte = ContentFile("Nous plaçons des consultants.".encode(), name="plaquette.txt")
    assert admin.post(page, {**champs, "nouvelle_plaquette": texte}).status_code == 302
    assert parametres().plaquette.nom == "plaquette.txt"


def test_sans_adresse_le_merci_la_demande_et_la_garde(web):
    contact = ContactFactory(email="")
    sans = web.post(adresse(contact), appel(merci="on", merci_objet="Merci", merci_corps="x"))
    assert sans.status_code == 422
    assert "Demandez son adresse e-mail" in sans.content.decode()
    pris = ContactFactory(email="deja@client.test").email.upper()
    doublon = web.post(adresse(contact), appel(merci="on", merci_objet="Merci", merci_corps="x", destinataire=pris))
    assert "Un autre contact a déjà cette adresse" in doublon.content.decode()
    web.post(adresse(contact), appel(merci="on", merci_objet="Merci", merci_corps="x", destinataire="neuf@client.test"))
    assert Contact.objects.get(pk=contact.pk).email == Courriel.objects.get().destinataire == "neuf@client.test"


# --- Drafts ----------------------------------------------------------------------------------------------------------
def test_ce_qui_est_tape_survit_a_un_changement_de_page_et_n_est_lu_que_par_son_auteur(
    web, connecter, contact, collegue
):
    garder = adresse(contact, "appel_brouillon")
    saisie = {"issue": "joint", "commentaire": "Il cherche", "objections": ["trop_cher", "internes"], "duree": "12"}
    assert web.post(garder, {**saisie, "cle_creation": str(uuid4())}).status_code == 204
    page = web.get(adresse(contact)).content.decode()
    assert "Il cherche" in page
    assert re.search(r'value="internes"[^>]*checked', page)
    assert re.search(r'name="duree" value="12"', page)
    assert "Il cherche" not in connecter(collegue).get(adresse(contact)).content.decode()
    web.post(adresse(contact), appel(commentaire="Il cherche"))
    assert not Brouillon.objects.exists()
    assert not Echange.objects.exclude(genre="appel").exists(), "a draft is no échange"


def test_un_brouillon_arrive_apres_l_envoi_ne_revient_pas(web, contact):
    saisie = appel(commentaire="Fini")
    web.post(adresse(contact), saisie)
    web.post(adresse(contact, "appel_brouillon"), saisie)
    assert not Brouillon.objects.exists()


def test_un_brouillon_vide_disparait_un_trop_long_est_refuse_un_nul_est_retire(web, contact):
    garder = adresse(contact, "appel_brouillon")
    assert web.post(garder, {"commentaire": "a\0b"}).status_code == 204
    assert Brouillon.objects.get().donnees == {"commentaire": "ab"}
    assert web.post(garder, {"commentaire": "x" * 40_000}).status_code == 413
    web.post(garder, {"commentaire": ""})
    assert not Brouillon.objects.exists()


def test_la_preparation_reste_d_un_appel_a_l_autre(web, contact):
    web.post(adresse(contact, "appel_preparation"), {"notes": "Parler du DevOps", "objections_prevues": "trop_cher"})
    web.post(adresse(contact), appel())
    page = web.get(adresse(contact)).content.decode()
    assert "Parler du DevOps" in page
    assert "appel-objection prevue" in page


def test_un_contact_devenu_prive_d_un_autre_ferme_son_brouillon(web, contact, collegue):
    web.post(adresse(contact, "appel_brouillon"), {"commentaire": "Secret"})
    Contact.objects.filter(pk=contact.pk).update(prive_a=collegue)
    assert web.get(adresse(contact)).status_code == 403
    assert web.post(adresse(contact, "appel_brouillon"), {"commentaire": "Encore"}).status_code == 403


# --- Texts -----------------------------------------------------------------------------------------------------------
def test_seul_un_manager_ecrit_les_textes_que_tous_lisent(web, connecter, manager, contact):
    chez_lui, texte = connecter(manager), TexteAppel.objects.get(code="script-do")
    adresse_texte = reverse("clients:texte_modifier", args=[texte.pk])
    assert web.get(adresse_texte).status_code == 403
    saisie = {"genre": "script", "interlocuteur": "do", "titre": "Ouvrir", "ordre": 1, "version": texte.version}
    inconnu = chez_lui.post(adresse_texte, {**saisie, "texte": "Bonjour {prenom}"})
    assert inconnu.status_code == 422
    assert "Inconnu ici : prenom" in inconnu.content.decode()
    assert "<code>{interlocuteur}</code>" in inconnu.content.decode(), "what may be written is said"
    chez_lui.post(adresse_texte, {**saisie, "texte": "Bonjour {interlocuteur}, ici {firme}."})
    assert "Bonjour Mme Tremblecourt, ici SAMBA Conseil." in web.get(adresse(contact)).content.decode()


def test_deux_managers_qui_ecrivent_le_meme_texte_le_second_est_prevenu(connecter, manager):
    texte = TexteAppel.objects.get(code="question-marge")
    saisie = {"genre": "question", "titre": "Marge", "texte": "a", "ordre": 1, "version": texte.version}
    chez_lui, page = connecter(manager), reverse("clients:texte_modifier", args=[texte.pk])
    assert chez_lui.post(page, saisie).status_code == 302
    assert chez_lui.post(page, {**saisie, "texte": "b"}).status_code == 409


def test_un_script_sans_interlocuteur_est_refuse(connecter, manager):
    saisie = {"genre": "script", "titre": "Nouveau", "texte": "a", "ordre": 1, "cle_creation": str(uuid4())}
    reponse = connecter(manager).post(reverse("clients:texte_creer"), saisie)
    assert reponse.status_code == 422
    assert "Dites à qui ce script s’adresse." in reponse.content.decode()


def test_un_texte_retire_ou_reecrit_n_est_pas_recharge(connecter, manager):
    """The initial texts come once, after `migrate`."""
    retire, reecrit = TexteAppel.objects.get(code="option-essai"), TexteAppel.objects.get(code="script-do")
    connecter(manager).post(reverse("clients:texte_archiver", args=[retire.pk]))
    TexteAppel.objects.filter(pk=reecrit.pk).update(texte="Le nôtre")
    charger()
    assert TexteAppel.objects.count() == len(TEXTES)
    assert not TexteAppel.objects.en_cours().filter(code="option-essai").exists()
    assert TexteAppel.objects.get(code="script-do").texte == "Le nôtre"


@pytest.mark.parametrize("lignes", [1, 30])
def test_le_cockpit_a_le_meme_nombre_de_requetes(web, contact, commercial, lignes, django_assert_max_num_queries):
    for _ in range(lignes):
        journaliser(auteur=commercial, contact=contact, genre="appel", issue="message", objections=["trop_cher"])
    parametres()
    with django_assert_max_num_queries(27):
        web.get(adresse(contact))
