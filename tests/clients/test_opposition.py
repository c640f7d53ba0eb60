"""« Ne plus contacter » and the information of people on their data (RGPD, art. 14)."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from besoins.services.envois import envoyer_cv
from clients.coordonnees import services
from clients.models import Contact
from samba.activite.models import Echange, Notification
from samba.activite.services import creer_relance, journaliser
from samba.courriels.models import Courriel
from samba.courriels.refus import DestinataireRefuseError, raison_de_refus
from samba.courriels.services import deposer
from samba.parametres.models import parametres
from tests.besoins.situations import pret_a_envoyer
from tests.usines import BesoinFactory, ContactFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact():
    return ContactFactory(
        civilite="mme", prenom="Solveig", nom="Tremblecourt", email="Solveig@Client.test", source="linkedin",
        mobile="+33612345678",
    )  # fmt: skip


@pytest.fixture
def oppose(contact, commercial):
    return services.s_opposer(contact=contact, par=commercial, motif="Demandé au téléphone")


def ecrire(contact, auteur, cle="essai"):
    echange = journaliser(auteur=auteur, contact=contact, genre="courriel")
    return deposer(cle_metier=cle, destinataire=contact.email, objet="o", corps="c", auteur=auteur, echange=echange)


# --- Opposition ------------------------------------------------------------------------------------------------------
def test_l_opposition_garde_sa_date_son_motif_et_qui_l_a_notee(oppose, commercial):
    assert oppose.ne_plus_contacter
    assert (oppose.ne_plus_contacter_motif, oppose.ne_plus_contacter_par) == ("Demandé au téléphone", commercial)
    assert timezone.localdate(oppose.ne_plus_contacter_le) == timezone.localdate()
    assert "Ne plus contacter : Demandé au téléphone" in Echange.objects.get().commentaire


@pytest.mark.parametrize("ecrite", ["Solveig@Client.test", "solveig@client.TEST"])
def test_la_boite_d_envoi_refuse_l_adresse_d_ou_que_l_on_ecrive(oppose, commercial, ecrite):
    """One rule, by the address: an e-mail that hangs on another record is refused too."""
    autre = journaliser(auteur=commercial, contact=ContactFactory(), genre="courriel")
    with pytest.raises(DestinataireRefuseError, match="ne veut plus être contacté"):
        deposer(cle_metier="x", destinataire=ecrite, objet="o", corps="c", auteur=commercial, echange=autre)
    assert not Courriel.objects.exists()
    assert raison_de_refus("libre@client.test") == raison_de_refus("") == ""


def test_ce_qui_attendait_de_partir_est_abandonne_et_dit_pourquoi(contact, commercial):
    en_attente = ecrire(contact, commercial)
    services.s_opposer(contact=contact, par=commercial, motif="Demandé par e-mail")
    en_attente.refresh_from_db()
    assert en_attente.statut == "abandonne"
    assert "ne veut plus être contacté" in en_attente.erreur


def test_un_courriel_interne_part_toujours(oppose):
    """A colleague whose address is also that of a contact still hears from SAMBA."""
    assert deposer(cle_metier="i", destinataire=oppose.email, objet="o", corps="c", interne=True).pk


def test_envoyer_un_cv_a_un_do_oppose_est_refuse(connecter, commercial):
    """BES-9, by the page and by the service."""
    positionnement = pret_a_envoyer(commercial)
    contact = positionnement.besoin.contact
    services.s_opposer(contact=contact, par=commercial, motif="Demandé au téléphone")
    adresse = reverse("besoins:envoyer", args=[positionnement.pk])
    reponse = connecter(commercial).post(adresse, {"objet": "o", "corps": "c"})
    assert reponse.status_code == 422
    assert "a demandé à ne plus être contacté" in reponse.content.decode()
    with pytest.raises(Exception, match="ne plus être contacté"):
        envoyer_cv(positionnement=positionnement, par=commercial, objet="o", corps="c")
    assert not Courriel.objects.filter(destinataire=contact.email).exists()


def test_les_ecrans_ne_montrent_plus_de_numero_a_appeler(connecter, oppose, commercial):
    """The file, the cockpit, the list, the relances: the number is there to read, never to call."""
    creer_relance(pour=commercial, echeance=timezone.localdate(), libelle="Rappeler", contact=oppose, cle="après")
    web = connecter(commercial)
    pages = [
        reverse("clients:contact", args=[oppose.pk]),
        reverse("clients:appel", args=[oppose.pk]),
        reverse("clients:contacts"),
        reverse("clients:fiche", args=[oppose.client_id]),
        reverse("activite:relances"),
        reverse("clients:activite_generale"),
    ]
    for page in pages:
        assert "tel:+33612345678" not in web.get(page).content.decode(), page
    fiche = web.get(pages[0]).content.decode()
    assert f'href="{pages[1]}"' not in fiche, "its head does not offer to call"


def test_le_cockpit_refuse_l_appel_sortant_et_prend_l_entrant(connecter, oppose, commercial):
    web, adresse = connecter(commercial), reverse("clients:appel", args=[oppose.pk])
    sortant = {"sens": "sortant", "issue": "joint", "suite": "rien", "cle_creation": str(uuid4())}
    refus = web.post(adresse, sortant)
    assert refus.status_code == 422
    assert "ne veut plus être contacté" in refus.content.decode()
    entrant = {**sortant, "sens": "entrant", "cle_creation": str(uuid4())}
    assert web.post(adresse, entrant).status_code == 302


def test_les_relances_qui_l_attendaient_sont_annulees_et_leurs_auteurs_le_savent(contact, commercial, collegue):
    miennes = creer_relance(pour=commercial, echeance=timezone.localdate(), libelle="a", contact=contact)
    siennes = creer_relance(pour=collegue, echeance=timezone.localdate(), libelle="b", contact=contact)
    ailleurs = creer_relance(pour=collegue, echeance=timezone.localdate(), libelle="c", contact=ContactFactory())
    services.s_opposer(contact=contact, par=commercial, motif="Demandé au téléphone")
    statuts = [type(r).objects.get(pk=r.pk).statut for r in (miennes, siennes, ailleurs)]
    assert statuts == ["annulee", "annulee", "a_faire"]
    assert "Votre relance est annulée" in Notification.objects.get(pour=collegue).texte
    assert not Notification.objects.filter(pour=commercial).exists()


def test_noter_une_opposition_par_la_page_et_la_lever_par_un_manager(connecter, contact, commercial, manager):
    web, adresse = connecter(commercial), reverse("clients:opposition", args=[contact.pk])
    assert web.post(adresse, {"motif": ""}).status_code == 422
    web.post(adresse, {"motif": "Demandé par e-mail", "precision": "3 mars"})
    contact.refresh_from_db()
    assert contact.ne_plus_contacter_motif == "Demandé par e-mail (3 mars)"
    lever = reverse("clients:opposition_lever", args=[contact.pk])
    assert web.get(lever).status_code == 403
    connecter(manager).post(lever, {"motif": "Il nous a rappelés le 5 avril"})
    contact.refresh_from_db()
    assert (contact.ne_plus_contacter, contact.ne_plus_contacter_le) == (False, None)
    assert ecrire(contact, commercial).pk
    assert "5 avril" in Echange.objects.filter(genre="note").latest("pk").commentaire


def test_la_seconde_demande_garde_la_premiere_date(oppose, collegue):
    avant = oppose.ne_plus_contacter_le
    encore = services.s_opposer(contact=oppose, par=collegue, motif="Encore")
    assert (encore.ne_plus_contacter_le, encore.ne_plus_contacter_motif) == (avant, "Demandé au téléphone")


def test_modifier_la_fiche_ne_leve_pas_l_opposition(connecter, contact, commercial):
    """A form opened before the request, saved after it, is told and writes nothing over it."""
    web, adresse = connecter(commercial), reverse("clients:contact_modifier", args=[contact.pk])
    form = web.get(adresse).context["form"]
    services.s_opposer(contact=contact, par=commercial, motif="Demandé au téléphone")
    saisie = {nom: form[nom].value() or "" for nom in form.fields if nom != "technologies"}
    reponse = web.post(adresse, {**saisie, "notes": "Changé"})
    assert reponse.status_code == 409
    web.post(adresse, {**saisie, "notes": "Changé", "version": Contact.objects.get().version})
    contact.refresh_from_db()
    assert (contact.notes, contact.ne_plus_contacter) == ("Changé", True)


def test_la_base_refuse_une_date_d_opposition_sans_opposition(contact):
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=contact.pk).update(ne_plus_contacter_le=timezone.now())


# --- Information -----------------------------------------------------------------------------------------------------
def collecte(jours, **champs):
    return ContactFactory(collecte_le=timezone.localdate() - timedelta(days=jours), source="site", **champs)


def dues(web, **parametres):
    reponse = web.get(reverse("clients:information"), parametres, headers={"HX-Request": "true"})
    return [ligne.record.nom for ligne in reponse.context["table"].paginated_rows]


def test_la_liste_de_ceux_qu_il_faut_informer_les_plus_urgents_en_tete(connecter, commercial, collegue):
    """Within a month of collection; not who gave them in person, nor who was told, opposed, or is a hidden privé."""
    collecte(31, nom="Retard")
    collecte(25, nom="Bientôt")
    collecte(1, nom="Loin")
    ContactFactory(nom="Direct", source="direct")
    collecte(40, nom="Informé", informe_le=timezone.localdate(), informe_moyen="oral")
    collecte(40, nom="Opposé", ne_plus_contacter=True)
    collecte(40, nom="Caché", prive_a=collegue)
    web = connecter(commercial)
    assert dues(web) == ["Retard", "Bientôt", "Loin"]
    assert (dues(web, echeance="retard"), dues(web, echeance="semaine"), dues(web, echeance="mois")) == (
        ["Retard"], ["Bientôt"], ["Loin"],
    )  # fmt: skip


def test_informer_par_courriel_dit_la_source_et_marque_la_personne(connecter, contact, commercial):
    web, adresse = connecter(commercial), reverse("clients:informer")
    reponse = web.post(adresse, {"contact": [contact.pk]}, follow=True)
    assert "1 personne informée" in reponse.content.decode().replace("\u202f", " ")
    courriel = Courriel.objects.get()
    for attendu in ("Mme Tremblecourt", "LinkedIn", "SAMBA Conseil", "CNIL"):
        assert attendu in courriel.corps
    contact.refresh_from_db()
    assert (contact.informe_le, contact.informe_moyen) == (timezone.localdate(), "courriel")
    assert contact.dernier_essai_le is None, "a legal notice is no attempt (CLI-6)"
    web.post(adresse, {"contact": [contact.pk]})
    assert Courriel.objects.count() == 1


@pytest.mark.parametrize(("champs", "dit"), [({"source": ""}, "source"), ({"email": ""}, "adresse e-mail")])
def test_sans_source_ou_sans_adresse_rien_ne_part(commercial, champs, dit):
    contact = ContactFactory(**{"source": "site", **champs})
    with pytest.raises(ValidationError, match=dit):
        services.informer_par_courriel(contact=contact, par=commercial)
    contact.refresh_from_db()
    assert contact.informe_le is None
    assert not Courriel.objects.exists()


def test_l_un_qui_ne_peut_partir_ne_retient_pas_les_autres(connecter, contact, commercial):
    sans_source = ContactFactory(source="")
    reponse = connecter(commercial).post(
        reverse("clients:informer"), {"contact": [sans_source.pk, contact.pk]}, follow=True
    )
    assert Courriel.objects.get().destinataire == contact.email
    assert "La source de ses coordonnées n’est pas connue" in reponse.content.decode()


def test_le_prive_d_un_autre_ne_s_informe_pas(connecter, contact, commercial, collegue):
    Contact.objects.filter(pk=contact.pk).update(prive_a=collegue)
    connecter(commercial).post(reverse("clients:informer"), {"contact": [contact.pk]})
    assert not Courriel.objects.exists()


def test_dire_de_vive_voix_se_note(connecter, contact, commercial):
    connecter(commercial).post(reverse("clients:informe", args=[contact.pk]), {"moyen": "oral"})
    contact.refresh_from_db()
    assert (contact.informe_moyen, contact.informe_le) == ("oral", timezone.localdate())
    assert dues(connecter(commercial)) == []


def test_la_fiche_dit_d_ou_viennent_les_coordonnees(connecter, contact, commercial):
    page = connecter(commercial).get(reverse("clients:contact", args=[contact.pk])).content.decode()
    for attendu in ("Données personnelles", "LinkedIn", "à faire avant le"):
        assert attendu in page


def test_une_collecte_a_venir_est_refusee(connecter, commercial, contact):
    web, adresse = connecter(commercial), reverse("clients:contact_modifier", args=[contact.pk])
    form = web.get(adresse).context["form"]
    saisie = {nom: form[nom].value() or "" for nom in form.fields if nom != "technologies"}
    demain = timezone.localdate() + timedelta(days=1)
    reponse = web.post(adresse, {**saisie, "collecte_le": demain.isoformat()})
    assert reponse.status_code == 422
    assert "pas encore venu" in reponse.content.decode()


@pytest.mark.parametrize("lignes", [1, 30])
def test_la_liste_a_le_meme_nombre_de_requetes(connecter, commercial, lignes, django_assert_max_num_queries):
    for _ in range(lignes):
        BesoinFactory(contact=collecte(10))
    parametres()
    web = connecter(commercial)
    with django_assert_max_num_queries(8):
        web.get(reverse("clients:information"))
