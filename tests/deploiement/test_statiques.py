"""Static files: only the listed files leave node_modules, under hashed names, without following source maps."""

from __future__ import annotations

import json

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from samba.listes.statiques import FICHIERS_NPM, NodeModulesFinder

CHEMINS = [f"{prefixe}/{nom}" for prefixe, (_, noms) in FICHIERS_NPM.items() for nom in noms]


@pytest.mark.parametrize("chemin", CHEMINS)
def test_un_fichier_de_la_liste_est_trouve(chemin):
    assert finders.find(chemin)


@pytest.mark.parametrize(
    "chemin",
    [
        "vendor/tabler/css/tabler.css",
        "vendor/tabler/js/tabler.min.js.map",
        "vendor/tabler/../../../manage.py",
        "vendor/tabler/",
    ],
)
def test_rien_d_autre_ne_sort_de_node_modules(chemin):
    assert NodeModulesFinder().find(chemin) == []


def test_sans_npm_ci_collectstatic_dit_quoi_faire(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    with pytest.raises(ImproperlyConfigured, match="npm ci"):
        list(NodeModulesFinder().list(None))


def test_collectstatic_donne_des_noms_qui_changent_avec_le_contenu(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "samba.listes.statiques.StockageStatique"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    noms = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    for chemin in [*CHEMINS, "css/samba.css"]:
        publie = tmp_path / noms[chemin]
        assert publie.is_file()
        assert publie.with_name(f"{publie.name}.gz").is_file()
    assert not list(tmp_path.rglob("*.br"))
    assert not list((tmp_path / "vendor").rglob("*.map"))
