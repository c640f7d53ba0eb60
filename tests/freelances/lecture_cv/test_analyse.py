"""What is read in a CV, with the words it was read from; and what must not be."""

from __future__ import annotations

from datetime import date

import pytest

from freelances.lecture_cv.analyse import analyser
from freelances.lecture_cv.dates import periodes
from freelances.lecture_cv.enums import Rubrique
from freelances.lecture_cv.identite import partager
from freelances.lecture_cv.texte import aplatir
from tests.freelances.lecture_cv.exemples import COMPLET, referentiel  # noqa: F401 - a fixture

JOUR = date(2026, 11, 24)


def lire(texte):
    return analyser(texte, aujourdhui=JOUR)


def de(lu, rubrique):
    return [p for p in lu.propositions if p.rubrique == rubrique]


def valeurs(lu):
    """The single values, by column."""
    return {p.champ: p.valeur["valeur"] for p in lu.propositions if p.champ}


def competences(texte):
    return {p.libelle for p in de(lire(texte), Rubrique.COMPETENCE)}


@pytest.fixture
def lu(referentiel):  # noqa: F811
    return lire(COMPLET)


def test_l_identite_les_coordonnees_et_les_conditions_sont_lues(lu):
    lues = valeurs(lu)
    assert (lues["prenom"], lues["nom"]) == ("Camille", "Durand-Morel")
    assert (lues["email"], lues["telephone"]) == ("camille.durandmorel@exemple.fr", "+33612345678")
    assert (lues["titre"], lues["experience_annees"], lues["tjm"]) == ("Développeuse Java senior", 12, "550")
    assert lues["disponibilite"] == {"disponibilite": "immediate"}


def test_chaque_proposition_montre_les_mots_dont_elle_vient(lu):
    """Nothing is invented: every proposal points at words of the text, and a single value is made of them."""
    for proposition in lu.propositions:
        assert proposition.passages
        for debut, fin in proposition.passages:
            assert 0 <= debut < fin <= len(COMPLET)
            assert COMPLET[debut:fin].strip()
    mots = {p.champ: COMPLET[slice(*p.passages[0])] for p in lu.propositions if p.champ}
    assert mots["email"] == "camille.durandmorel@exemple.fr"
    assert mots["nom"] == "Camille Durand-Morel"


def test_les_competences_portent_leur_niveau_quand_le_texte_ou_les_dates_le_disent(lu):
    niveaux = {p.libelle: p.valeur["niveau"] for p in de(lu, Rubrique.COMPETENCE)}
    assert niveaux == {
        "Java": 3,  # said: expert
        "Spring Boot": 3,  # seven years and eleven months
        "PostgreSQL": 3,
        "SQL": 2,  # three years and ten months
        "Python": None,  # no dated experience names it
        "Go": None,
    }


def test_les_experiences_ont_employeur_role_dates_et_technologies(lu):
    lues = [
        (p.valeur["role"], p.valeur["entreprise"], p.valeur["debut"], p.valeur["fin"]) for p in de(lu, "experience")
    ]
    assert lues == [
        ("Développeuse Java", "Banque des Tests", "2019-01-01", ""),
        ("Ingénieur d’études", "Ateliers Fictifs de l’Ouest", "2015-03-01", "2018-12-31"),
        ("Chef de projet", "Télécom Exemple", "2014-09-01", "2015-02-28"),
    ]
    premiere = de(lu, Rubrique.EXPERIENCE)[0]
    assert "Banque d’essai" in premiere.detail
    assert len(premiere.valeur["competences"]) == 3
    assert "services Spring Boot" in premiere.valeur["description"]


def test_le_role_donne_le_metier_par_ses_appellations(lu, referentiel):  # noqa: F811
    assert [p.valeur["metier"] for p in de(lu, Rubrique.METIER)] == [referentiel.pk]


def test_formations_certifications_et_langues(lu):
    lues = [(p.valeur["intitule"], p.valeur["annee"], p.valeur["niveau"]) for p in de(lu, Rubrique.FORMATION)]
    assert lues == [
        ("Master informatique", 2012, "bac_5"),
        ("Licence informatique", 2010, "bac_3"),
        ("AWS Certified Solutions Architect", 2021, ""),
    ]
    langues = {p.valeur["langue"]: p.valeur["niveau"] for p in de(lu, Rubrique.LANGUE)}
    assert langues == {"fr": "natif", "en": "C1", "es": ""}


@pytest.mark.parametrize(
    ("texte", "attendues"),
    [
        ("Langages : Python, Go, R, C, C++", {"Python", "Go", "R", "C", "C++"}),
        ("Go to market en Europe, équipe Java", {"Java"}),
        ("Décision go / no go du comité, langage métier", set()),
        ("Direction R&D, statistiques", set()),
        ("Permis C, bon pied bon œil", set()),
        ("Monsieur R. Exemple, langage soutenu", set()),
        ("JavaScript et PostgreSQL", {"PostgreSQL"}),
        ("spring-boot ou Spring  Boot", {"Spring Boot"}),
        ("Développement en golang", {"Go"}),
    ],
)
def test_une_competence_ambigue_ne_compte_que_si_son_contexte_le_dit(referentiel, texte, attendues):  # noqa: F811
    assert competences(texte) == attendues


@pytest.mark.parametrize(
    ("ecrit", "debut", "fin"),
    [
        ("01/2019 – à ce jour", date(2019, 1, 1), None),
        ("mars 2020 à juin 2021", date(2020, 3, 1), date(2021, 6, 30)),
        ("Janv. 2018 - Déc. 2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("mars à juin 2020", date(2020, 3, 1), date(2020, 6, 30)),
        ("2015-2017", date(2015, 1, 1), date(2017, 12, 31)),
        ("depuis septembre 2022", date(2022, 9, 1), None),
        ("15/03/2019 au 20/06/2019", date(2019, 3, 1), date(2019, 6, 30)),
        ("Sept 2021 – Present", date(2021, 9, 1), None),
    ],
)
def test_les_dates_se_lisent_comme_on_les_ecrit(ecrit, debut, fin):
    lue = next(periodes(aplatir(ecrit), JOUR))
    assert (lue.debut, lue.fin) == (debut, fin)


@pytest.mark.parametrize(
    "ecrit", ["12/2020 - 01/2019", "13/2020 - 14/2021", "2031 - 2033", "01 02 2020", "06 12 34 56 78"]
)
def test_une_date_impossible_n_est_pas_proposee(ecrit):
    assert list(periodes(aplatir(ecrit), JOUR)) == []


@pytest.mark.parametrize(
    ("nom", "attendu"),
    [
        ("Camille DURAND", ("Camille", "Durand")),
        ("DURAND Camille", ("Camille", "Durand")),
        ("JEAN-MARC LE GALL", ("Jean-Marc", "Le Gall")),
        ("Olivier Page", ("Olivier", "Page")),
        ("Anne-Sophie de La Tour", ("Anne-Sophie", "de La Tour")),
    ],
)
def test_prenom_et_nom_se_partagent(nom, attendu):
    assert partager(nom) == attendu


def test_deux_personnes_dans_un_fichier_sont_dites_et_la_premiere_seule_est_lue(referentiel):  # noqa: F811
    autre = COMPLET.replace("Camille Durand-Morel", "Hugo Besson").replace("camille.durandmorel", "hugo.besson")
    premiere = COMPLET.replace("Camille Durand-Morel", "Camille Durand").replace("durandmorel", "durand")
    lu = lire(premiere + "\n\n" + autre)
    assert "deux personnes (Camille Durand et Hugo Besson)" in lu.avis[0]
    assert valeurs(lu)["email"] == "camille.durand@exemple.fr"
    assert len(de(lu, Rubrique.EXPERIENCE)) == 3


def test_un_texte_qui_n_est_pas_un_cv_ne_propose_rien_de_faux(referentiel):  # noqa: F811
    assert lire("Lorem ipsum dolor sit amet.\n" * 30).propositions == []
    assert lire("").propositions == []


def test_un_texte_demesure_se_lit_vite(referentiel):  # noqa: F811
    """Shapes are searched in time linear in the text: a line without end costs no more than its length."""
    assert lire("a" * 400_000 + "@" * 50_000).avis == []
    assert lire(("2019 - " * 60 + "\n") * 900).avis == []
