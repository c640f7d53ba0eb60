"""Publishing to the vivier: one act, one transaction, former evaluations kept (SAR-11)."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from freelances.evaluation import services
from freelances.evaluation.completude import manques
from freelances.evaluation.enums import EtatEvaluation
from freelances.formations.enums import RANGS_LIENS, LienCandidat
from freelances.models import DossierHorsVivier, Evaluation, LienFormation, ProfilRecherche, Situation
from freelances.recherche.index import differences
from referentiels.models import Comportement, FrequenceMobilite, ZoneMobilite
from samba.comptes.enums import Role
from samba.donnees.models import ConflitVersionError
from tests.usines import (
    ActionFormationFactory,
    CompetenceFactory,
    DepartementFactory,
    EvaluationFactory,
    FreelanceCompetenceFactory,
    FreelanceFactory,
    MetierFactory,
    ThemeFactory,
    UtilisateurFactory,
    au_vivier,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def qualifieur():
    return UtilisateurFactory(role=Role.QUALIFIEUR)


def _pret(freelance):
    FreelanceCompetenceFactory(freelance=freelance)
    services.noter_situation(freelance=freelance, nature="en_recherche", depuis=date(2026, 3, 1), par=None)
    return EvaluationFactory(freelance=freelance)


def test_sar_11_un_brouillon_n_est_pas_au_vivier_et_sa_publication_y_met_le_freelance(qualifieur):
    freelance = FreelanceFactory()
    brouillon = _pret(freelance)
    ligne = ProfilRecherche.objects.get(pk=freelance.pk)
    assert (ligne.publie, ligne.classification, ligne.bassin, ligne.themes) == (False, "", None, None)

    services.publier(evaluation=brouillon, version=1, par=qualifieur)

    freelance.refresh_from_db()
    brouillon.refresh_from_db()
    ligne.refresh_from_db()
    assert freelance.classification == ligne.classification == "employable"
    assert freelance.publie_le == brouillon.publiee_le == ligne.classifie_le
    assert ligne.publie
    assert brouillon.publiee_par == qualifieur
    assert freelance.version == 1, "qui modifie la fiche au même moment n’a pas de conflit"
    assert list(differences()) == []


def test_sar_11_une_nouvelle_evaluation_remplace_l_ancienne_qui_reste_lisible(qualifieur):
    freelance = au_vivier(classification="adaptable", notes="Première rencontre")
    brouillon = services.ouvrir_brouillon(freelance=freelance, par=qualifieur)
    assert (brouillon.numero, brouillon.notes) == (2, "Première rencontre"), "elle repart de la précédente"
    Evaluation.objects.filter(pk=brouillon.pk).update(classification="employable", notes="Deuxième rencontre")
    services.publier(evaluation=brouillon, version=1, par=qualifieur)

    premiere, deuxieme = freelance.evaluations.order_by("numero")
    assert (premiere.etat, premiere.classification, premiere.notes) == ("remplacee", "adaptable", "Première rencontre")
    assert (deuxieme.etat, deuxieme.classification) == ("publiee", "employable")
    freelance.refresh_from_db()
    assert freelance.classification == "employable"
    assert list(differences()) == []


def test_une_nouvelle_evaluation_reprend_les_lignes_de_l_ancienne(qualifieur):
    freelance = au_vivier()
    ancienne = freelance.evaluations.get()
    comportement = Comportement.objects.create(code="curieux", nom="Curieux", groupe="Personnalité")
    zone = ZoneMobilite.objects.create(code="region-x", nom="Région")
    frequence = FrequenceMobilite.objects.create(code="parfois", nom="Parfois")
    metier = MetierFactory()
    ancienne.comportements.create(comportement=comportement, sens="atout")
    ancienne.mobilites.create(zone=zone, frequence=frequence)
    ancienne.metiers_actuels.create(metier=metier, motif="forme")
    ancienne.metiers_envisages.add(metier)

    neuve = services.ouvrir_brouillon(freelance=freelance, par=qualifieur)

    assert [(n.comportement, n.sens) for n in neuve.comportements.all()] == [(comportement, "atout")]
    assert [(n.zone, n.frequence) for n in neuve.mobilites.all()] == [(zone, frequence)]
    assert [(n.metier, n.motif) for n in neuve.metiers_actuels.all()] == [(metier, "forme")]
    assert list(neuve.metiers_envisages.all()) == [metier]
    assert services.ouvrir_brouillon(freelance=freelance, par=qualifieur) == neuve, "un seul brouillon"


@pytest.mark.parametrize(
    ("champs", "mot"),
    [
        ({"classification": ""}, "classification"),
        ({"bassin": None}, "bassin"),
        ({"avis_projet": None}, "projet professionnel"),
        ({"avis_competences": None}, "niveau de compétences"),
        ({"niveau_valide": ""}, "niveau d’étude"),
        ({"experience_numerique": None}, "tranche d’expérience"),
    ],
)
def test_sar_11_ce_qui_manque_est_dit_et_rien_n_est_publie(qualifieur, champs, mot):
    freelance = FreelanceFactory()
    brouillon = _pret(freelance)
    for nom, valeur in champs.items():
        setattr(brouillon, nom, valeur)
    brouillon.save()
    with pytest.raises(ValidationError) as refus:
        services.publier(evaluation=brouillon, version=1, par=qualifieur)
    assert len(refus.value.messages) == 1
    assert mot in refus.value.messages[0]
    freelance.refresh_from_db()
    assert freelance.publie_le is None


def test_sans_competence_ni_situation_on_ne_publie_pas(qualifieur):
    brouillon = EvaluationFactory()
    assert [manque.volet for manque in manques(brouillon)] == ["competences", "situation"]


def test_la_base_refuse_une_evaluation_publiee_incomplete(qualifieur):
    brouillon = EvaluationFactory(classification="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Evaluation.objects.filter(pk=brouillon.pk).update(etat=EtatEvaluation.PUBLIEE)


def test_la_base_refuse_deux_brouillons_et_deux_publiees():
    freelance = au_vivier()
    EvaluationFactory(freelance=freelance, numero=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        EvaluationFactory(freelance=freelance, numero=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        freelance.evaluations.filter(numero=2).update(etat="publiee", publiee_le="2026-01-01T00:00Z")


def test_on_ne_publie_pas_sans_le_savoir_ce_qu_un_autre_vient_d_ecrire(qualifieur):
    brouillon = _pret(FreelanceFactory())
    brouillon.prendre_version(1)
    with pytest.raises(ConflitVersionError):
        services.publier(evaluation=brouillon, version=1, par=qualifieur)


def test_une_evaluation_publiee_ne_se_publie_pas_deux_fois(qualifieur):
    freelance = au_vivier()
    with pytest.raises(ValidationError, match="plus un brouillon"):
        services.publier(evaluation=freelance.evaluations.get(), version=2, par=qualifieur)


def test_retire_du_vivier_le_freelance_n_y_est_plus_et_l_evaluation_reste(qualifieur):
    freelance = au_vivier()
    services.retirer_du_vivier(freelance=freelance, par=qualifieur, motif="A quitté la région")
    freelance.refresh_from_db()
    evaluation = freelance.evaluations.get()
    assert (freelance.publie_le, freelance.classification) == (None, "")
    assert (evaluation.etat, evaluation.motif_retrait) == ("retiree", "A quitté la région")
    assert not ProfilRecherche.objects.get(pk=freelance.pk).publie
    assert list(differences()) == []


def test_sar_12_un_dossier_hors_vivier_incomplet_ne_se_publie_pas(qualifieur):
    brouillon = _pret(FreelanceFactory())
    DossierHorsVivier.objects.create(freelance=brouillon.freelance, agence=qualifieur.agence, propose_par=qualifieur)
    with pytest.raises(ValidationError, match="hors vivier"):
        services.publier(evaluation=brouillon, version=1, par=qualifieur)


def test_les_competences_du_jour_restent_avec_l_evaluation(qualifieur):
    freelance = au_vivier()
    vues = freelance.evaluations.get().competences_vues
    freelance.competences.all().delete()
    assert [c["niveau"] for c in vues] == [2]
    assert freelance.evaluations.get().competences_vues == vues


def test_sar_10_la_ligne_de_recherche_porte_les_criteres_du_vivier():
    theme = ThemeFactory(code="tech-reseau", nom="Tech – Réseau")
    freelance = FreelanceFactory()
    FreelanceCompetenceFactory(freelance=freelance, competence=CompetenceFactory(theme=theme), niveau=3)
    FreelanceCompetenceFactory(freelance=freelance, competence=CompetenceFactory(theme=None, verifiee=False), niveau=1)
    metier = MetierFactory()
    au_vivier(
        freelance, bassin=DepartementFactory(code="67", nom="Bas-Rhin"), niveau_valide="", niveau_non_valide="bac_3"
    )
    evaluation = freelance.evaluations.get()
    evaluation.metiers_actuels.create(metier=metier)
    action = ActionFormationFactory()
    LienFormation.objects.create(freelance=freelance, action=action, lien=LienCandidat.ATTENTE, depuis=date(2026, 5, 1))
    services.noter_situation(
        freelance=freelance, nature="en_cdd", depuis=date(2026, 6, 1), fin=date(2026, 9, 1), par=None
    )

    ligne = ProfilRecherche.objects.get(pk=freelance.pk)
    assert (ligne.bassin, ligne.niveau_etude) == ("67", "bac_3")
    assert ligne.tranche_experience == evaluation.experience_numerique_id
    assert ligne.metiers_actuels == [metier.pk]
    assert ligne.themes == [1, 3, theme.pk * 10 + 3], "un thème et une maîtrise portent sur la même compétence"
    assert ligne.formations == [action.pk * 10 + RANGS_LIENS[LienCandidat.ATTENTE]]
    assert ligne.situation_le == date(2026, 6, 1)


ECRITURES = {
    "métier actuel": lambda e: e.metiers_actuels.create(metier=MetierFactory()),
    "niveau d’étude": lambda e: Evaluation.objects.filter(pk=e.pk).update(niveau_valide="bac_2"),
    "situation": lambda e: Situation.objects.create(freelance=e.freelance, nature="en_cdi", depuis=date(2026, 7, 1)),
    "situation, retrait": lambda e: e.freelance.situations.all().delete(),
    "formation": lambda e: LienFormation.objects.create(
        freelance=e.freelance, action=ActionFormationFactory(), depuis=date(2026, 7, 1)
    ),
    "compétence": lambda e: FreelanceCompetenceFactory(freelance=e.freelance, niveau=3),
    "thème d’une compétence": lambda e: e.freelance.competences.get().competence.__class__.objects.update(
        theme=ThemeFactory(code="autre", nom="Autre thème")
    ),
    "archivage": lambda e: type(e.freelance).objects.update(archive_le="2026-01-01T00:00Z"),
    "dossier sans évaluation": lambda e: e.delete(),
}


@pytest.mark.parametrize("ecriture", ECRITURES)
def test_la_ligne_du_vivier_suit_chaque_ecriture(ecriture):
    evaluation = au_vivier().evaluations.get()
    avant = ProfilRecherche.objects.values().get()
    ECRITURES[ecriture](evaluation)
    assert list(differences()) == []
    assert ProfilRecherche.objects.values().get() != avant


def test_la_situation_du_jour_est_la_derniere_dont_la_date_est_venue():
    freelance = FreelanceFactory()
    for nature, jour in (
        ("en_cdi", date(2020, 1, 1)),
        ("en_cdd", date(2024, 1, 1)),
        ("en_recherche", date(2999, 1, 1)),
    ):
        services.noter_situation(freelance=freelance, nature=nature, depuis=jour, par=None)
    assert [s.nature for s in Situation.objects.actuelles()] == ["en_cdd"]
    services.noter_situation(freelance=freelance, nature="en_cdd", depuis=date(2024, 1, 1), par=None)
    assert freelance.situations.count() == 3, "la même, redite, n’écrit rien"


def test_une_situation_durable_n_a_pas_de_fin():
    with pytest.raises(ValidationError, match="temporaire"):
        services.noter_situation(
            freelance=FreelanceFactory(), nature="en_cdi", depuis=date(2026, 1, 1), fin=date(2026, 2, 1), par=None
        )
