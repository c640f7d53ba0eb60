"""FRE-4: a small run of the bench of the CVs. `script/manage banc_cv` makes the large one."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from referentiels.chargement.fichiers import DOSSIER
from samba.pilotage.banc_cv.generateur import Verite
from samba.pilotage.banc_cv.mesures import OBJECTIF_UTILES, fuites, mesurer
from samba.pilotage.management.commands.banc_cv import FICHIERS

pytestmark = pytest.mark.django_db


def test_vingt_cv_ne_laissent_rien_fuir_et_gardent_les_mots_utiles() -> None:
    """FRE-4: no leak in twenty CVs full of traps, and at least 95 % of the useful words."""
    call_command("charger_referentiels", fichier=[DOSSIER / f for f in FICHIERS], stdout=io.StringIO())
    bilan = mesurer(20, graine=7)
    assert bilan.fuites == []
    assert bilan.utiles >= OBJECTIF_UTILES
    assert sum(len(r.demandes_vaines) for r in bilan.releves) <= 4


@pytest.mark.parametrize(
    ("genre", "secret", "texte"),
    [
        ("nom", "Rose Martin", "par R o s e M a r t i n"),
        ("nom", "Rose Martin", "par Rоsе Mаrtin"),
        ("telephone", "06 12 34 56 78", "Tél. 06.12.34.56.78"),
        ("societe", "BNP Paribas", "chez bnp paribas"),
        ("age", "42 ans", "consultant, 42 ans"),
    ],
)
def test_le_banc_voit_ce_qui_fuit(genre: str, secret: str, texte: str) -> None:
    """The bench can fail: each of these is a leak in its eyes."""
    assert (genre, secret) in list(fuites(Verite("Rose", "Martin", secrets=[(genre, secret)]), texte))
