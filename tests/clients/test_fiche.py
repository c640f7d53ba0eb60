"""The file of a client and its acts: group, people, moves, archive, documents, who worked there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients.models import ChangementSociete, Client, Contact
from samba.activite.enums import StatutRelance
from samba.activite.models import Relance
from samba.activite.services import creer_relance, journaliser
from samba.documents.acces import peut_lire
from tests.clients.test_clients import SIREN, exercices, modification, saisie
from tests.usines import (
    BesoinFactory,
    ClientFactory,
    ContactFactory,
    EntrepriseFactory,
    ExerciceFactory,
    ExperienceFactory,
    FonctionFactory,
    UtilisateurFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(connecter, commercial):
    return connecter(commercial)


def page(web, client) -> str:
    texte = web.get(reverse("clients:fiche", args=[client.pk])).content.decode()
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


def test_une_annee_ajoutee_change_le_verdict_de_la_fiche(web):
    """CLI-1: indéterminé with one year, à prospecter with the next."""
    client = ClientFactory()
    ExerciceFactory(client=client, annee=2024, chiffre_affaires=1000, effectif=10)
    assert "Indéterminé" in page(web, client)
    assert "L" in page(web, client)
    champs = exercices(("2024", "1000", "10"), ("2025", "1200", "12")) | {
        "exercices-INITIAL_FORMS": "1",
        "exercices-0-id": client.exercices.get().pk,
    }
    assert web.post(reverse("clients:modifier", args=[client.pk]), modification(client, **champs)).status_code == 302
    texte = page(web, client)
    assert "À prospecter" in texte
    assert "Ce qui le changerait" in texte
    assert 'aria-label="Chiffre d’affaires : 2024 : 1 k€, 2025 : 1,2 k€"' in texte


# --- The group -----------------------------------------------------------------------------------------------------
def test_une_entreprise_n_est_jamais_sa_propre_mere_ni_par_ses_filles(web):
    mere = ClientFactory(entreprise__nom="Mère")
    fille = ClientFactory(entreprise__nom="Fille", mere=mere, lien_mere="filiale")
    petite = ClientFactory(entreprise__nom="Petite", mere=fille, lien_mere="filiale")
    adresse = reverse("clients:modifier", args=[mere.pk])
    for choisie, message in ((mere, "sa propre maison mère"), (petite, "Petite dépend de Fille, Fille dépend de Mère")):
        reponse = web.post(adresse, modification(mere, mere=choisie.pk, lien_mere="filiale", notes="Gardé"))
        assert reponse.status_code == 422
        assert message in reponse.content.decode()
        assert "Gardé" in reponse.content.decode()


@pytest.mark.parametrize("profondeur", [0, 1, 2])
def test_la_base_refuse_la_boucle_quoi_qu_on_ecrive(profondeur):
    """A trigger: forms, the admin and imports alike."""
    chaine = [ClientFactory()]
    for _ in range(profondeur):
        chaine.append(ClientFactory(mere=chaine[-1], lien_mere="filiale"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Client.objects.filter(pk=chaine[0].pk).update(mere=chaine[-1], lien_mere="filiale")


def test_le_lien_avec_la_mere_se_dit(web):
    mere = ClientFactory()
    for champs, champ in (({"mere": mere.pk}, "lien_mere"), ({"lien_mere": "filiale"}, "mere")):
        reponse = web.post(reverse("clients:creer"), saisie(**champs))
        assert reponse.status_code == 422
        assert champ in reponse.context["form"].errors


def test_une_direction_a_le_siret_de_sa_mere_et_pas_de_siren_a_elle(web):
    mere = ClientFactory(entreprise=EntrepriseFactory(nom="Grande Maison", siren=SIREN))
    champs = saisie(nom="Grande Maison DSI", mere=mere.pk, lien_mere="direction", siret="73282932000074")
    reponse = web.post(reverse("clients:creer"), champs)
    assert reponse.status_code == 302
    direction = Client.objects.get(mere=mere)
    assert (direction.entreprise.siren, direction.siret) == (None, "73282932000074")
    assert "Grande Maison DSI" in page(web, mere)
    assert "direction" in page(web, direction)


def test_un_siren_deja_porte_nomme_l_entreprise_avec_un_lien(web):
    autre = ClientFactory(entreprise=EntrepriseFactory(nom="Société Australe", siren=SIREN))
    reponse = web.post(reverse("clients:creer"), saisie(siren=SIREN, notes="Gardé"))
    texte = reponse.content.decode()
    assert reponse.status_code == 422
    assert "Ce SIREN est celui de Société Australe" in texte
    assert reverse("clients:fiche", args=[autre.pk]) in texte
    assert "Gardé" in texte


def test_plusieurs_adresses_et_des_clients_finals_nouveaux_ou_connus(web):
    connu = EntrepriseFactory(nom="Banque Connue")
    adresses = {
        "adresses-TOTAL_FORMS": "1",
        "adresses-0-libelle": "Agence de Lyon",
        "adresses-0-code_postal": "69003",
        "adresses-0-ville": "Lyon",
    }
    champs = saisie(clients_finals=[str(connu.pk), "Assureur Tout Neuf"], **adresses)
    assert web.post(reverse("clients:creer"), champs).status_code == 302
    client = Client.objects.get()
    assert {e.nom for e in client.clients_finals.all()} == {"Banque Connue", "Assureur Tout Neuf"}
    texte = page(web, client)
    for attendu in ("Agence de Lyon", "69003 Lyon", "Banque Connue", "Assureur Tout Neuf"):
        assert attendu in texte


def test_une_adresse_sans_code_postal_juste_revient_avec_sa_faute(web):
    champs = {"adresses-TOTAL_FORMS": "1", "adresses-0-libelle": "Agence", "adresses-0-code_postal": "690"}
    reponse = web.post(reverse("clients:creer"), saisie(**champs))
    assert reponse.status_code == 422
    assert "cinq chiffres" in reponse.content.decode()
    assert not Client.objects.exists()


def test_la_seconde_main_se_lit_des_deux_cotes(web):
    esn = ClientFactory(entreprise__nom="Société Boréale", reference=True)
    final = ClientFactory(entreprise__nom="Banque Finale", type="nationale", reference_via=esn)
    assert "En seconde main, par" in page(web, final)
    assert "Nous passe les besoins de" in page(web, esn)


# --- The people ----------------------------------------------------------------------------------------------------
def test_l_organigramme_dit_le_silence_de_chacun_sauf_du_prive_d_un_autre(web, collegue, connecter):
    """CLI-5: neither the silence nor the nature of somebody else's privé; CLI-4 places it by its fonction."""
    client = ClientFactory()
    il_y_a = timezone.now() - timedelta(days=43)
    ContactFactory(client=client, nom="Ouvert", fonction=FonctionFactory(), dernier_joint_le=il_y_a)
    Contact.objects.filter(nom="Ouvert").update(dernier_joint_le=il_y_a)
    assert "Dernier contact il y a 43 j" in page(web, client)
    Contact.objects.filter(nom="Ouvert").update(prive_a=collegue, fonction=None)
    texte = page(web, client)
    assert "43 j" not in texte
    assert "Ouvert" in texte
    assert f"Privé à {collegue}" in texte
    assert "Donneurs d’ordre" not in texte
    assert "Dernier contact il y a 43 j" in page(connecter(collegue), client)


def test_le_nombre_de_requetes_de_la_fiche_ne_suit_ni_les_contacts_ni_le_groupe(web):
    client = ClientFactory()

    def remplir(nombre):
        for _ in range(nombre):
            ContactFactory(client=client, prive_a=UtilisateurFactory())
            ClientFactory(mere=client, lien_mere="filiale")
            client.clients_finals.add(ClientFactory().entreprise)
            ClientFactory(reference_via=client)
            ExerciceFactory(client=client, annee=2000 + client.exercices.count())
            ExperienceFactory(entreprise=client.entreprise)

    remplir(2)
    page(web, client)
    with CaptureQueriesContext(connection) as peu:
        page(web, client)
    remplir(8)
    with CaptureQueriesContext(connection) as beaucoup:
        page(web, client)
    assert len(peu) == len(beaucoup)


# --- « A changé de société » ----------------------------------------------------------------------------------------
@pytest.fixture
def depart(commercial):
    """A DO with a past at one company, about to join another."""
    ancien, nouveau = (ClientFactory(entreprise__nom=nom) for nom in ("Ancienne Maison", "Nouvelle Maison"))
    contact = ContactFactory(client=ancien, prenom="Sacha", nom="Delorme", email="sacha@ancienne.test")
    journaliser(auteur=commercial, contact=contact, genre="appel", issue="joint", commentaire="Appel d’avant")
    creer_relance(pour=commercial, echeance=timezone.localdate(), libelle="Rappeler", contact=contact, client=ancien)
    return contact, ancien, nouveau


def changement(contact, vers, **champs):
    return {"version": contact.version, "client": vers.pk, "le": str(timezone.localdate()), **champs}


def test_qui_change_de_societe_garde_son_histoire_et_son_lien_bouge(web, depart):
    contact, ancien, nouveau = depart
    besoin = BesoinFactory(contact=contact, proprietaire=UtilisateurFactory())
    adresse = reverse("clients:contact_changement", args=[contact.pk])
    assert "a changé de société" in web.get(adresse).content.decode()
    assert web.post(adresse, changement(contact, nouveau, email="sacha@nouvelle.test")).status_code == 302
    contact.refresh_from_db()
    besoin.refresh_from_db()
    assert (contact.client, contact.email, contact.telephone, contact.version) == (
        nouveau,
        "sacha@nouvelle.test",
        "",
        2,
    )
    assert besoin.client == ancien
    assert Relance.objects.get(statut=StatutRelance.A_FAIRE).client == nouveau
    assert "Appel d’avant" in page(web, ancien)
    assert "a rejoint" in page(web, ancien)
    assert "Sacha Delorme" in page(web, nouveau)
    assert "Appel d’avant" not in page(web, nouveau)
    assert "Appel d’avant" in web.get(reverse("clients:contact", args=[contact.pk])).content.decode()


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"client": "ici"}, "y travaille déjà"),
        ({"client": ""}, "obligatoire"),
        ({"le": "2999-01-01"}, "à venir"),
        ({"le": "hier"}, "n’existe pas"),
        ({"email": "pris@ailleurs.test"}, "déjà celle de"),
        ({"mobile": "12"}, "n’est pas valable"),
    ],
)
def test_un_changement_mal_saisi_est_dit_et_rien_ne_bouge(web, depart, champs, message):
    contact, ancien, nouveau = depart
    ContactFactory(email="pris@ailleurs.test")
    champs = {nom: str(ancien.pk) if valeur == "ici" else valeur for nom, valeur in champs.items()}
    reponse = web.post(
        reverse("clients:contact_changement", args=[contact.pk]),
        changement(contact, nouveau, **{"email": "x@y.test"} | champs),
    )
    assert reponse.status_code == 422
    assert message in reponse.content.decode()
    assert not ChangementSociete.objects.exists()


def test_un_changement_sur_une_fiche_perimee_repond_409(web, depart):
    contact, _, nouveau = depart
    Contact.objects.filter(pk=contact.pk).update(version=7)
    reponse = web.post(reverse("clients:contact_changement", args=[contact.pk]), changement(contact, nouveau))
    assert reponse.status_code == 409
    contact.refresh_from_db()
    assert contact.client != nouveau


def test_le_prive_d_un_autre_ne_change_pas_de_societe_et_son_depart_est_tu(web, depart, collegue):
    """CLI-5: the act is refused, and the date of a move that its owner noted is hidden."""
    contact, ancien, nouveau = depart
    ChangementSociete.objects.create(contact=contact, de=ancien, vers=nouveau, le=timezone.localdate())
    assert "a rejoint" in page(web, ancien)
    Contact.objects.filter(pk=contact.pk).update(prive_a=collegue)
    assert (
        web.post(reverse("clients:contact_changement", args=[contact.pk]), changement(contact, nouveau)).status_code
        == 403
    )
    assert "a rejoint" not in page(web, ancien)


def test_la_fiche_d_un_contact_ne_change_pas_sa_societe(web, depart):
    contact, ancien, nouveau = depart
    donnees = {"client": nouveau.pk, "nature": "do", "nom": "Delorme", "version": contact.version}
    assert web.post(reverse("clients:contact_modifier", args=[contact.pk]), donnees).status_code == 302
    contact.refresh_from_db()
    assert contact.client == ancien


# --- Archive, documents ---------------------------------------------------------------------------------------------
def test_un_client_archive_quitte_les_listes_avec_ses_contacts_et_revient(web):
    contact = ContactFactory(nom="Delorme", client=ClientFactory(entreprise__nom="Société Boréale"))
    web.post(reverse("clients:archiver", args=[contact.client_id]), follow=True)
    for nom, mot in (("clients:liste", "Société Boréale"), ("clients:contacts", "Delorme")):
        assert mot not in web.get(reverse(nom)).content.decode()
    assert "Société Boréale" in web.get(reverse("clients:liste"), {"archives": "on"}).content.decode()
    assert "Réactiver" in page(web, contact.client)
    web.post(reverse("clients:reactiver", args=[contact.client_id]))
    assert "Delorme" in web.get(reverse("clients:contacts")).content.decode()


def test_on_n_archive_ni_un_client_qui_a_un_besoin_ouvert_ni_le_prive_d_un_autre(web, collegue):
    besoin = BesoinFactory(qualifie=True)
    prive = ContactFactory(prive_a=collegue)
    for client, message in ((besoin.client, "1 besoin ouvert"), (prive.client, f"privés à {collegue}")):
        reponse = web.post(reverse("clients:archiver", args=[client.pk]), follow=True)
        assert message in reponse.content.decode().replace("\u00a0", " ")
        client.refresh_from_db()
        assert client.archive_le is None
    assert web.post(reverse("clients:contact_archiver", args=[prive.pk])).status_code == 403


def test_un_contact_s_archive_et_revient(web):
    contact = ContactFactory()
    web.post(reverse("clients:contact_archiver", args=[contact.pk]))
    contact.refresh_from_db()
    assert contact.archive_le is not None
    web.post(reverse("clients:contact_reactiver", args=[contact.pk]))
    contact.refresh_from_db()
    assert contact.archive_le is None


def test_un_document_se_garde_une_fois_se_lit_puis_se_retire(web, commercial):
    client = ClientFactory()
    adresse = reverse("clients:document_deposer", args=[client.pk])
    for _ in range(2):
        fichier = SimpleUploadedFile("plaquette.txt", b"Une plaquette.")
        assert web.post(adresse, {"fichier": fichier, "nature": "plaquette"}).status_code == 302
    garde = client.documents.get()
    assert "plaquette.txt" in page(web, client)
    assert peut_lire(commercial, garde.document)
    web.post(reverse("clients:document_retirer", args=[client.pk, garde.pk]))
    assert not peut_lire(commercial, garde.document)
    assert "Aucun document" in page(web, client)


def test_un_document_refuse_dit_pourquoi(web):
    fichier = SimpleUploadedFile("virus.pdf", b"MZ\x90\x00 pas un pdf")
    reponse = web.post(
        reverse("clients:document_deposer", args=[ClientFactory().pk]), {"fichier": fichier, "nature": "autre"}
    )
    assert reponse.status_code == 422
    assert "invalid-feedback" in reponse.content.decode()


def test_la_fiche_nomme_nos_freelances_passes_chez_ce_client(web):
    """Client and employer are one Entreprise."""
    experience = ExperienceFactory(role="Architecte")
    client = ClientFactory(entreprise=experience.entreprise)
    texte = page(web, client)
    assert "Nos freelances passés chez lui" in texte
    assert str(experience.freelance) in texte
    assert "Architecte" in texte
    assert "Nos freelances passés" not in page(web, ClientFactory())
