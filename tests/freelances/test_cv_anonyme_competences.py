"""FRE-4: skills that a person typed and nobody verified are read like any free text."""

from __future__ import annotations

import pytest

from freelances.cv_anonyme import services
from freelances.cv_anonyme.enums import Genre
from freelances.models import Freelance, FreelanceCompetence
from referentiels.competences.saisie import creer
from referentiels.models import Competence
from referentiels.normalisation import normaliser
from tests.freelances.cv_anonyme_situations import freelance_retors

pytestmark = pytest.mark.django_db


@pytest.fixture
def retors() -> Freelance:
    return freelance_retors()


def _taper(freelance: Freelance, nom: str) -> Competence:
    tapee = creer([nom], None)[normaliser(nom)]
    FreelanceCompetence.objects.create(freelance=freelance, competence=tapee)
    return tapee


def test_une_competence_tapee_figure_au_cv_sans_dire_qu_elle_est_a_ranger(retors: Freelance) -> None:
    """FRE-4: it stands under a heading that means something to a client."""
    _taper(retors, "Zig")
    contenu = services.construire(retors)
    assert services.obstacles(retors, contenu) == []
    themes = {groupe["theme"]: [c["nom"] for c in groupe["competences"]] for groupe in contenu["competences"]}
    assert themes["Autres"] == ["Zig"]
    assert "anger" not in str(contenu["competences"])


@pytest.mark.parametrize(
    ("tapee", "genre"),
    [
        ("Martin-Lefèvre", Genre.NOM),
        ("BNP Paribas", Genre.EMPLOYEUR),
        ("SNCF", Genre.EMPLOYEUR),
        ("rose.martin@exemple.test", Genre.COURRIEL),
    ],
)
def test_une_competence_tapee_est_relue_comme_un_texte(retors: Freelance, tapee: str, genre: Genre) -> None:
    """FRE-4: a name in the field of skills excuses nothing, on this CV nor on any other."""
    _taper(retors, tapee)
    trouves = {(o.genre, o.section) for o in services.obstacles(retors, services.construire(retors))}
    assert (genre, "Compétences") in trouves


def test_une_techno_tapee_dans_une_experience_est_relue_aussi(retors: Freelance) -> None:
    retors.experiences.first().competences.add(creer(["Projet BNP Paribas"], None)["PROJET BNP PARIBAS"])
    (obstacle,) = services.obstacles(retors, services.construire(retors))
    assert (obstacle.genre, obstacle.section) == (Genre.EMPLOYEUR, "Compétences")
    assert obstacle.url.endswith("#competences")
