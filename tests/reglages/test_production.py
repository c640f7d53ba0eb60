"""Settings of production: a value that is missing stops the start with its name (issue of the ground)."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings

COMPLET = {
    "DEBUG": "false",
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "samba.exemple.fr",
    "ADRESSE_PUBLIQUE": "https://samba.exemple.fr",
    "EMAIL_URL": "smtp://localhost:25",
    "DEFAULT_FROM_EMAIL": "samba@exemple.fr",
}


def charger(**variables: str) -> subprocess.CompletedProcess[str]:
    """Load the real settings in a process that knows only these variables."""
    gardees = {nom: os.environ[nom] for nom in ("PATH", "HOME") if nom in os.environ}
    return subprocess.run(
        [sys.executable, "-c", "import django; django.setup(); print('charge')"],
        cwd=settings.BASE_DIR,
        env={**gardees, "DJANGO_SETTINGS_MODULE": "samba.settings", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_tout_est_donne_le_site_demarre():
    assert charger(**COMPLET).stdout.strip() == "charge"


@pytest.mark.parametrize("manquante", ["SECRET_KEY", "ADRESSE_PUBLIQUE", "EMAIL_URL", "DEFAULT_FROM_EMAIL"])
def test_une_valeur_manquante_arrete_le_demarrage_et_se_nomme(manquante):
    resultat = charger(**{nom: valeur for nom, valeur in COMPLET.items() if nom != manquante})
    assert resultat.returncode != 0
    assert manquante in resultat.stderr
    assert "obligatoire" in resultat.stderr


def test_une_autre_base_que_postgresql_est_refusee():
    resultat = charger(**COMPLET, DATABASE_URL="sqlite:///x.db")
    assert "PostgreSQL" in resultat.stderr


def test_sans_https_le_serveur_embarque_n_a_besoin_que_de_sa_cle():
    assert charger(DEBUG="false", HTTPS="false", SECRET_KEY="y" * 60).stdout.strip() == "charge"
