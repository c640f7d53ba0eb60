"""The health page: what it says, to whom, and what it keeps to itself."""

from __future__ import annotations

import shutil
import time

import pytest
from django.core.cache import caches
from django.db import OperationalError, connection

from samba.pilotage import sante
from samba.pilotage.tasks import CLE_TEMOIN, temoigner, temoigner_au_demarrage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cache_vide():
    caches["rapide"].clear()


@pytest.fixture
def _worker_en_vie():
    temoigner()


@pytest.mark.usefixtures("_worker_en_vie")
def test_tout_va_bien_sans_connexion_a_un_compte(client):
    reponse = client.get("/sante/")
    assert reponse.status_code == 200
    assert reponse.json() == {"etat": "ok", "en_panne": []}
    assert "no-store" in reponse["Cache-Control"]


@pytest.mark.usefixtures("_worker_en_vie")
def test_sans_base_le_site_est_en_panne_et_la_page_ne_dit_pas_pourquoi(client, monkeypatch):
    def refuser(*_args, **_options):
        raise OperationalError('connection to server at "10.1.2.3" failed: password authentication failed for "samba"')

    monkeypatch.setattr(connection, "cursor", refuser)
    reponse = client.get("/sante/")
    assert reponse.status_code == 503
    assert reponse.json() == {"etat": "panne", "en_panne": ["base"]}


def test_sans_redis_le_site_repond_encore(client, settings):
    """Pages answer and e-mails wait in PostgreSQL: taking the site away would make things worse."""
    settings.CACHES = {
        **settings.CACHES,
        "rapide": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "unix:///tmp/aucun-redis-ici.sock",
        },
    }
    reponse = client.get("/sante/")
    assert reponse.status_code == 200
    assert reponse.json() == {"etat": "degrade", "en_panne": ["redis", "worker"]}


def test_un_worker_qui_n_a_jamais_signe_est_signale(client):
    reponse = client.get("/sante/")
    assert reponse.status_code == 200
    assert reponse.json() == {"etat": "degrade", "en_panne": ["worker"]}


@pytest.mark.parametrize(("silence", "en_panne"), [(170, []), (190, ["worker"])])
def test_un_worker_muet_depuis_trois_minutes_est_signale(client, silence, en_panne):
    caches["rapide"].set(CLE_TEMOIN, time.time() - silence, timeout=None)
    assert client.get("/sante/").json()["en_panne"] == en_panne


def test_un_worker_signe_des_qu_il_est_pret(client):
    temoigner_au_demarrage()
    assert client.get("/sante/").json()["etat"] == "ok"


@pytest.mark.usefixtures("_worker_en_vie")
def test_un_disque_presque_plein_est_signale(client, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**12, 10**12, 10**6))
    reponse = client.get("/sante/")
    assert reponse.status_code == 200
    assert reponse.json()["en_panne"] == ["disque"]


def test_la_page_ne_se_lit_que(client):
    assert client.post("/sante/").status_code == 405


def test_chaque_verification_est_nommee_dans_l_ordre_de_gravite():
    assert list(sante.VERIFICATIONS) == ["base", "redis", "worker", "disque"]
