"""Interviews: BES-6 enforced and explained, both sides confirm by link, reminders, feedbacks that move the stage."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from besoins.entretiens import services
from besoins.entretiens.enums import Avis, Cote, StatutEntretien
from besoins.entretiens.ics import invitation
from besoins.entretiens.modeles import Entretien
from besoins.enums import Etape, ModeIntervention, ReponseDO
from besoins.etapes import PorteFermeeError
from besoins.models import Positionnement
from besoins.services.envois import envoyer_cv, noter_reponse
from besoins.tasks import veiller_sur_les_entretiens
from clients.enums import TypeClient
from clients.models import Client
from samba.activite.models import Echange, Notification, Relance
from samba.courriels.models import Courriel
from samba.documents.liens import services as liens
from samba.documents.liens.services import LienFermeError
from tests.besoins.situations import pret_a_envoyer
from tests.usines import UtilisateurFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def commercial():
    return UtilisateurFactory(prenom="Alix", nom="Commerciale")


def interesse(commercial, *, type_client=TypeClient.NATIONALE, mode=ModeIntervention.REGIE) -> Positionnement:
    """The DO wants to meet the freelance."""
    positionnement = pret_a_envoyer(commercial, prenom="Zoé", nom="Introuvable", email="zoe@freelance.example")
    besoin = positionnement.besoin
    Client.objects.filter(pk=besoin.client_id).update(type=type_client)
    type(besoin).objects.filter(pk=besoin.pk).update(mode_intervention=mode)
    envoyer_cv(positionnement=positionnement, par=commercial, objet="Un profil", corps="Bonjour")
    noter_reponse(positionnement=positionnement, par=commercial, reponse=ReponseDO.INTERESSE)
    return Positionnement.objects.get(pk=positionnement.pk)


def dans(heures: int) -> datetime:
    return timezone.now() + timedelta(hours=heures)


def proposer(positionnement, par, *instants, **autres) -> Entretien:
    reglages = {"mode": "visio", "accompagnateur": par, "cle_creation": uuid4()} | autres
    return services.proposer(
        positionnement=positionnement, par=par, creneaux=instants or (dans(48), dans(72)), **reglages
    )


def confirme(positionnement, par, instant: datetime | None = None) -> Entretien:
    """Both sides said yes to the first slot."""
    entretien = proposer(positionnement, par, instant or dans(20), dans(90))
    premier = entretien.creneaux.all()[0].pk
    for cote in services.COTES:
        entretien = services.repondre(entretien=entretien, cote=cote, choisis={premier})
    return entretien


def tenu(positionnement, par) -> Entretien:
    """It was held an hour ago."""
    entretien = confirme(positionnement, par)
    Entretien.objects.filter(pk=entretien.pk).update(debut=dans(-2), fin=dans(-1))
    services.conclure()
    return Entretien.objects.get(pk=entretien.pk)


def lettres(quoi: str) -> list[str]:
    """Who the e-mails of this kind go to."""
    return sorted(Courriel.objects.filter(cle_metier__endswith=f":{quoi}").values_list("destinataire", flat=True))


# --- BES-6 ---
@pytest.mark.parametrize(
    ("type_client", "mode", "lieu", "permis"),
    [
        (TypeClient.NATIONALE, ModeIntervention.REGIE, "client_final", False),
        (TypeClient.NATIONALE, ModeIntervention.FORFAIT, "client_final", True),
        (TypeClient.ESN_CLASSIQUE, ModeIntervention.REGIE, "esn", True),
        (TypeClient.ESN_CLASSIQUE, ModeIntervention.REGIE, "client_final", False),
        (TypeClient.NATIONALE, ModeIntervention.REGIE, "esn", False),
    ],
)
def test_bes_6_physique_seulement_chez_une_esn_ou_au_forfait(type_client, mode, lieu, permis, commercial):
    positionnement = interesse(commercial, type_client=type_client, mode=mode)
    if permis:
        assert proposer(positionnement, commercial, mode="physique", lieu_type=lieu).pk
        return
    with pytest.raises(PorteFermeeError, match="BES-6"):
        proposer(positionnement, commercial, mode="physique", lieu_type=lieu)
    assert not Entretien.objects.exists()
    assert proposer(positionnement, commercial, mode="visio").pk


def test_bes_6_le_formulaire_explique_a_cote_du_champ_et_garde_la_saisie(commercial, connecter):
    positionnement = interesse(commercial)
    donnees = {
        "creneau_1": timezone.localtime(dans(48)).strftime("%Y-%m-%dT%H:%M"),
        "creneau_2": timezone.localtime(dans(-48)).strftime("%Y-%m-%dT%H:%M"),
        "duree_minutes": "45",
        "mode": "physique",
        "lieu_type": "client_final",
        "lieu": "12, rue du Port",
        "accompagnateur": commercial.pk,
        "cle_creation": str(uuid4()),
    }
    adresse = reverse("besoins:entretien_proposer", args=[positionnement.pk])
    nav = connecter(commercial)
    page = nav.post(adresse, donnees)
    assert page.status_code == 422
    for dit in ("projet au forfait (BES-6)", "Ce créneau est déjà passé.", "12, rue du Port"):
        assert dit in page.content.decode()
    bon = donnees | {"mode": "visio", "creneau_2": ""}
    assert nav.post(adresse, bon).status_code == 302
    assert nav.post(adresse, bon).status_code == 302
    assert Entretien.objects.count() == 1


def test_un_entretien_attend_l_interet_du_do(commercial):
    positionnement = pret_a_envoyer(commercial)
    envoyer_cv(positionnement=positionnement, par=commercial, objet="Un profil", corps="Bonjour")
    with pytest.raises(PorteFermeeError, match="intéresse"):
        proposer(positionnement, commercial)


def test_un_creneau_passe_ou_un_second_entretien_est_refuse(commercial):
    positionnement = interesse(commercial)
    with pytest.raises(ValidationError, match="déjà passé"):
        proposer(positionnement, commercial, dans(-1))
    proposer(positionnement, commercial)
    with pytest.raises(ValidationError, match="déjà proposé ou confirmé"):
        proposer(positionnement, commercial)


# --- Both sides ---
def test_la_proposition_ne_nomme_ni_le_freelance_au_do_ni_le_do_au_freelance(commercial):
    positionnement = interesse(commercial)
    entretien = proposer(positionnement, commercial)
    vers_do = Courriel.objects.get(cle_metier=f"entretien:{entretien.pk}:do:proposition")
    vers_lui = Courriel.objects.get(cle_metier=f"entretien:{entretien.pk}:freelance:proposition")
    assert "Introuvable" not in vers_do.objet + vers_do.corps
    assert "/lien/" in vers_do.corps
    contact = positionnement.besoin.contact
    assert contact.nom not in vers_lui.objet + vers_lui.corps
    assert positionnement.besoin.client.nom not in vers_lui.objet + vers_lui.corps


def test_le_premier_creneau_commun_est_confirme_et_l_invitation_part_aux_deux(commercial, client):
    positionnement = interesse(commercial)
    entretien = proposer(positionnement, commercial, dans(30), dans(50), dans(70))
    un, deux, trois = entretien.creneaux.all()
    for cote, coches in ((Cote.DO, [un, deux, trois]), (Cote.FREELANCE, [deux, trois])):
        adresse = reverse("liens:lien", args=[liens.jeton_de(getattr(entretien, f"lien_{cote}"))])
        assert client.get(adresse).status_code == 200
        assert client.post(adresse, {"creneaux": [c.pk for c in coches]}).status_code == 200
        # The link serves once.
        assert client.post(adresse, {"creneaux": [un.pk]}).status_code == 410
    entretien.refresh_from_db()
    assert (entretien.statut, entretien.debut) == (StatutEntretien.CONFIRME, deux.debut)
    assert lettres("confirmation") == sorted([positionnement.besoin.contact.email, "zoe@freelance.example"])
    piece = Courriel.objects.filter(cle_metier__endswith=":confirmation").first().pieces.get()
    assert piece.type_mime == "text/calendar"
    assert piece.fichier.read().startswith(b"BEGIN:VCALENDAR")
    assert Notification.objects.filter(pour=commercial, cle__endswith=":confirme").exists()


def test_sans_creneau_commun_le_commercial_a_une_relance(commercial):
    entretien = proposer(interesse(commercial), commercial)
    un, deux = entretien.creneaux.all()
    services.repondre(entretien=entretien, cote=Cote.DO, choisis={un.pk})
    entretien = services.repondre(entretien=entretien, cote=Cote.FREELANCE, choisis={deux.pk})
    assert entretien.statut == StatutEntretien.SANS_CRENEAU
    assert Relance.objects.a_faire().filter(cle__endswith=":sans_creneau", pour=commercial).exists()
    assert proposer(entretien.positionnement, commercial).pk


def test_une_annulation_ferme_les_liens_et_previent_chacun(commercial):
    entretien = proposer(interesse(commercial), commercial)
    with pytest.raises(ValidationError):
        services.annuler(entretien=entretien, par=commercial, motif=" ")
    services.annuler(entretien=entretien, par=commercial, motif="Budget gelé")
    assert len(lettres("annulation")) == 2
    with pytest.raises(LienFermeError):
        services.repondre(entretien=entretien, cote=Cote.DO, choisis=set())


# --- The clock ---
def test_le_rappel_part_la_veille_une_fois_meme_apres_deux_jours_sans_horloge(commercial):
    entretien = confirme(interesse(commercial), commercial, dans(80))
    veiller_sur_les_entretiens()
    assert lettres("rappel") == []
    # The clock was stopped the whole day before: it is held in three hours, the reminder still leaves.
    Entretien.objects.filter(pk=entretien.pk).update(debut=dans(3), fin=dans(4))
    veiller_sur_les_entretiens()
    veiller_sur_les_entretiens()
    assert len(lettres("rappel")) == 2


def test_un_entretien_passe_n_est_plus_rappele_mais_demande_ses_retours_le_jour_meme(commercial):
    entretien = tenu(interesse(commercial), commercial)
    veiller_sur_les_entretiens()
    assert entretien.statut == StatutEntretien.TENU
    assert lettres("rappel") == []
    relance = Relance.objects.a_faire().get(cle=f"entretien:{entretien.pk}:retours")
    assert (relance.pour, relance.echeance) == (commercial, timezone.localdate())


# --- Afterwards ---
def test_bes_9_deux_oui_retiennent_le_freelance(commercial):
    positionnement = interesse(commercial)
    entretien = tenu(positionnement, commercial)
    services.noter_avis(entretien=entretien, par=commercial, cote=Cote.DO, avis=Avis.OUI)
    positionnement.refresh_from_db()
    assert positionnement.etape == Etape.ENTRETIEN
    services.noter_avis(entretien=entretien, par=commercial, cote=Cote.FREELANCE, avis=Avis.OUI)
    positionnement.refresh_from_db()
    assert positionnement.etape == Etape.RETENU


@pytest.mark.parametrize(("cote", "mots"), [(Cote.DO, "Refus du DO"), (Cote.FREELANCE, "Décliné par le freelance")])
def test_un_non_ecarte_avec_son_motif(cote, mots, commercial):
    positionnement = interesse(commercial)
    entretien = tenu(positionnement, commercial)
    with pytest.raises(ValidationError):
        services.noter_avis(entretien=entretien, par=commercial, cote=cote, avis=Avis.NON)
    services.noter_avis(entretien=entretien, par=commercial, cote=cote, avis=Avis.NON, mots="Trop loin")
    positionnement.refresh_from_db()
    assert positionnement.etape == Etape.ECARTE
    assert positionnement.motif_sortie == f"{mots} après entretien : Trop loin"


def test_un_retour_ne_precede_pas_l_entretien(commercial):
    entretien = confirme(interesse(commercial), commercial)
    with pytest.raises(ValidationError, match="pas encore eu lieu"):
        services.noter_avis(entretien=entretien, par=commercial, cote=Cote.DO, avis=Avis.OUI)


def test_un_echange_de_coordonnees_est_un_incident_que_le_manager_apprend(commercial):
    manager = UtilisateurFactory(role="manager", agence=commercial.agence)
    entretien = tenu(interesse(commercial), commercial)
    services.noter_incident(entretien=entretien, par=commercial, mots="Carte de visite donnée")
    assert Echange.objects.filter(commentaire__contains="Carte de visite donnée", genre="note").exists()
    assert Notification.objects.filter(pour=manager, cle__endswith=":incident").exists()


def test_cli_5_un_autre_ne_propose_rien_au_do_prive_et_ne_voit_pas_ses_entretiens(commercial, connecter):
    positionnement = interesse(commercial)
    entretien = proposer(positionnement, commercial)
    contact = positionnement.besoin.contact
    contact.prive_a = commercial
    contact.save()
    autre = UtilisateurFactory()
    with pytest.raises(PermissionDenied):
        services.annuler(entretien=entretien, par=autre, motif="Non")
    nav = connecter(autre)
    assert nav.get(reverse("besoins:entretien_annuler", args=[entretien.pk])).status_code == 404
    assert nav.get(reverse("besoins:entretien_proposer", args=[positionnement.pk])).status_code == 403
    assert "Proposé" not in nav.get(reverse("besoins:positionnement", args=[positionnement.pk])).content.decode()


def test_l_invitation_echappe_et_plie_ses_lignes():
    octets = invitation(
        uid="u", sequence=2, debut=datetime(2026, 12, 1, 9, tzinfo=UTC), fin=datetime(2026, 12, 1, 10, tzinfo=UTC),
        titre="Élan, « Java »; suite\nATTENDEE:x", lieu="", texte="é" * 200,
    )  # fmt: skip
    assert b"DTSTART:20261201T090000Z" in octets
    assert "SUMMARY:Élan\\, « Java »\\; suite\\nATTENDEE:x".encode() in octets
    assert all(len(ligne) <= 75 for ligne in octets.split(b"\r\n"))
