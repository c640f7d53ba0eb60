"""The file of a freelance for a commercial: rates over time, mobility, similar profiles."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from freelances.fiche.complements import carte_mobilite, courbe_tjm, historique_tjm
from freelances.models import Freelance, Reference
from freelances.recherche.semblables import semblables
from referentiels import carte
from tests.mesures import compter
from tests.usines import (
    CompetenceFactory,
    DepartementFactory,
    FreelanceCompetenceFactory,
    FreelanceFactory,
    MetierFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def navigateur(connecter, commercial):
    return connecter(commercial)


def _changer(freelance: Freelance, **champs) -> None:
    Freelance.objects.filter(pk=freelance.pk).update(**champs)


def test_le_tjm_a_son_histoire_et_ce_qui_ne_change_pas_n_y_est_pas():
    freelance = FreelanceFactory(tjm=Decimal(450))
    _changer(freelance, titre="Autre titre")
    _changer(freelance, tjm=Decimal(480))
    _changer(freelance, tjm=None)
    _changer(freelance, tjm=Decimal(470))
    paliers = historique_tjm(freelance)
    assert [(p.tjm, p.ecart) for p in paliers] == [
        (Decimal(470), Decimal(-10)),
        (Decimal(480), Decimal(30)),
        (Decimal(450), None),
    ]
    courbe = courbe_tjm(paliers)
    assert (courbe.bas, courbe.haut, len(courbe.points)) == (Decimal(450), Decimal(480), 3)
    assert courbe.points[0][1] > courbe.points[1][1], "plus haut sur le dessin, plus cher"


def test_un_seul_tjm_ne_fait_pas_une_courbe(navigateur):
    freelance = FreelanceFactory(tjm=Decimal(450))
    assert courbe_tjm(historique_tjm(freelance)) is None
    assert "s-courbe" not in navigateur.get(reverse("freelances:fiche", args=[freelance.pk])).content.decode()


def test_sans_tjm_la_fiche_se_tait(navigateur):
    page = navigateur.get(reverse("freelances:fiche", args=[FreelanceFactory(tjm=None).pk])).content.decode()
    assert 'id="tjm"' not in page


def test_la_carte_montre_le_domicile_et_les_departements_acceptes(navigateur):
    freelance = FreelanceFactory(ville="Paris")
    gironde = DepartementFactory(code="33", nom="Gironde")
    reunion = DepartementFactory(code="974", nom="La Réunion")
    freelance.mobilites.set([gironde, reunion])
    dessin = carte_mobilite(freelance, [gironde, reunion], 50)
    assert dessin.acceptes == carte.traces()["75"] + carte.traces()["33"]
    assert dessin.domicile == carte.position(freelance.latitude, freelance.longitude)
    assert dessin.outre_mer == ("La Réunion (974)",)
    page = navigateur.get(reverse("freelances:fiche", args=[freelance.pk])).content.decode()
    assert "Départements acceptés : Gironde (33), La Réunion (974)." in page


def test_mobile_partout_la_carte_est_pleine():
    dessin = carte_mobilite(FreelanceFactory(mobile_france=True), [], 50)
    assert dessin.acceptes == carte.fond()


def test_sans_lieu_il_n_y_a_pas_de_carte():
    perdu = FreelanceFactory(departement=None, latitude=None, longitude=None, code_postal="", ville="")
    assert carte_mobilite(perdu, [], 50) is None


def test_les_semblables_partagent_metier_et_competences_les_plus_proches_d_abord(commercial):
    metier, java, kafka, cobol = MetierFactory(), *(CompetenceFactory(nom=n) for n in ("Java", "Kafka", "Cobol"))

    def profil(*competences, metiers=(metier,)):
        freelance = FreelanceFactory()
        for competence in competences:
            FreelanceCompetenceFactory(freelance=freelance, competence=competence, niveau=3)
        for un in metiers:
            freelance.metiers.create(metier=un)
        return freelance

    soi = profil(java, kafka, cobol)
    jumeau, cousin = profil(java, kafka, cobol), profil(java, kafka)
    profil(CompetenceFactory())
    profil(java, kafka, cobol, metiers=(MetierFactory(),))
    Freelance.objects.filter(pk=profil(java, kafka, cobol).pk).update(archive_le="2026-01-01T00:00Z")
    trouves = semblables(soi, commercial)
    assert [(s.freelance, s.nombre) for s in trouves] == [(jumeau, 3), (cousin, 2)]
    assert trouves[0].communes == ["Cobol", "Java", "Kafka"]


def test_sans_competence_il_n_y_a_pas_de_semblable(commercial, navigateur):
    freelance = FreelanceFactory()
    assert semblables(freelance, commercial) == []
    page = navigateur.get(reverse("freelances:semblables", args=[freelance.pk])).content.decode()
    assert "Aucun profil semblable" in page


def test_les_semblables_ne_coutent_pas_plus_quand_ils_sont_30(navigateur):
    java = CompetenceFactory(nom="Java")
    soi = FreelanceCompetenceFactory(competence=java).freelance
    for _ in range(7):
        FreelanceCompetenceFactory(competence=java)
    url = reverse("freelances:semblables", args=[soi.pk])
    peu = compter(navigateur, url)
    for _ in range(30):
        FreelanceCompetenceFactory(competence=java)
    assert compter(navigateur, url) == peu


def test_une_reference_dit_qui_l_a_appelee_et_ce_qu_elle_a_dit(navigateur, commercial):
    freelance = FreelanceFactory()
    Reference.objects.create(
        freelance=freelance,
        nom="Odile Lantier",
        appelee_le="2026-05-04",
        appelee_par=commercial,
        avis="On le reprendrait.",
    )
    page = navigateur.get(reverse("freelances:fiche", args=[freelance.pk])).content.decode()
    for attendu in ("Odile Lantier", "4 mai 2026", f"par {commercial}", "On le reprendrait."):
        assert attendu in page
