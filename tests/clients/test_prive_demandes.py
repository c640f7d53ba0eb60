"""CLI-5: a privé is asked for, given or kept, arbitrated, lost to silence; attempts on it are counted."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from clients.models import Contact, DemandePrive, TentativePrive
from clients.prives import services
from clients.prives.enums import StatutDemande
from clients.services import liberer_prive
from clients.tasks import liberer_prives_silencieux
from samba.acces.enums import ActePrive
from samba.activite.models import Echange, Notification
from samba.courriels.models import Courriel
from samba.parametres.models import Parametres, parametres
from tests.usines import BesoinFactory, ContactFactory, PositionnementFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db
MOTIF = "Son équipe cherche un profil que j’ai."


@pytest.fixture
def prive(collegue):
    """A DO privé to `collegue`."""
    return ContactFactory(prenom="Sacha", nom="Delorme", prive_a=collegue, prive_depuis=timezone.now())


@pytest.fixture
def demande(prive, commercial):
    return services.demander(contact=prive, demandeur=commercial, motif=MOTIF)


def nouvelles(personne):
    """What they read in the application, and in their mailbox."""
    dans_l_application = list(Notification.objects.filter(pour=personne).values_list("texte", flat=True))
    par_courriel = list(
        Courriel.objects.filter(destinataire=personne.email, interne=True).values_list("corps", flat=True)
    )
    return dans_l_application, par_courriel


# --- Asking, answering -----------------------------------------------------------------------------------------------
def test_demander_previent_le_proprietaire_dans_l_application_et_par_courriel(demande, commercial, collegue):
    textes, courriels = nouvelles(collegue)
    assert len(textes) == len(courriels) == 1
    assert f"{commercial} demande votre privé Sacha Delorme" in textes[0]
    assert MOTIF in courriels[0]
    assert reverse("clients:prives") in courriels[0]


def test_demander_deux_fois_est_une_seule_demande(demande, prive, commercial, collegue):
    assert services.demander(contact=prive, demandeur=commercial, motif="Encore") == demande
    assert DemandePrive.objects.count() == 1
    assert len(nouvelles(collegue)[0]) == 1


def test_une_demande_sans_motif_ou_sur_un_contact_libre_ou_a_soi_est_refusee(prive, commercial, collegue):
    for contact, qui, motif in ((prive, commercial, "  "), (ContactFactory(), commercial, "x"), (prive, collegue, "x")):
        with pytest.raises(ValidationError):
            services.demander(contact=contact, demandeur=qui, motif=motif)
    assert not DemandePrive.objects.exists()


def test_accepter_donne_le_contact_et_previent_le_demandeur(demande, prive, commercial, collegue):
    version = prive.version
    assert services.repondre(demande=demande, par=collegue, accepter=True, reponse="Bonne chasse.")
    prive.refresh_from_db()
    assert (prive.prive_a, prive.version) == (commercial, version + 1)
    textes, courriels = nouvelles(commercial)
    assert "vous confie Sacha Delorme" in textes[0]
    assert "Bonne chasse." in courriels[0]


def test_refuser_demande_des_mots_et_garde_le_contact(demande, prive, commercial, collegue):
    with pytest.raises(ValidationError):
        services.repondre(demande=demande, par=collegue, accepter=False, reponse=" ")
    services.repondre(demande=demande, par=collegue, accepter=False, reponse="Une mission se prépare.")
    prive.refresh_from_db()
    assert prive.prive_a == collegue
    assert "Une mission se prépare." in nouvelles(commercial)[1][0]


def test_une_demande_ne_recoit_qu_une_reponse(demande, prive, commercial, collegue, manager):
    services.repondre(demande=demande, par=manager, accepter=True)
    with pytest.raises(ValidationError, match="déjà reçu sa réponse"):
        services.repondre(demande=DemandePrive.objects.get(), par=collegue, accepter=False, reponse="Non")
    prive.refresh_from_db()
    assert prive.prive_a == commercial


@pytest.mark.parametrize(
    ("role", "meme_agence", "permis"),
    [("manager", True, True), ("manager", False, False), ("commercial", True, False), ("direction", False, False)],
)
def test_qui_peut_repondre_a_la_place_du_proprietaire(demande, collegue, role, meme_agence, permis):
    """Arbitration: the manager of the owner's agence, nobody else; the owner is told."""
    autre = UtilisateurFactory(role=role, **({"agence": collegue.agence} if meme_agence else {}))
    if not permis:
        with pytest.raises(PermissionDenied):
            services.repondre(demande=demande, par=autre, accepter=True)
        return
    services.repondre(demande=demande, par=autre, accepter=True)
    assert any(f"{autre} a répondu" in texte for texte in nouvelles(collegue)[0])


def test_personne_n_accepte_sa_propre_demande(prive, manager, collegue):
    """A manager who asks for a privé of another agence does not decide of it."""
    ailleurs = UtilisateurFactory(role="manager")
    demande = services.demander(contact=prive, demandeur=ailleurs, motif=MOTIF)
    type(collegue).objects.filter(pk=collegue.pk).update(agence=ailleurs.agence)
    with pytest.raises(PermissionDenied):
        services.repondre(demande=demande, par=ailleurs, accepter=True)


def test_un_contact_libere_rend_la_demande_sans_objet_et_son_auteur_le_sait(demande, prive, commercial, collegue):
    liberer_prive(prive, collegue)
    demande.refresh_from_db()
    assert demande.statut == StatutDemande.SANS_OBJET
    assert any("n’est plus privé" in texte for texte in nouvelles(commercial)[0])


def test_une_demande_suit_le_nouveau_proprietaire(demande, prive, manager):
    neuf = UtilisateurFactory(agence=manager.agence)
    services.attribuer(contact=prive, a=neuf, par=manager)
    demande.refresh_from_db()
    assert (demande.statut, demande.proprietaire) == (StatutDemande.EN_ATTENTE, neuf)
    assert any(MOTIF in texte for texte in nouvelles(neuf)[0])


def test_accepter_un_contact_qui_a_change_de_main_ne_fait_rien(demande, prive, commercial, collegue):
    Contact.objects.filter(pk=prive.pk).update(prive_a=UtilisateurFactory())
    assert services.repondre(demande=demande, par=collegue, accepter=True) is False
    prive.refresh_from_db()
    assert prive.prive_a != commercial
    demande.refresh_from_db()
    assert demande.statut == StatutDemande.SANS_OBJET


def test_le_manager_attribue_un_contact_et_previent_les_deux(prive, manager, commercial, collegue):
    services.attribuer(contact=prive, a=commercial, par=manager)
    prive.refresh_from_db()
    assert prive.prive_a == commercial
    assert nouvelles(commercial)[0]
    assert nouvelles(collegue)[0]


def test_le_manager_d_une_autre_agence_n_attribue_pas(connecter, prive, collegue):
    ailleurs = UtilisateurFactory(role="manager")
    adresse = reverse("clients:prive_attribuer", args=[prive.pk])
    donnees = {"a": UtilisateurFactory(agence=ailleurs.agence).pk}
    assert connecter(ailleurs).post(adresse, donnees).status_code == 403
    prive.refresh_from_db()
    assert prive.prive_a == collegue


# --- The pages -------------------------------------------------------------------------------------------------------
def test_de_la_page_masquee_a_la_reponse(connecter, prive, commercial, collegue):
    """The whole way by the pages: nothing hidden is shown before it is given."""
    web, chez_lui = connecter(commercial), connecter(collegue)
    adresse = reverse("clients:prive_demander", args=[prive.pk])
    assert adresse in web.get(reverse("clients:contact", args=[prive.pk])).content.decode()
    page = web.get(adresse).content.decode()
    assert prive.email not in page
    vide = web.post(adresse, {"motif": ""})
    assert vide.status_code == 422
    assert "Dites pourquoi vous demandez ce contact." in vide.content.decode()
    web.post(adresse, {"motif": MOTIF})
    assert "la réponse est attendue" in web.get(reverse("clients:contact", args=[prive.pk])).content.decode()
    assert MOTIF in chez_lui.get(reverse("clients:prives")).content.decode()
    assert MOTIF in chez_lui.get(reverse("clients:contact", args=[prive.pk])).content.decode()
    repondre = reverse("clients:prive_repondre", args=[DemandePrive.objects.get().pk])
    refus = chez_lui.post(repondre, {"decision": "non", "reponse": ""}, follow=True)
    assert "Dites pourquoi vous gardez ce contact." in refus.content.decode()
    chez_lui.post(repondre, {"decision": "oui"})
    assert prive.email in web.get(reverse("clients:contact", args=[prive.pk])).content.decode()
    assert prive.email not in chez_lui.get(reverse("clients:contact", args=[prive.pk])).content.decode()


def test_la_demande_d_un_autre_repond_404(connecter, demande):
    """A stranger to a request does not learn that it exists."""
    etranger = UtilisateurFactory()
    assert connecter(etranger).post(reverse("clients:prive_repondre", args=[demande.pk])).status_code == 404
    assert MOTIF not in connecter(etranger).get(reverse("clients:prives")).content.decode()


def test_le_demandeur_retire_sa_demande(connecter, demande, commercial, collegue):
    assert connecter(collegue).post(reverse("clients:prive_retirer", args=[demande.pk])).status_code == 403
    connecter(commercial).post(reverse("clients:prive_retirer", args=[demande.pk]))
    demande.refresh_from_db()
    assert demande.statut == StatutDemande.RETIREE


# --- Attempts --------------------------------------------------------------------------------------------------------
ACTES = [
    ("clients:echange", ActePrive.JOURNALISER, "post"),
    ("clients:appel", ActePrive.APPELER, "get"),
    ("clients:contact_modifier", ActePrive.MODIFIER, "get"),
    ("clients:prendre_prive", ActePrive.PRENDRE, "post"),
    ("clients:liberer_prive", ActePrive.LIBERER, "post"),
    ("clients:opposition", ActePrive.MODIFIER, "post"),
    ("besoins:brouillon", ActePrive.BESOIN, "post"),
]


@pytest.mark.parametrize(("nom", "acte", "methode"), ACTES, ids=[nom for nom, _, _ in ACTES])
def test_chaque_essai_sur_le_prive_d_un_autre_est_refuse_et_compte(
    connecter, prive, commercial, collegue, nom, acte, methode
):
    donnees = {"genre": "note", "sens": "sortant", "commentaire": "Intrus", "cle_creation": str(uuid4())}
    reponse = getattr(connecter(commercial), methode)(reverse(nom, args=[prive.pk]), donnees)
    assert reponse.status_code == 403
    tentative = TentativePrive.objects.get()
    assert (tentative.auteur, tentative.contact, tentative.proprietaire, tentative.acte) == (
        commercial,
        prive,
        collegue,
        acte,
    )
    assert not Echange.objects.exists()


def test_ecrire_au_do_prive_d_un_autre_est_compte_aussi(connecter, prive, commercial):
    """From the besoins room: the page that sends a CV, and the besoin opened from its address."""
    positionnement = PositionnementFactory(besoin=BesoinFactory(contact=prive, proprietaire=commercial, qualifie=True))
    web = connecter(commercial)
    assert web.get(reverse("besoins:envoyer", args=[positionnement.pk])).status_code == 403
    assert web.get(f"{reverse('besoins:creer')}?contact={prive.pk}").status_code == 403
    actes = set(TentativePrive.objects.values_list("acte", flat=True))
    assert actes == {ActePrive.ECRIRE, ActePrive.BESOIN}


def test_un_role_qui_ne_prospecte_pas_n_est_pas_une_tentative(connecter, prive):
    assert (
        connecter(UtilisateurFactory(role="gestion")).get(reverse("clients:appel", args=[prive.pk])).status_code == 403
    )
    assert not TentativePrive.objects.exists()


def test_le_manager_lit_les_tentatives_de_son_agence_et_personne_d_autre(connecter, prive, commercial, manager):
    connecter(commercial).get(reverse("clients:appel", args=[prive.pk]))
    ailleurs, adresse = UtilisateurFactory(role="manager"), reverse("clients:prives_tentatives")
    page = connecter(manager).get(adresse).content.decode()
    for attendu in ("Sacha Delorme", str(commercial), "Appeler", str(prive.prive_a)):
        assert attendu in page
    assert prive.email not in page
    assert "Sacha Delorme" not in connecter(ailleurs).get(adresse).content.decode()
    assert "Sacha Delorme" in connecter(UtilisateurFactory(role="direction")).get(adresse).content.decode()
    assert connecter(commercial).get(adresse).status_code == 403


@pytest.mark.parametrize("lignes", [1, 30])
def test_la_page_des_tentatives_a_le_meme_nombre_de_requetes(
    connecter, commercial, collegue, manager, lignes, django_assert_max_num_queries
):
    for _ in range(lignes):
        contact = ContactFactory(prive_a=collegue)
        TentativePrive.objects.create(contact=contact, auteur=commercial, proprietaire=collegue, acte=ActePrive.APPELER)
    web = connecter(manager)
    with django_assert_max_num_queries(9):
        web.get(reverse("clients:prives_tentatives"))


# --- Lapse -----------------------------------------------------------------------------------------------------------
def test_un_prive_ne_se_perd_pas_tant_que_la_firme_ne_le_demande_pas(prive):
    Contact.objects.filter(pk=prive.pk).update(prive_depuis=timezone.now() - timedelta(days=4000))
    assert parametres().prive_caducite_jours is None
    assert liberer_prives_silencieux() == 0


def test_un_prive_silencieux_redevient_libre_et_son_proprietaire_le_sait(prive, commercial, collegue):
    """Since the last real contact, or since it was taken when that is later."""
    parametres()
    Parametres.objects.update(prive_caducite_jours=90)
    vieux, recent = timezone.now() - timedelta(days=91), timezone.now() - timedelta(days=89)
    joint = ContactFactory(prive_a=collegue, prive_depuis=vieux, dernier_joint_le=recent)
    pris = ContactFactory(prive_a=collegue, prive_depuis=recent, dernier_joint_le=vieux)
    essaye = ContactFactory(prive_a=collegue, prive_depuis=vieux, dernier_essai_le=timezone.now())
    Contact.objects.filter(pk=prive.pk).update(prive_depuis=vieux, dernier_joint_le=vieux)
    demande = services.demander(contact=prive, demandeur=commercial, motif=MOTIF)
    assert liberer_prives_silencieux() == 2
    libres = set(Contact.objects.filter(prive_a__isnull=True).values_list("pk", flat=True))
    assert libres == {prive.pk, essaye.pk}
    assert {joint.pk, pris.pk}.isdisjoint(libres)
    assert any("Sacha Delorme" in texte for texte in nouvelles(collegue)[0])
    demande.refresh_from_db()
    assert demande.statut == StatutDemande.SANS_OBJET
    assert liberer_prives_silencieux() == 0
