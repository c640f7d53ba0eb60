"""A real worker, a real Redis, a real SMTP server: what happens when one of them dies (issue of conception §6)."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from django.conf import settings as reglages
from django.db import connection
from django.utils import timezone

from samba.activite.services import journaliser
from samba.courriels import envoi, services
from samba.courriels.models import Courriel
from tests.serveur_smtp import serveur_smtp
from tests.usines import ContactFactory

pytestmark = [pytest.mark.services, pytest.mark.usefixtures("base_validee"), pytest.mark.timeout(120)]


@contextmanager
def un_redis():
    """A Redis of one's own on a Unix socket (the path must stay short)."""
    dossier = Path(tempfile.mkdtemp(prefix="r"))
    prise = dossier / "s"
    commande = ["redis-server", "--port", "0", "--unixsocket", str(prise), "--save", "", "--dir", str(dossier)]
    processus = subprocess.Popen(commande, stdout=subprocess.DEVNULL)
    client = redis.Redis(unix_socket_path=str(prise))
    try:
        attendre(lambda: repond(client))
        yield str(prise), client
    finally:
        processus.terminate()
        processus.wait(10)
        shutil.rmtree(dossier, ignore_errors=True)


def repond(client) -> bool:
    try:
        return client.ping()
    except redis.ConnectionError:
        return False


def attendre(condition, secondes: float = 40) -> None:
    """Poll until true; fails the test otherwise."""
    horloge = threading.Event()
    for _ in range(int(secondes * 20)):
        if condition():
            return
        horloge.wait(0.05)
    pytest.fail("délai dépassé")


@contextmanager
def un_worker(prise: str, port_smtp: int, *options: str):
    """A Celery worker on the copied database, which sends to `port_smtp`."""
    base = connection.settings_dict
    hote = base["HOST"] or base["OPTIONS"].get("host", "")
    adresse = f"postgres://{base['USER'] or ''}@/{base['NAME']}?host={hote}"
    environnement = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "samba.settings",
        "DEBUG": "true",
        "DATABASE_URL": adresse,
        "REDIS_URL": f"unix://{prise}?db=1",
        "CELERY_BROKER_URL": f"redis+socket://{prise}?virtual_host=0",
        "EMAIL_URL": f"smtp://127.0.0.1:{port_smtp}",
    }
    commande = [sys.executable, "-m", "celery", "-A", "samba", "worker", "-P", "solo", "-l", "WARNING", *options]
    processus = subprocess.Popen(commande, cwd=reglages.BASE_DIR, env=environnement, start_new_session=True)
    try:
        yield processus
    finally:
        if processus.poll() is None:
            os.killpg(processus.pid, signal.SIGKILL)
        processus.wait(10)


@pytest.fixture
def deposer(commercial, monkeypatch):
    """Drop a message to a DO without the suite's eager worker taking it."""
    monkeypatch.setattr(services, "reveiller_le_worker", lambda: None)
    contact = ContactFactory(email="do@client.test")
    echange = journaliser(auteur=commercial, contact=contact, genre="courriel")
    return lambda cle: services.deposer(
        cle_metier=cle, destinataire=contact.email, objet="Profil", corps="Bonjour", auteur=commercial, echange=echange
    )


def test_un_worker_tue_en_plein_envoi_n_envoie_pas_deux_fois_au_client(deposer):
    """Killed after DATA, before the answer: the client has one copy, and a human is asked."""
    recu, tue = threading.Event(), threading.Event()

    def tuer_avant_de_repondre(server) -> None:
        recu.set()
        tue.wait(30)

    with un_redis() as (prise, _), serveur_smtp() as (boite, port):
        boite.avant_reponse = tuer_avant_de_repondre
        courriel = deposer("cv:1")
        with un_worker(prise, port) as worker:
            envoyer_par_redis(prise)
            assert recu.wait(40), "le worker n’a pas commencé l’envoi"
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait(10)
            tue.set()
        courriel.refresh_from_db()
        assert courriel.statut == "reclame", "réclamé et validé avant SMTP"
        boite.avant_reponse = None
        Courriel.objects.update(reclame_le=timezone.now() - envoi.DELAI_RECLAME - timedelta(seconds=1))
        with un_worker(prise, port):
            envoyer_par_redis(prise)
            attendre(lambda: Courriel.objects.get().statut == "incertain")
        assert len(boite.recus) == 1


def test_redis_revient_et_le_courriel_part(deposer):
    """Written while Redis was down; the first scan after its return sends it."""
    courriel = deposer("cv:2")
    with un_redis() as (prise, _), serveur_smtp() as (boite, port), un_worker(prise, port, "-B", "-s", f"{prise}-beat"):
        attendre(lambda: Courriel.objects.get(pk=courriel.pk).statut == "envoye")
        assert [message["Message-ID"] for message in boite.messages] == [courriel.message_id]


def envoyer_par_redis(prise: str) -> None:
    """Ask the worker for a scan, through Redis, as the web does."""
    from celery import Celery

    app = Celery(set_as_current=False)
    # The connection is given: CELERY_BROKER_URL of the environment would win over the app's own setting.
    with app.connection_for_write(f"redis+socket://{prise}?virtual_host=0") as connexion:
        app.send_task("samba.courriels.tasks.envoyer_courriels", connection=connexion)
