"""What the tree must not hold: names of package hosts, pins without hashes."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

RACINE = Path(__file__).resolve().parents[2]
# Written so that this file does not match itself.
HOTES = re.compile(
    r"py[p]i[.]o[r]g|python[h]osted|registry[.]npm[j]s|registry[.]yarn[p]kg|[.]debia[n][.]org|unpk[g][.]com|jsde[l]ivr|cdn[j]s"
)
IGNORES = {".git", ".venv", "node_modules", "var"}


def fichiers_du_depot() -> list[Path]:
    """The committed files, or, in a copy without its history, every file that a clone would hold."""
    if (RACINE / ".git").exists():
        suivis = subprocess.run(["git", "ls-files", "-z"], cwd=RACINE, capture_output=True, text=True)
        if suivis.returncode == 0:
            return [RACINE / nom for nom in suivis.stdout.split("\0") if nom and (RACINE / nom).is_file()]
    return [
        chemin
        for chemin in RACINE.rglob("*")
        if chemin.is_file()
        and not IGNORES & set(chemin.relative_to(RACINE).parts)
        and "__pycache__" not in chemin.parts
    ]


def test_aucun_fichier_ne_nomme_un_hebergeur_de_paquets():
    coupables = [
        f"{chemin.relative_to(RACINE)} : {trouve[0]}"
        for chemin in fichiers_du_depot()
        if (trouve := HOTES.search(chemin.read_text(errors="ignore")))
    ]
    assert coupables == []


def test_aucun_verrou_de_paquets_ne_donne_d_adresse():
    paquets = json.loads((RACINE / "package-lock.json").read_text())["packages"]
    assert [nom for nom, paquet in paquets.items() if "resolved" in paquet] == []
    assert not {"uv.lock", "pylock.toml"} & {chemin.name for chemin in fichiers_du_depot()}


@pytest.mark.parametrize(
    "nom", ["requirements.txt", "requirements-dev.txt", "script/lib/uv.txt", "script/lib/node.txt"]
)
def test_chaque_version_python_est_figee_avec_ses_empreintes(nom):
    texte = re.sub(r"^\s*#.*$", "", (RACINE / nom).read_text().replace("\\\n", ""), flags=re.MULTILINE)
    lignes = [ligne for ligne in texte.splitlines() if ligne.strip()]
    assert lignes
    assert [ligne[:60] for ligne in lignes if "==" not in ligne or "--hash=sha256:" not in ligne] == []


def test_chaque_paquet_npm_est_fige_avec_son_empreinte():
    paquets = json.loads((RACINE / "package-lock.json").read_text())["packages"]
    assert [nom for nom, paquet in paquets.items() if nom and not paquet["integrity"].startswith("sha512-")] == []
