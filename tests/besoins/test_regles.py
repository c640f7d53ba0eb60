"""The rules without a page: BES-1, BES-2, BES-5, FRE-2, FRE-3."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import assume, given
from hypothesis import strategies as st

from besoins.controle_appel import manques_appel
from besoins.delais import ajouter_jours, echeance_relance_cv
from besoins.disponibilite import conditions, toutes_remplies
from besoins.enums import StatutBesoin
from besoins.etapes import peut_positionner, portes_positionnement
from besoins.models import AppelFreelance, Positionnement
from besoins.qualification import manquants, points
from besoins.tarifs import marge, tjm_achat, tjm_vente
from freelances.enums import Facturation
from freelances.models import Reference
from samba.parametres.models import Parametres, parametres
from tests.besoins.situations import appel_abouti, besoin_de, pret_a_envoyer
from tests.usines import BesoinFactory, DepartementFactory, FreelanceFactory, PositionnementFactory

MONTANTS = st.decimals(Decimal("0.01"), Decimal("5000"), places=2)
MARGES = st.decimals(Decimal(0), Decimal("0.95"), places=4)
CENT = Decimal("0.01")
PARIS = ZoneInfo("Europe/Paris")


# --- BES-2 ---
@given(achat=MONTANTS, part=MARGES)
def test_la_vente_est_l_achat_divise_par_un_moins_la_marge_au_centime_le_plus_proche(achat, part):
    """BES-2, against exact arithmetic on fractions."""
    from fractions import Fraction

    exact = Fraction(achat) / (1 - Fraction(part)) * 100
    attendu = int(exact + Fraction(1, 2))  # half up
    assert tjm_vente(achat, part) == Decimal(attendu) / 100


@given(achat=MONTANTS, part=MARGES)
def test_revenir_de_la_vente_a_l_achat_ne_perd_pas_plus_d_un_demi_centime(achat, part):
    """BES-2: round trip. Half a cent on the sale is less than half a cent on the purchase."""
    assert abs(tjm_achat(tjm_vente(achat, part), part) - achat) <= CENT


@given(achat=MONTANTS, part=MARGES)
def test_la_marge_relue_est_celle_qui_a_ete_posee_a_l_arrondi_pres(achat, part):
    """BES-2: marge = 1 − achat / vente; the cent on the sale bounds the error."""
    assume(achat >= 100)
    assert abs(marge(achat, tjm_vente(achat, part)) - part) <= Decimal("0.0002")


@pytest.mark.parametrize(
    ("achat", "part", "vente"),
    [("500", "0.15", "588.24"), ("450", "0", "450.00"), ("0.01", "0.5", "0.02"), ("100.005", "0", "100.01")],
)
def test_quelques_tarifs_connus(achat, part, vente):
    """BES-2: half-up, not banker's rounding (100.005 → 100.01)."""
    assert tjm_vente(Decimal(achat), Decimal(part)) == Decimal(vente)
    assert Decimal(achat).quantize(CENT, ROUND_HALF_UP) >= tjm_achat(Decimal(vente), Decimal(part)) - CENT


@pytest.mark.parametrize("part", ["1", "1.5", "-0.01"])
def test_une_marge_hors_bornes_est_refusee(part):
    """BES-2: 0 ≤ marge < 1."""
    with pytest.raises(ValueError, match="100"):
        tjm_vente(Decimal(500), Decimal(part))


def test_la_marge_d_une_vente_nulle_n_existe_pas():
    """BES-2."""
    with pytest.raises(ValueError, match="positif"):
        marge(Decimal(500), Decimal(0))


# --- BES-1 ---
def test_un_besoin_qualifie_n_a_rien_qui_manque(commercial):
    """BES-1."""
    assert manquants(besoin_de(commercial)) == []


VIDES = {
    "profil": {"metier": None},
    "taches": {"taches": "  "},
    "lieu": {"departement": None},
    "demarrage": {"date_demarrage": None},
    "duree": {"duree_mois": None},
    "tarif": {"tjm_vente": None},
    "disponibilite": {"disponibilite_attendue": ""},
    "mode": {"mode_intervention": ""},
    "experience": {"experience_min": None},
    "langues": {"sans_langue": False},
    "email_do": {"contact__email": ""},
}


@pytest.mark.parametrize(("code", "champs"), VIDES.items())
def test_chaque_information_absente_est_nommee_et_ferme_le_positionnement(code, champs, commercial):
    """BES-1: each of the twelve, alone."""
    besoin = besoin_de(commercial, **champs)
    assert [manque.code for manque in manquants(besoin)] == [code]
    assert not peut_positionner(besoin)


def test_sans_technologie_le_besoin_n_est_pas_complet(commercial):
    """BES-1: technologies."""
    besoin = besoin_de(commercial)
    besoin.competences.all().delete()
    assert [manque.code for manque in manquants(besoin)] == ["technologies"]


def test_les_douze_points_sont_tous_proposes(commercial):
    """BES-1: the parametrised list above and the skills cover every point."""
    assert {point.code for point in points(besoin_de(commercial))} == {*VIDES, "technologies"}


def test_une_experience_de_zero_an_est_connue(commercial):
    """BES-1: 0 is an answer."""
    assert manquants(besoin_de(commercial, experience_min=0)) == []


def test_un_besoin_complet_mais_pas_declare_qualifie_reste_ferme(commercial):
    """BES-1: the human says « Qualifier »; the gate tells it."""
    besoin = besoin_de(commercial, statut=StatutBesoin.A_QUALIFIER)
    fermees = [porte for porte in portes_positionnement(besoin) if not porte.ouverte]
    assert [porte.code for porte in fermees] == ["qualifie"]
    assert "Qualifier" in fermees[0].raison


def test_un_besoin_neuf_dit_tout_ce_qui_manque(commercial):
    """BES-1: only the DO's e-mail is known."""
    assert len(manquants(BesoinFactory(proprietaire=commercial))) == 11


# --- BES-5 ---
@pytest.mark.parametrize(
    ("depart", "echeance"),
    [
        (date(2026, 1, 30), date(2026, 2, 1)),  # end of month
        (date(2028, 2, 28), date(2028, 3, 1)),  # leap year
        (date(2026, 12, 31), date(2027, 1, 2)),
        (date(2026, 3, 28), date(2026, 3, 30)),  # clocks go forward on the 29th
        (date(2026, 10, 24), date(2026, 10, 26)),  # and back on the 25th
    ],
)
def test_deux_jours_calendaires(depart, echeance):
    """BES-5: calendar days, weekends included."""
    assert ajouter_jours(depart, 2) == echeance


@pytest.mark.parametrize(
    ("depart", "echeance"),
    [
        (date(2026, 7, 2), date(2026, 7, 6)),  # Thursday → Monday
        (date(2026, 7, 3), date(2026, 7, 7)),  # Friday → Tuesday
        (date(2026, 7, 4), date(2026, 7, 7)),  # Saturday → Tuesday
        (date(2026, 4, 30), date(2026, 5, 5)),  # 1 May, then a weekend
        (date(2026, 12, 24), date(2026, 12, 29)),
        (date(2026, 7, 13), date(2026, 7, 16)),  # 14 July
    ],
)
def test_deux_jours_ouvres(depart, echeance):
    """BES-5, by parameter: neither weekends nor French public holidays."""
    assert ajouter_jours(depart, 2, ouvres=True) == echeance


def test_un_delai_negatif_est_refuse():
    with pytest.raises(ValueError, match="négatif"):
        ajouter_jours(date(2026, 1, 1), -1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "echeance"),
    [
        (datetime(2026, 3, 28, 23, 30, tzinfo=PARIS), date(2026, 3, 30)),
        (datetime(2026, 10, 25, 0, 30, tzinfo=PARIS), date(2026, 10, 27)),
        (datetime(2026, 6, 30, 23, 59, tzinfo=PARIS), date(2026, 7, 2)),  # already July in no zone but later ones
        (datetime(2026, 7, 1, 0, 1, tzinfo=PARIS), date(2026, 7, 3)),  # still June in UTC
    ],
)
def test_le_jour_de_l_envoi_est_celui_de_paris_meme_au_changement_d_heure(moment, echeance):
    """BES-5: reasoned in Europe/Paris days."""
    with time_machine.travel(moment, tick=False):
        assert echeance_relance_cv() == echeance


@pytest.mark.django_db
def test_le_delai_et_les_jours_ouvres_sont_des_parametres():
    """BES-5."""
    parametres()
    Parametres.objects.update(relance_cv_jours=3, relance_cv_ouvres=True)
    assert echeance_relance_cv(date(2026, 7, 2)) == date(2026, 7, 7)


# --- FRE-2 ---
@pytest.fixture
def positionnement(commercial) -> Positionnement:
    return PositionnementFactory(besoin=besoin_de(commercial))


def test_sans_appel_toute_la_liste_manque(positionnement):
    """FRE-2."""
    assert len(manques_appel(positionnement)) == 9


def test_un_appel_abouti_n_attend_plus_que_le_recapitulatif(positionnement):
    """FRE-2: the recap e-mail is part of the list."""
    appel_abouti(positionnement)
    assert [manque.code for manque in manques_appel(positionnement)] == ["recapitulatif"]
    assert manques_appel(positionnement, avec_recapitulatif=False) == []


@pytest.mark.parametrize(
    ("code", "champs"),
    [
        ("origine", {"origine": ""}),
        ("disponibilite", {"disponibilite": ""}),
        ("disponibilite", {"disponibilite": "indisponible"}),
        ("disponibilite", {"disponibilite": "en_prestation"}),
        ("disponibilite", {"disponibilite": "preavis_donne"}),
        ("disponibilite", {"disponibilite": "preavis_a_donner"}),
        ("interet", {"interesse": None}),
        ("interet", {"interesse": False}),
        ("mobilite", {"mobile": None}),
        ("facturation", {"facturation_vue": False}),
        ("tjm", {"tjm_demande": None}),
        ("tjm", {"effort_demande": True}),
        ("cv", {"cv_a_jour": False}),
    ],
)
def test_chaque_point_de_l_appel_compte(code, champs, positionnement):
    """FRE-2, point by point."""
    appel_abouti(positionnement, **champs)
    assert [manque.code for manque in manques_appel(positionnement, avec_recapitulatif=False)] == [code]


def test_un_preavis_a_donner_suffit_avec_sa_duree(positionnement):
    """FRE-2."""
    appel_abouti(positionnement, disponibilite="preavis_a_donner", preavis_jours=30)
    assert manques_appel(positionnement, avec_recapitulatif=False) == []


def test_cocher_la_facturation_ne_suffit_pas_sans_siret_ni_portage(commercial):
    """FRE-2, BES-8."""
    freelance = FreelanceFactory(facturation=Facturation.A_DEFINIR, portage="")
    positionnement = PositionnementFactory(besoin=besoin_de(commercial), freelance=freelance)
    appel_abouti(positionnement)
    assert [m.code for m in manques_appel(positionnement, avec_recapitulatif=False)] == ["facturation"]


# --- FRE-3 ---
def _condition(positionnement, code):
    ligne = Positionnement.objects.get(pk=positionnement.pk)
    return next((condition for condition in conditions(ligne) if condition.code == code), None)


def test_une_reference_doit_avoir_ete_appelee(positionnement):
    """FRE-3: none, given, called."""
    assert "aucune" in _condition(positionnement, "reference").raison.lower()
    reference = Reference.objects.create(freelance=positionnement.freelance, nom="Sacha Référence")
    assert not _condition(positionnement, "reference").remplie
    reference.appelee_le = date(2026, 1, 1)
    reference.save()
    condition = _condition(positionnement, "reference")
    assert condition.remplie
    assert "Sacha Référence" in condition.raison
    assert "1er janvier 2026" in condition.raison


def _au_nord(positionnement, km):
    """Move the freelance that many kilometres north of the mission."""
    besoin, freelance = positionnement.besoin, positionnement.freelance
    freelance.latitude, freelance.longitude = besoin.latitude + km / 111.195, besoin.longitude
    freelance.save()


@pytest.mark.parametrize(("km", "remplie"), [(0, True), (49.9, True), (50.1, False), (400, False)])
def test_le_domicile_est_a_cinquante_kilometres_au_plus(km, remplie, positionnement):
    """FRE-3: the distance is told."""
    _au_nord(positionnement, km)
    condition = _condition(positionnement, "lieu")
    assert condition.remplie is remplie
    assert condition.distance_km == pytest.approx(km, abs=0.05)
    assert f"{km:.1f}".replace(".", ",") + " km" in condition.raison


def test_le_rayon_est_un_parametre(positionnement):
    """FRE-3."""
    _au_nord(positionnement, 60)
    parametres()
    Parametres.objects.update(rayon_km=80)
    condition = _condition(positionnement, "lieu")
    assert condition.remplie
    assert "80 km" in condition.libelle


def test_une_zone_de_mobilite_couvre_la_mission(positionnement):
    """FRE-3."""
    _au_nord(positionnement, 400)
    positionnement.freelance.mobilites.add(DepartementFactory(code="69", nom="Rhône"))
    assert not _condition(positionnement, "lieu").remplie
    positionnement.freelance.mobilites.add(positionnement.besoin.departement)
    assert _condition(positionnement, "lieu").remplie


def test_la_france_entiere_couvre_la_mission(positionnement):
    """FRE-3."""
    _au_nord(positionnement, 400)
    positionnement.freelance.mobile_france = True
    positionnement.freelance.save()
    assert _condition(positionnement, "lieu").remplie


def test_un_lieu_inconnu_ne_confirme_rien(positionnement):
    """FRE-3: unknown is not near."""
    positionnement.freelance.latitude = None
    positionnement.freelance.save()
    condition = _condition(positionnement, "lieu")
    assert not condition.remplie
    assert condition.distance_km is None
    assert "code postal" in condition.raison


def test_la_societe_de_portage_est_a_cinquante_kilometres_du_domicile(positionnement):
    """FRE-3: postcode unknown, near, far."""
    freelance = positionnement.freelance
    DepartementFactory(code="69", nom="Rhône", latitude=45.76, longitude=4.83)
    assert not _condition(positionnement, "portage").remplie
    freelance.portage_code_postal = "75011"
    freelance.save()
    assert _condition(positionnement, "portage").remplie
    freelance.portage_code_postal = "69003"
    freelance.save()
    condition = _condition(positionnement, "portage")
    assert not condition.remplie
    assert 380 < condition.distance_km < 400


def test_sans_portage_la_condition_de_portage_ne_se_pose_pas(positionnement):
    """FRE-3: « when there is one »."""
    freelance = positionnement.freelance
    freelance.facturation, freelance.siret = Facturation.SIRET, "73282932000074"
    freelance.save()
    assert _condition(positionnement, "portage") is None


def test_tout_rempli_la_disponibilite_se_confirme(commercial):
    """FRE-3."""
    assert toutes_remplies(pret_a_envoyer(commercial))


def test_un_appel_sans_ligne_vaut_un_appel_vide(positionnement):
    """FRE-2: nothing is written to know that nothing was asked."""
    manques_appel(positionnement)
    assert not AppelFreelance.objects.exists()
