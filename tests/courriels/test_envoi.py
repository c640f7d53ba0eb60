"""The outbox (conception §8): one copy to a client, whatever happens. Real SMTP on loopback."""

from __future__ import annotations

from datetime import timedelta

import pytest
from celery import Celery
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from samba.activite.services import journaliser
from samba.courriels import envoi, services, tasks
from samba.courriels.enums import StatutCourriel
from samba.courriels.models import Courriel
from samba.courriels.tasks import envoyer_courriels
from samba.documents.models import Document
from tests.serveur_smtp import port_libre, serveur_smtp
from tests.usines import ContactFactory


@pytest.fixture
def deposer(commercial):
    """Drop a message to a DO in the outbox, without sending it."""
    contact = ContactFactory(email="do@client.test")
    echange = journaliser(auteur=commercial, contact=contact, genre="courriel")

    def _deposer(cle="cle-1", interne=False, pieces=()):
        return services.deposer(
            cle_metier=cle,
            destinataire=contact.email,
            objet="Un profil pour vous : été",
            corps="Bonjour,\n\nVoici un profil.\n",
            auteur=commercial,
            echange=None if interne else echange,
            interne=interne,
            pieces=pieces,
        )

    return _deposer


@pytest.fixture
def smtp(settings):
    """Point the back end at a real server on loopback."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 3
    with serveur_smtp() as (boite, port):
        settings.EMAIL_PORT = port
        yield boite


@pytest.mark.usefixtures("base_validee")
def test_un_courriel_part_une_fois_avec_ses_octets_et_sa_piece_jointe(deposer, smtp, commercial):
    from django.core.files.base import ContentFile

    document = Document(nom="CV.pdf", type_mime="application/pdf", taille=4, empreinte="0" * 64)
    document.fichier.save("cv", ContentFile(b"%PDF"), save=True)
    courriel = deposer(pieces=[document])
    assert envoyer_courriels() == 0, "le réveil après commit l’a déjà envoyé"
    assert envoyer_courriels() == 0
    courriel.refresh_from_db()
    assert courriel.statut == StatutCourriel.ENVOYE
    (message,) = smtp.messages
    assert message["Message-ID"] == courriel.message_id
    assert message["Subject"] == "Un profil pour vous : été"
    assert message["Reply-To"] == commercial.email
    (piece,) = message.iter_attachments()
    assert (piece.get_filename(), piece.get_content()) == ("CV.pdf", b"%PDF")


@pytest.mark.django_db
def test_la_meme_cle_metier_ne_fait_qu_une_ligne(deposer):
    assert deposer("cv:1").pk == deposer("cv:1").pk
    assert Courriel.objects.count() == 1


@pytest.mark.django_db
def test_une_transaction_annulee_n_envoie_rien(deposer, django_capture_on_commit_callbacks):
    class Annulation(Exception):
        pass

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Annulation), transaction.atomic():
        deposer()
        raise Annulation
    assert not Courriel.objects.exists()
    assert mail.outbox == []


@pytest.mark.django_db
def test_un_courriel_a_un_tiers_sans_echange_est_refuse_par_la_base(commercial):
    with pytest.raises(IntegrityError), transaction.atomic():
        services.deposer(cle_metier="x", destinataire="a@b.test", objet="o", corps="c", auteur=commercial)


@pytest.mark.usefixtures("base_validee")
def test_serveur_absent_l_envoi_est_retente_plus_tard(deposer, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port_libre()
    courriel = deposer()
    courriel.refresh_from_db()
    assert courriel.statut == StatutCourriel.A_REESSAYER
    assert courriel.prochain_essai_le > timezone.now()
    assert envoyer_courriels() == 0, "pas avant son heure"
    with serveur_smtp() as (boite, port):
        settings.EMAIL_PORT = port
        Courriel.objects.update(prochain_essai_le=timezone.now())
        assert envoyer_courriels() == 1
        assert len(boite.recus) == 1


@pytest.mark.usefixtures("base_validee")
@pytest.mark.parametrize(
    ("reponse", "statut"),
    [("450 plus tard", StatutCourriel.A_REESSAYER), ("550 inconnu", StatutCourriel.ABANDONNE)],
)
def test_un_refus_du_serveur_est_un_echec_certain(deposer, smtp, reponse, statut):
    smtp.refus_message = reponse
    courriel = deposer()
    courriel.refresh_from_db()
    assert courriel.statut == statut
    assert courriel.erreur


@pytest.mark.usefixtures("base_validee")
@pytest.mark.parametrize(("interne", "statut"), [(False, "incertain"), (True, "a_reessayer")])
def test_coupure_apres_data_un_client_attend_un_humain_un_interne_repart(deposer, smtp, interne, statut):
    """Any doubt after DATA: the server has the message, but never said so."""
    smtp.avant_reponse = lambda server: server.transport.close()
    courriel = deposer(interne=interne)
    courriel.refresh_from_db()
    assert len(smtp.recus) == 1
    assert courriel.statut == statut
    smtp.avant_reponse = None
    Courriel.objects.update(prochain_essai_le=timezone.now())
    envoyer_courriels()
    assert len(smtp.recus) == (2 if interne else 1)


@pytest.mark.usefixtures("base_validee")
@pytest.mark.parametrize(("interne", "statut"), [(False, "incertain"), (True, "a_reessayer")])
def test_un_reclame_perdu_par_un_worker_mort_n_est_jamais_renvoye_seul_a_un_client(deposer, interne, statut):
    courriel = deposer(interne=interne)
    Courriel.objects.update(
        statut=StatutCourriel.RECLAME, essais=1, reclame_le=timezone.now() - envoi.DELAI_RECLAME - timedelta(seconds=1)
    )
    mail.outbox.clear()
    assert envoi.juger_les_reclames_perdus() == 1
    courriel.refresh_from_db()
    assert courriel.statut == statut
    assert mail.outbox == []


@pytest.mark.usefixtures("base_validee")
def test_un_reclame_recent_n_est_pas_touche(deposer):
    deposer()
    Courriel.objects.update(statut=StatutCourriel.RECLAME, reclame_le=timezone.now())
    assert envoi.juger_les_reclames_perdus() == 0


@pytest.mark.django_db
def test_apres_le_dernier_essai_le_courriel_est_abandonne_et_se_voit(deposer):
    courriel = deposer()
    Courriel.objects.update(statut=StatutCourriel.RECLAME, essais=len(envoi.ATTENTES_MINUTES) + 1)
    courriel.refresh_from_db()
    assert envoi._echec(courriel, OSError("injoignable")) == StatutCourriel.ABANDONNE


@pytest.mark.django_db
def test_deux_humains_decident_le_second_est_prevenu(deposer):
    courriel = deposer()
    Courriel.objects.update(statut=StatutCourriel.INCERTAIN)
    assert envoi.trancher(courriel, parti=True)
    assert not envoi.trancher(courriel, parti=False)


def ne_rien_faire() -> None:
    """A task that is never reached."""


@pytest.mark.usefixtures("base_validee")
def test_redis_arrete_la_page_repond_et_le_courriel_attend(deposer, monkeypatch):
    """Promise of conception §6: the broker is a socket that nobody listens on."""
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)  # Celery prefers it to the app's own setting.
    sans_broker = Celery("sans_broker", set_as_current=False)
    sans_broker.config_from_object("samba.settings", namespace="CELERY")
    sans_broker.conf.broker_url = "redis+socket:///nulle/part/redis.sock"
    monkeypatch.setattr(tasks, "envoyer_courriels", sans_broker.task(name="perdue", lazy=False)(ne_rien_faire))
    debut = timezone.now()
    courriel = deposer()
    assert timezone.now() - debut < timedelta(seconds=10)
    courriel.refresh_from_db()
    assert courriel.statut == StatutCourriel.A_ENVOYER
    assert envoyer_courriels() == 1, "le passage suivant le prend"


@pytest.mark.django_db
def test_un_message_interne_qui_arrete_le_worker_a_chaque_fois_finit_par_s_arreter(deposer):
    """Sent again after each stop, but no more often than a message that fails for certain."""
    courriel = deposer(interne=True)
    tard = timezone.now() - envoi.DELAI_RECLAME - timedelta(minutes=1)
    perdu = {"statut": StatutCourriel.RECLAME, "reclame_le": tard}
    for essais, statut in (
        (len(envoi.ATTENTES_MINUTES), StatutCourriel.A_REESSAYER),
        (len(envoi.ATTENTES_MINUTES) + 1, StatutCourriel.ABANDONNE),
    ):
        Courriel.objects.filter(pk=courriel.pk).update(essais=essais, **perdu)
        envoi.juger_les_reclames_perdus()
        courriel.refresh_from_db()
        assert courriel.statut == statut
