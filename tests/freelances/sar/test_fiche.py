"""SAR-1 to SAR-3, SAR-7: the fiche, its statut and its échéance, with the lines of source 003 as reference."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from freelances.models import DelaiStatut, Fiche, RegleStatut
from freelances.sar.enums import CONCLUSIONS, ActionSuivi, CauseRejet, EtatRecrutement, Resultat, StatutFiche
from freelances.sar.services import mettre_a_jour
from freelances.sar.statut import bareme
from samba.donnees.models import ConflitVersionError
from tests.usines import FicheFactory

PARIS = ZoneInfo("Europe/Paris")
RECRUTEMENT = {"recrute_le": date(2026, 3, 1), "contrat": "cdi"}

# The two tables of 003, « Résultat de l’analyse d’un profil », line after line: (line, résultat, état, statut, days).
LIGNES_DE_003 = [
    ("étude en cours : échéance au 24/02 d’une fiche du 25/01", "aucun", "na", "etude", 30),
    ("profil non retenu après étude fiche profil / CV", "non_retenu_cv", "na", "non_retenu", None),
    ("après entretien, avis réservé", "avis_reserve", "na", "non_retenu", None),
    ("après entretien, pas de poste", "pas_de_poste", "na", "non_retenu", None),
    ("gardé en vivier pour recrutement", "vivier_recrutement", "na", "en_vivier", 200),
    ("conservé en vivier pour formation", "vivier_formation", "na", "en_vivier", 200),
    ("formation individuelle (POEI, AFPR…)", "formation_individuelle", "na", "formation", 180),
    ("ADC, demande d’inscription", "adc_inscription", "na", "adc_candidature", None),
    ("ADC, choisi pour une immersion", "adc_immersion", "na", "adc_candidature", None),
    ("proposition sous réserve du client", "proposition_client", "na", "recrutement", 30),
    ("proposition en cours", "proposition", "na", "recrutement", 30),
    ("refus par le candidat", "refus_candidat", "na", "refus", None),
    ("recrutement, période d’essai", "recrutement", "essai", "essai", 250),
    ("recrutement confirmé", "recrutement", "confirme", "recrute", None),
    ("rupture, compétences", "recrutement", "rupture_competences", "rupture", None),
    ("rupture, comportement", "recrutement", "rupture_comportement", "rupture", None),
    ("rupture, contexte économique", "recrutement", "rupture_contexte", "rupture", None),
    ("démission du candidat", "recrutement", "demission", "rupture", None),
    ("intensive spécialisée sur 3 mois", "fis_3_mois", "na", "adc_3_mois", 100),
    ("intensive spécialisée sur 6 mois", "fis_6_mois", "na", "adc_6_mois", 190),
    ("préalable aux bases du métier, 6 mois maxi", "prealable_6_mois", "na", "adc_6_mois", 190),
    ("généraliste sur 6 mois", "fg_6_mois", "na", "adc_6_mois", 190),
    ("généraliste sur 9 mois", "fg_9_mois", "na", "adc_9_mois", 280),
    ("généraliste sur 1 an", "fg_1_an", "na", "adc_1_an", 370),
    ("généraliste sur 2 ans", "fg_2_ans", "na", "adc_2_ans", 740),
    ("non recruté à l’issue d’une ADC", "non_recrute_adc", "na", "non_retenu", None),
    ("jugé non employable", "non_employable", "na", "non_employable", None),
    ("candidat indisponible", "indisponible", "na", "indisponible", None),
    ("candidat ayant retrouvé un emploi", "emploi_retrouve", "na", "a_verifier", None),
    ("abandon du dossier", "abandon", "na", "non_retenu", None),
]


def precisions(resultat: str, etat: str) -> dict[str, object]:
    """What SAR-7 asks for with this résultat."""
    if resultat == Resultat.RECRUTEMENT:
        return {"etat": etat, **RECRUTEMENT}
    return {"causes": [CauseRejet.AUTRE]} if resultat == Resultat.NON_EMPLOYABLE else {}


@pytest.fixture
def fiche(db) -> Fiche:
    return FicheFactory()


def test_sar1_les_listes_de_003_sont_entieres():
    assert (len(StatutFiche), len(Resultat), len(EtatRecrutement)) == (18, 25, 7)
    assert (len(ActionSuivi), len(CauseRejet)) == (13, 8)
    assert sorted(r for _, groupe in CONCLUSIONS for r in groupe) == sorted(Resultat)


def test_sar2_le_tableau_de_003_couvre_chaque_resultat_chaque_etat_et_chaque_statut():
    assert {ligne[1] for ligne in LIGNES_DE_003} == set(Resultat)
    assert {ligne[2] for ligne in LIGNES_DE_003} == set(EtatRecrutement)
    assert {ligne[3] for ligne in LIGNES_DE_003} == set(StatutFiche)


@pytest.mark.django_db
@pytest.mark.parametrize(("ligne", "resultat", "etat", "statut", "jours"), LIGNES_DE_003, ids=lambda v: str(v)[:40])
def test_sar2_sar3_chaque_ligne_de_003_donne_son_statut_et_son_delai(ligne, resultat, etat, statut, jours):
    jour = date(2026, 3, 10)
    fiche = FicheFactory(resultat=resultat, maj_le=jour, **precisions(resultat, etat))
    assert fiche.statut == statut
    assert fiche.echeance == (None if jours is None else jour + timedelta(days=jours))
    # What the screen announces is what the database writes.
    regles = bareme()
    assert regles.statut(resultat, etat) == statut
    assert regles.echeance(statut, jour) == fiche.echeance


@pytest.mark.django_db
def test_sar2_la_table_des_regles_n_a_que_les_lignes_de_003():
    assert set(RegleStatut.objects.values_list("resultat", "etat", "statut")) == {ligne[1:4] for ligne in LIGNES_DE_003}


@pytest.mark.parametrize("etat", [etat for etat in EtatRecrutement if etat != "na"])
def test_sar2_l_etat_ne_compte_qu_avec_le_resultat_recrutement(fiche, etat):
    Fiche.objects.filter(pk=fiche.pk).update(etat=etat, resultat=Resultat.PROPOSITION)
    fiche.refresh_from_db()
    assert fiche.statut == StatutFiche.RECRUTEMENT


def test_sar2_un_statut_ou_une_echeance_ecrits_a_la_main_sont_perdus(fiche):
    """By the ORM, in bulk or in SQL: the database puts its own back."""
    attendus = (fiche.statut, fiche.echeance)
    fiche.statut, fiche.echeance = StatutFiche.RECRUTE, None
    fiche.save()
    Fiche.objects.update(statut=StatutFiche.RECRUTE, echeance=date(2099, 1, 1))
    Fiche.objects.bulk_update([fiche], ["statut", "echeance"])
    with connection.cursor() as curseur:
        curseur.execute("UPDATE freelances_fiche SET statut = 'recrute', echeance = NULL")
    fiche.refresh_from_db()
    assert (fiche.statut, fiche.echeance) == attendus


def test_sar2_aucun_champ_calcule_n_est_saisissable():
    """`editable=False` keeps them out of every ModelForm, the admin's included."""
    for nom in ("statut", "echeance", "maj_le"):
        assert not Fiche._meta.get_field(nom).editable


@pytest.mark.parametrize(
    ("jour", "echeance"),
    [
        (date(2026, 3, 10), date(2026, 4, 9)),  # over the change to summer time
        (date(2026, 10, 10), date(2026, 11, 9)),  # over the change to winter time
        (date(2026, 1, 31), date(2026, 3, 2)),
        (date(2028, 1, 31), date(2028, 3, 1)),  # leap year
        (date(2028, 2, 29), date(2028, 3, 30)),
        (date(2026, 12, 31), date(2027, 1, 30)),
    ],
)
def test_sar3_l_echeance_compte_en_jours_calendaires(fiche, jour, echeance):
    Fiche.objects.filter(pk=fiche.pk).update(maj_le=jour)
    fiche.refresh_from_db()
    assert fiche.echeance == echeance


@pytest.mark.parametrize("instant", ["2026-03-28T23:30", "2026-10-25T00:30", "2026-06-01T00:05", "2026-06-01T23:55"])
def test_sar3_le_jour_du_changement_est_celui_de_paris(fiche, instant):
    """At 00:05 in Paris in summer, it is still yesterday in UTC."""
    moment = datetime.fromisoformat(instant).replace(tzinfo=PARIS)
    with time_machine.travel(moment, tick=False):
        ecrite = mettre_a_jour(fiche=fiche, version=1, par=fiche.recruteur, champs={"resultat": Resultat.PROPOSITION})
    assert ecrite.maj_le == moment.date()
    assert ecrite.echeance == moment.date() + timedelta(days=30)


VIEUX = date(2026, 1, 5)


@pytest.fixture
def ancienne(db) -> Fiche:
    """Kept in the vivier since `VIEUX`, one action noted."""
    fiche = FicheFactory(resultat=Resultat.VIVIER_RECRUTEMENT, maj_le=VIEUX)
    fiche.actions.create(action=ActionSuivi.ANALYSE_CV, le=VIEUX, par=fiche.recruteur)
    return fiche


@pytest.mark.parametrize(
    ("champs", "actions", "bouge"),
    [
        ({"commentaire": "Rappelé, très intéressé."}, None, False),
        ({"non_reponse": True}, None, False),
        ({}, {"analyse_cv": VIEUX}, False),
        ({"resultat": Resultat.VIVIER_FORMATION}, None, True),  # another résultat, the same statut
        ({"resultat": Resultat.PROPOSITION}, None, True),
        ({}, {"analyse_cv": VIEUX, "contact": VIEUX}, True),
        ({}, {"analyse_cv": date(2026, 2, 1)}, True),  # done again
        ({}, {}, True),
    ],
)
def test_sar3_seuls_le_resultat_le_statut_et_les_actions_deplacent_l_echeance(ancienne, champs, actions, bouge):
    avant = ancienne.echeance
    with time_machine.travel(datetime(2026, 5, 4, 12, tzinfo=PARIS)):
        ecrite = mettre_a_jour(fiche=ancienne, version=1, par=ancienne.recruteur, champs=champs, actions=actions)
    assert (ecrite.echeance != avant) == bouge
    assert ecrite.maj_le == (date(2026, 5, 4) if bouge else VIEUX)


def test_sar3_l_etat_d_un_recrutement_deplace_l_echeance_avec_le_statut(fiche):
    ecrite = mettre_a_jour(
        fiche=fiche, version=1, par=fiche.recruteur, champs={"resultat": "recrutement", "etat": "essai", **RECRUTEMENT}
    )
    assert ecrite.statut == StatutFiche.ESSAI
    ecrite = mettre_a_jour(fiche=fiche, version=2, par=fiche.recruteur, champs={"etat": "confirme"})
    assert (ecrite.statut, ecrite.echeance) == (StatutFiche.RECRUTE, None)


def test_sar3_un_delai_change_vaut_pour_les_mises_a_jour_suivantes(fiche):
    Fiche.objects.update(maj_le=VIEUX)
    fiche.refresh_from_db()
    avant = fiche.echeance
    DelaiStatut.objects.filter(statut=StatutFiche.ETUDE).update(jours=45)
    ecrite = mettre_a_jour(fiche=fiche, version=1, par=fiche.recruteur, champs={"commentaire": "Vu."})
    assert ecrite.echeance == avant
    ecrite = mettre_a_jour(fiche=fiche, version=2, par=fiche.recruteur, champs={}, actions={"contact": VIEUX})
    assert ecrite.echeance == timezone.localdate() + timedelta(days=45)


@pytest.mark.parametrize(
    "manquant",
    [
        {"resultat": "non_employable"},
        {"resultat": "recrutement"},
        {"resultat": "recrutement", "etat": "essai", "contrat": "cdi"},
        {"resultat": "recrutement", "etat": "essai", "recrute_le": date(2026, 3, 1)},
        {"resultat": "recrutement", "contrat": "cdi", "recrute_le": date(2026, 3, 1)},
        {"resultat": "recrutement", "etat": "essai", "contrat": "cdd", "recrute_le": date(2026, 3, 1)},
        {"resultat": "recrutement", "etat": "essai", "contrat": "apprentissage", "recrute_le": date(2026, 3, 1)},
        {"resultat": "inconnu"},
    ],
)
def test_sar7_la_base_refuse_ce_qui_n_est_pas_complet(fiche, manquant):
    with pytest.raises(IntegrityError), transaction.atomic():
        Fiche.objects.filter(pk=fiche.pk).update(**manquant)


def test_sar7_quitter_recrutement_vide_le_suivi_recrutement(fiche):
    champs = {"resultat": "recrutement", "etat": "essai", **RECRUTEMENT}
    mettre_a_jour(fiche=fiche, version=1, par=fiche.recruteur, champs=champs)
    ecrite = mettre_a_jour(fiche=fiche, version=2, par=fiche.recruteur, champs={"resultat": "abandon"})
    assert (ecrite.contrat, ecrite.etat, ecrite.recrute_le) == ("", "na", None)
    assert (ecrite.statut, ecrite.echeance) == (StatutFiche.NON_RETENU, None)


def test_chaque_action_garde_sa_date_et_son_auteur(fiche, collegue):
    collegue.agence = fiche.agence
    collegue.save()
    jour = date(2026, 2, 3)
    mettre_a_jour(fiche=fiche, version=1, par=fiche.recruteur, champs={}, actions={"contact": jour})
    mettre_a_jour(fiche=fiche, version=2, par=collegue, champs={}, actions={"contact": jour, "rh": jour})
    assert [(a.action, a.le, a.par) for a in fiche.actions.order_by("pk")] == [
        ("contact", jour, fiche.recruteur),
        ("rh", jour, collegue),
    ]


def test_deux_personnes_sur_la_meme_fiche_la_seconde_est_prevenue(fiche):
    mettre_a_jour(fiche=fiche, version=1, par=fiche.recruteur, champs={"commentaire": "Le premier."})
    with pytest.raises(ConflitVersionError):
        mettre_a_jour(fiche=fiche, version=1, par=fiche.recruteur, champs={"commentaire": "Le second."})
    fiche.refresh_from_db()
    assert fiche.commentaire == "Le premier."
