"""CLI-1, CLI-2, CLI-3: the verdict and the CA per head."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest

from clients.enums import Verdict
from clients.models import Client, Exercice
from clients.verdict import ca_par_tete, ce_qui_changerait, rendre_avis
from tests.usines import ClientFactory, ExerciceFactory


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


CAS = [
    ((None, None), None),
    ((0, 1), None),
    *(
        ((sens_ca, sens_effectif), publie)
        for sens_ca in (1, -1)
        for sens_effectif in (1, -1)
        for publie in (None, True)
    ),
    ((1, 0), False),
    ((0, 0), None),
]


@pytest.mark.django_db
def test_la_liste_et_la_fiche_disent_le_meme_verdict():
    """CLI-1, CLI-2: the four quadrants, equality, missing and separate years, by the columns that triggers keep."""
    attendus = {}
    for (sens_ca, sens_effectif), publie in CAS:
        client = ClientFactory(publie_missions=publie)
        ExerciceFactory(client=client, annee=2025, chiffre_affaires=1000 + 100 * (sens_ca or 0), effectif=20)
        ExerciceFactory(
            client=client,
            annee=2024 if sens_ca is not None else 2023,
            chiffre_affaires=1000,
            effectif=20 - (sens_effectif or 0),
        )
        attendus[client.pk] = client.avis.verdict
    attendus[ClientFactory().pk] = Verdict.INDETERMINE
    for client in Client.objects.all():
        assert client.avis_bref.verdict == attendus[client.pk]
    trouves = {
        pk: verdict for verdict in Verdict for pk in Client.objects.de_verdict(verdict).values_list("pk", flat=True)
    }
    assert trouves == attendus
    assert set(attendus.values()) == set(Verdict)


@pytest.mark.django_db
def test_les_chiffres_gardes_suivent_chaque_ecriture_des_exercices():
    """CLI-1: inserted in bulk, changed, moved to another year, deleted; the base itself keeps them."""
    client = ClientFactory()
    Exercice.objects.bulk_create(
        [Exercice(client=client, annee=an, chiffre_affaires=ca, effectif=10) for an, ca in ((2023, 5), (2025, 10))]
    )

    def gardes():
        client.refresh_from_db()
        return client.exercice_annee, client.sens_ca, client.sens_effectif

    assert gardes() == (2025, None, None)
    Exercice.objects.filter(annee=2023).update(annee=2024)
    assert gardes() == (2025, 1, 0)
    Exercice.objects.filter(annee=2025).update(chiffre_affaires=1, effectif=12)
    assert gardes() == (2025, -1, 1)
    Exercice.objects.filter(annee=2025).delete()
    assert gardes() == (2024, None, None)
    Exercice.objects.all().delete()
    assert gardes() == (None, None, None)


@pytest.mark.parametrize(
    ("exercices", "publie", "attendu"),
    [
        ([], None, "2024 et 2025"),
        ([(2025, 1, 1)], None, "de 2024"),
        ([(2025, 1, 1), (2023, 1, 1)], None, "de 2024"),
        ([(2024, 1, 1), (2025, 2, 2)], None, "recule"),
        ([(2024, 2, 2), (2025, 1, 1)], None, "progressent tous deux"),
        ([(2024, 1, 1), (2025, 2, 2)], True, "cesse de publier"),
    ],
)
def test_l_avis_dit_ce_qui_le_changerait(exercices, publie, attendu):
    """CLI-1, CLI-2."""
    avis = rendre_avis([annee(*chiffres) for chiffres in exercices], publie)
    assert attendu in ce_qui_changerait(avis, publie, 2026)
