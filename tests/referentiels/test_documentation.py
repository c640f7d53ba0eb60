"""The README of the reference files says what the loader reads: a new référentiel is written from it."""

import pytest

from referentiels.chargement.fichiers import CHARGEURS, DOSSIER

README = (DOSSIER / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("chargeur", CHARGEURS, ids=lambda c: c.nom)
def test_le_format_de_chaque_fichier_est_decrit(chargeur):
    facultatives = set(chargeur.facultatives.split())
    colonnes = " ".join(f"[{nom}]" if nom in facultatives else nom for nom in chargeur.colonnes.split())
    assert f"| `{chargeur.nom}` | {colonnes} |" in README
