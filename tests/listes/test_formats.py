"""Numbers, phones and dates, as SAMBA writes them in French."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from samba.listes import formats


def lisible(texte: str) -> str:
    """Visible spaces: « _ » for a no-break space, « . » for a narrow one."""
    return texte.replace("\u202f", ".").replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("valeur", "ecrit"),
    [
        (Decimal("1234.5"), "1.234,50_€"),
        (Decimal("1234567"), "1.234.567,00_€"),
        (Decimal("0.005"), "0,01_€"),
        (Decimal("-12.3"), "−12,30_€"),
        (450, "450,00_€"),
        (None, "—"),
        ("", "—"),
        ("n’importe quoi", "—"),
        (float("nan"), "—"),
    ],
)
def test_les_euros_ont_deux_decimales_et_arrondissent_au_demi_superieur(valeur, ecrit):
    assert lisible(formats.euros(valeur)) == ecrit


@pytest.mark.parametrize(("valeur", "ecrit"), [(450, "450_€/j"), (Decimal("512.50"), "512,50_€/j"), (None, "—")])
def test_un_tarif_journalier_laisse_les_centimes_inutiles(valeur, ecrit):
    assert lisible(formats.euros_jour(valeur)) == ecrit


@pytest.mark.parametrize(
    ("ratio", "ecrit"),
    [
        (Decimal("0.15"), "15_%"),
        (Decimal("0.1555"), "15,6_%"),
        (0, "0_%"),
        (Decimal("0.99999"), "100_%"),
        (Decimal("-0.2"), "−20_%"),
        (None, "—"),
    ],
)
def test_une_marge_est_un_rapport_ecrit_en_pourcent(ratio, ecrit):
    assert lisible(formats.pourcent(ratio)) == ecrit


@pytest.mark.parametrize(
    ("saisi", "ecrit", "compose"),
    [
        ("0199001234", "01_99_00_12_34", "+33199001234"),
        ("+33 6 39 98 12 34", "06_39_98_12_34", "+33639981234"),
        ("+41 21 000 00 00", "+41_21_000_00_00", "+41210000000"),
        ("poste 12", "poste 12", ""),
        ("", "", ""),
        (None, "", ""),
    ],
)
def test_un_telephone_se_lit_par_paires_et_se_compose_en_un_clic(saisi, ecrit, compose):
    assert lisible(formats.telephone(saisi)) == ecrit
    assert formats.telephone_composable(saisi) == compose


@pytest.mark.parametrize(
    ("ecart", "ecrit"),
    [
        (0, "aujourd’hui"),
        (1, "hier"),
        (-1, "demain"),
        (3, "il y a 3_j"),
        (-5, "dans 5_j"),
        (90, "il y a 90_j"),
        (91, "il y a 3_mois"),
        (800, "il y a 2_ans"),
    ],
)
def test_l_anciennete_se_dit_en_mots(ecart, ecrit):
    assert lisible(formats.jours_depuis(timezone.localdate() - datetime.timedelta(days=ecart))) == ecrit


@time_machine.travel("2026-03-02T22:30:00Z", tick=False)
def test_le_jour_est_celui_de_paris():
    """Half past eleven at night in Paris: still today for a call made in the morning, UTC or not."""
    matin = datetime.datetime(2026, 3, 1, 23, 30, tzinfo=datetime.UTC)
    assert formats.jours_depuis(matin) == "aujourd’hui"
    assert formats.date_fr(matin) == "2 mars 2026"
    assert formats.date_fr(matin, "heure") == "2 mars 2026 à 00:30"


@pytest.mark.parametrize(
    ("forme", "ecrit"),
    [("longue", "1er mars 2026"), ("courte", "01/03/2026"), ("jour", "dimanche 1 mars"), ("mois", "mars 2026")],
)
def test_une_date_s_ecrit_en_francais(forme, ecrit):
    assert formats.date_fr(datetime.date(2026, 3, 1), forme) == ecrit


def test_une_date_absente_se_voit():
    assert formats.date_fr(None) == formats.jours_depuis(None) == "—"


@pytest.mark.parametrize(
    ("quantite", "mot", "ecrit"),
    [
        (0, "besoin", "0 besoin"),
        (1, "besoin", "1 besoin"),
        (2, "besoin ouvert", "2 besoins ouverts"),
        (1500, "travail,travaux", "1.500 travaux"),
        (None, "besoin", "0 besoin"),
    ],
)
def test_le_pluriel_commence_a_deux(quantite, mot, ecrit):
    assert lisible(formats.pluriel(quantite, mot)) == ecrit


@pytest.mark.parametrize(("nom", "lettres"), [("Jean-Marc Le Bihan", "JB"), ("Alzéo", "A"), ("", ""), (None, "")])
def test_les_initiales_prennent_le_premier_et_le_dernier_mot(nom, lettres):
    assert formats.initiales(nom) == lettres
