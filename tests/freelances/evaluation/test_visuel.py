"""The employability as one visual, and the study of a profile (SAR-11)."""

from __future__ import annotations

import pytest
from django.urls import reverse
from lxml import html

from freelances.evaluation.visuel import visuel
from freelances.models import Evaluation, PieceDossier
from samba.documents.services import deposer_octets
from samba.listes.panneaux import enregistrer_panneau, oublier_panneau
from tests.mesures import compter
from tests.usines import (
    EvaluationFactory,
    FreelanceCompetenceFactory,
    FreelanceFactory,
    MetierFactory,
    PartenaireFactory,
    au_vivier,
)

pytestmark = pytest.mark.django_db


def test_sar_11_cinq_axes_de_six_niveaux_ordonnes():
    echelle = visuel(Evaluation()).echelle
    assert [axe.nom for axe, _ in echelle] == [
        "Compétences", "Comportement", "Expérience", "Qualification", "Projet professionnel",
    ]  # fmt: skip
    assert all([rang for rang, _ in niveaux] == [1, 2, 3, 4, 5, 6] for _, niveaux in echelle)


@pytest.mark.parametrize("niveau", range(7))
def test_autant_de_cases_pleines_que_le_niveau(niveau):
    axe = visuel(Evaluation(avis_projet=niveau or None)).axes[-1]
    assert [case.pleine for case in axe.cases] == [True] * niveau + [False] * (6 - niveau)


def test_le_dessin_se_lit_sans_le_voir():
    dessin = visuel(EvaluationFactory(avis_comportement=2))
    assert "Comportement : 2 sur 6, insuffisant" in dessin.texte
    assert visuel(Evaluation()).texte.count("non noté") == 5


def test_la_page_porte_le_dessin_et_ses_mots(connecter, commercial):
    freelance = au_vivier()
    page = html.document_fromstring(
        connecter(commercial).get(reverse("vivier:etude", args=[freelance.pk])).content.decode()
    )
    dessin = page.find_class("s-axes")[0]
    assert dessin.get("role") == "img"
    assert "Expérience : 6 sur 6" in dessin.text_content()
    assert len(dessin.findall(".//rect")) == 30


def test_l_etude_montre_les_quatre_sections_et_le_cv_a_cote(connecter, commercial):
    freelance = FreelanceFactory(
        prenom="Côme", nom="Vaudreuil", telephone="+33612345678", partenaire=PartenaireFactory(nom="Maison de l’emploi")
    )
    freelance.cvs.create(
        document=deposer_octets("cv.txt", b"x", "text/plain", commercial), etat="lu", texte="Dix ans de Cobol"
    )
    diplome = deposer_octets("diplome.pdf", b"%PDF", "application/pdf", commercial)
    PieceDossier.objects.create(freelance=freelance, document=diplome, nature="diplome")
    au_vivier(freelance, notes="Entretien mené le matin")
    freelance.evaluations.get().metiers_actuels.create(metier=MetierFactory(nom="Urbaniste"), motif="forme")
    navigateur = connecter(commercial)
    page = navigateur.get(reverse("vivier:etude", args=[freelance.pk])).content.decode()
    for attendu in (
        "Côme Vaudreuil", "tel:+33612345678", "Urbaniste", "diplome.pdf", "Dix ans de Cobol", "Maison de l’emploi",
        "En recherche d’emploi ou de mission", "Employable", "Île-de-France / Paris", "Entretien mené le matin",
    ):  # fmt: skip
        assert attendu in page
    assert reverse("freelances:cv_anonyme", args=[freelance.pk]) in page, "la vue anonymisée est à un clic"
    assert navigateur.get(reverse("documents:telecharger", args=[diplome.pk])).status_code == 200


def test_les_decisions_viennent_en_panneaux_de_l_evaluation(connecter, commercial):
    freelance = au_vivier()
    enregistrer_panneau(
        "freelances.Evaluation", "essai", "Décider", "composants/note.html",
        contexte=lambda requete, evaluation: {"texte": f"pour {evaluation.freelance_id}"}, ordre=1,
    )  # fmt: skip
    try:
        page = connecter(commercial).get(reverse("vivier:etude", args=[freelance.pk])).content.decode()
    finally:
        oublier_panneau("freelances.Evaluation", "essai")
    assert f"pour {freelance.pk}" in page


def test_sar_4_ouvrir_un_freelance_connu_hors_du_vivier_reste_possible(connecter, commercial):
    freelance = FreelanceFactory()
    page = connecter(commercial).get(reverse("vivier:etude", args=[freelance.pk])).content.decode()
    assert "n’est pas au vivier" in page
    assert "Qualifier" not in page


def test_l_etude_ne_coute_pas_plus_avec_30_competences(connecter, commercial):
    navigateur, petit, grand = connecter(commercial), FreelanceFactory(), FreelanceFactory()
    for _ in range(30):
        FreelanceCompetenceFactory(freelance=grand)
    for freelance in (petit, grand):
        au_vivier(freelance)
    for _ in range(30):
        grand.evaluations.get().metiers_actuels.create(metier=MetierFactory())
    un = compter(navigateur, reverse("vivier:etude", args=[petit.pk]))
    assert compter(navigateur, reverse("vivier:etude", args=[grand.pk])) == un
