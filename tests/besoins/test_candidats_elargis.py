"""Matching with a métier widened: what a near one earns, what is said of it, what is kept (BES-10)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from besoins.candidats.raisons import raisons_de
from besoins.candidats.score import vise_par
from besoins.candidats.selection import classer
from besoins.models import Besoin
from freelances.models import Freelance
from freelances.recherche import Criteres
from referentiels.models import Appellation, Metier, Passerelle
from tests.usines import BesoinFactory, FamilleFactory, FreelanceCompetenceFactory, FreelanceFactory, MetierFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def besoin() -> Besoin:
    """A besoin whose métier has a name, a passerelle and a neighbour."""
    famille = FamilleFactory(nom="Pilotage", code="pilotage")
    chef = MetierFactory(nom="Chef de projet", code="chef-de-projet", famille=famille)
    Appellation.objects.create(metier=chef, libelle="Project manager")
    analyste = MetierFactory(nom="Analyste fonctionnel", code="analyste")
    Passerelle.objects.create(depart=analyste, arrivee=chef, selon_depart=True)
    MetierFactory(nom="Gestionnaire", code="gestionnaire", famille=famille)
    return BesoinFactory(qualifie=True, metier=chef)


@pytest.fixture
def candidat(besoin):
    """`candidat("titre", "code du métier")` has the skill asked."""
    competence = besoin.competences.get().competence

    def creer(titre: str, metier: str = "") -> Freelance:
        fait = FreelanceFactory(titre=titre)
        FreelanceCompetenceFactory(freelance=fait, competence=competence, niveau=2)
        if metier:
            fait.metiers.create(metier=Metier.objects.get(code=metier))
        return fait

    return creer


@pytest.fixture
def candidats(candidat) -> dict[str, Freelance]:
    return {
        "ailleurs": candidat("Serveur"),
        "famille": candidat("Consultant", "gestionnaire"),
        "passerelle": candidat("Consultante", "analyste"),
        "appellation": candidat("Project manager"),
        "exact": candidat("Pilote", "chef-de-projet"),
    }


@pytest.fixture
def ouvrir(besoin, commercial, connecter):
    navigateur = connecter(commercial)
    return lambda suite="": navigateur.get(reverse("besoins:candidats", args=[besoin.pk]) + suite)


def parts(besoin: Besoin, candidats: dict[str, Freelance], degre: int) -> dict[str, float]:
    noms = {freelance.pk: nom for nom, freelance in candidats.items()}
    lus = classer(vise_par(besoin, degre), Criteres()).disponibles
    return {noms[c.profil.pk]: c.parts["metier"] for c in lus}


def test_le_metier_exact_vaut_plus_qu_une_appellation_qu_une_passerelle_que_la_famille(besoin, candidats):
    assert parts(besoin, candidats, 3) == {
        "exact": 1.0,
        "appellation": 0.75,
        "passerelle": 0.5,
        "famille": 0.25,
        "ailleurs": 0.0,
    }
    # The order of the list follows, since all else is equal.
    assert list(parts(besoin, candidats, 3)) == ["exact", "appellation", "passerelle", "famille", "ailleurs"]


def test_par_defaut_seul_le_metier_exact_compte(besoin, candidats):
    exacts = {"exact": 1.0, "appellation": 0.0, "passerelle": 0.0, "famille": 0.0, "ailleurs": 0.0}
    assert parts(besoin, candidats, 0) == exacts
    assert parts(besoin, candidats, 1) == exacts | {"appellation": 0.75}


def test_la_page_elargit_autour_du_metier_du_besoin_et_dit_le_lien(ouvrir, candidats):
    exacte = ouvrir().content.decode()
    assert "Autour de «\u00a0Chef de projet\u00a0»" in exacte
    assert "Métier proche" not in exacte
    large = ouvrir("?elargir=2").content.decode()
    assert "Métier proche, par l’appellation «\u00a0Project manager\u00a0»" in large
    assert "Métier proche, par passerelle : Analyste fonctionnel → Chef de projet" in large
    assert "Métier proche, même famille" not in large
    assert "jusqu’aux passerelles" in large


def test_les_raisons_gardees_sont_celles_qui_etaient_montrees(besoin, candidats, commercial, connecter, ouvrir):
    """BES-10: the run can be replayed."""
    assert '<input type="hidden" name="elargir" value="2">' in ouvrir("?elargir=2").content.decode()
    choisi = candidats["passerelle"]
    adresse = reverse("besoins:positionner", args=[besoin.pk])
    connecter(commercial).post(adresse, {"freelance": [choisi.pk], "elargir": "2"})
    gardees = besoin.positionnements.get().raisons
    assert gardees["degre"] == 2
    assert "Métier proche, par passerelle : Analyste fonctionnel → Chef de projet" in gardees["manque"]
    assert gardees == raisons_de(besoin, choisi.pk, 2)
    assert raisons_de(besoin, choisi.pk)["score"] < gardees["score"]


def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_candidats_elargis(ouvrir, candidat):
    def compter() -> int:
        with CaptureQueriesContext(connection) as requetes:
            ouvrir("?elargir=3")
        return len(requetes)

    candidat("Project manager")
    ouvrir("?elargir=3")
    un = compter()
    for rang in range(29):
        candidat("Project manager", ("", "analyste", "gestionnaire")[rang % 3])
    assert compter() == un
