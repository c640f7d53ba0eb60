"""CLI-1, CLI-2, CLI-3: the verdict and the CA per head."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest

from clients.enums import Verdict
from clients.verdict import ca_par_tete, rendre_avis


def annee(an: int, ca: int, effectif: int) -> SimpleNamespace:
    return SimpleNamespace(annee=an, chiffre_affaires=Decimal(ca), effectif=effectif)


@pytest.mark.parametrize(
    ("ca", "effectif", "attendu"),
    [
        (120, 12, Verdict.A_PROSPECTER),
        (120, 8, Verdict.NE_PAS_PROSPECTER),
        (80, 12, Verdict.NE_PAS_PROSPECTER),
        (80, 8, Verdict.NE_PAS_PROSPECTER),
        (100, 12, Verdict.INDETERMINE),
        (120, 10, Verdict.INDETERMINE),
        (100, 10, Verdict.INDETERMINE),
    ],
)
def test_le_verdict_suit_les_deux_derniers_exercices(ca, effectif, attendu):
    """CLI-1: four quadrants, and equal figures; an older year does not count."""
    avis = rendre_avis([annee(2023, 1, 1), annee(2025, ca, effectif), annee(2024, 100, 10)], None)
    assert avis.verdict == attendu
    assert avis.raison
    assert (avis.avant.annee, avis.apres.annee) == (2024, 2025)


@pytest.mark.parametrize("annees", [[], [2025], [2025, 2023]])
def test_sans_deux_annees_qui_se_suivent_le_verdict_est_indetermine(annees):
    """CLI-1: fewer than two exercices, or not consecutive."""
    avis = rendre_avis([annee(an, an, an) for an in annees], None)
    assert avis.verdict == Verdict.INDETERMINE


def test_publier_des_missions_l_emporte_sur_les_chiffres():
    """CLI-2; « non » and « à vérifier » leave CLI-1 alone."""
    exercices = [annee(2024, 100, 10), annee(2025, 120, 12)]
    assert rendre_avis(exercices, True).verdict == Verdict.NE_PAS_PROSPECTER
    assert rendre_avis(exercices, False).verdict == Verdict.A_PROSPECTER
    assert rendre_avis(exercices, None).verdict == Verdict.A_PROSPECTER


def test_le_ca_par_tete_n_existe_pas_sans_effectif():
    """CLI-3."""
    assert ca_par_tete(Decimal(1000), 3) == Decimal("333.33")
    assert ca_par_tete(Decimal(1000), 0) is None
