"""The page of a freelance: what it says, and at what cost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from freelances.fiche.presentation import duree, marque_confirmation, par_theme, texte_disponibilite
from freelances.models import FormationSuivie, Freelance, LangueParlee, Reference
from samba.parametres.models import parametres
from tests.usines import (
    CompetenceFactory,
    ExperienceFactory,
    FreelanceCompetenceFactory,
    FreelanceFactory,
    ThemeFactory,
)


@pytest.fixture
def navigateur(db, connecter, commercial):
    return connecter(commercial)


def remplir(freelance: Freelance, combien: int) -> None:
    for rang in range(combien):
        experience = ExperienceFactory(freelance=freelance, description=f"Mission {rang}")
        experience.competences.set(CompetenceFactory.create_batch(2))
        FreelanceCompetenceFactory(freelance=freelance)
        FormationSuivie.objects.create(freelance=freelance, intitule=f"Formation {rang}")
        Reference.objects.create(freelance=freelance, nom=f"Référence {rang}")
    for langue in ["fr", "en", "de", "es", "it"][:combien]:
        LangueParlee.objects.create(freelance=freelance, langue=langue, niveau="B2")


def compter(navigateur, adresse: str) -> int:
    navigateur.get(adresse)
    with CaptureQueriesContext(connection) as requetes:
        assert navigateur.get(adresse).status_code == 200
    return len(requetes)


@pytest.mark.parametrize("nom", ["freelances:fiche", "freelances:modifier", "freelances:historique"])
def test_le_nombre_de_requetes_est_le_meme_pour_1_ou_30_lignes(navigateur, nom):
    petit, grand = FreelanceFactory(), FreelanceFactory()
    remplir(petit, 1)
    remplir(grand, 30)
    un = compter(navigateur, reverse(nom, args=[petit.pk]))
    assert compter(navigateur, reverse(nom, args=[grand.pk])) == un


def test_la_fiche_dit_l_essentiel(navigateur):
    freelance = FreelanceFactory(prenom="Maëlle", nom="Villard", tjm="520", telephone="+33612345678")
    java = FreelanceCompetenceFactory(freelance=freelance, niveau=3, competence=CompetenceFactory(nom="Java"))
    ExperienceFactory(freelance=freelance, role="Architecte")
    page = navigateur.get(reverse("freelances:fiche", args=[freelance.pk])).content.decode()
    for attendu in ("Maëlle Villard", "tel:+33612345678", "mailto:", "Architecte", str(java.competence), "Expérimenté"):
        assert attendu in page


def test_un_profil_vide_se_lit_et_dit_quoi_faire(navigateur):
    vide = Freelance.objects.create(prenom="Robin", nom="Vide")
    page = navigateur.get(reverse("freelances:fiche", args=[vide.pk])).content.decode()
    for attendu in ("Aucune compétence", "Aucune expérience", "Aucun CV", "Aucune référence", "Ni SIRET ni portage"):
        assert attendu in page


def test_un_freelance_inconnu_est_introuvable(navigateur):
    for nom in ("fiche", "modifier", "historique"):
        assert navigateur.get(reverse(f"freelances:{nom}", args=[999_999])).status_code == 404


def test_l_historique_dit_qui_a_change_quoi(navigateur, commercial):
    freelance = FreelanceFactory(facturation="a_definir", portage="")
    navigateur.post(reverse("freelances:portage_propose", args=[freelance.pk]))
    page = navigateur.get(reverse("freelances:historique", args=[freelance.pk])).content.decode()
    for attendu in (str(commercial), "facturation", "Portage salarial"):
        assert attendu in page


def test_l_historique_se_glisse_dans_la_page(navigateur):
    adresse = reverse("freelances:historique", args=[FreelanceFactory().pk])
    assert "<html" not in navigateur.get(adresse, headers={"HX-Request": "true"}).content.decode()
    assert "<html" in navigateur.get(adresse).content.decode()


@pytest.mark.parametrize(
    ("age", "texte", "couleur"),
    [
        (None, "Jamais confirmée", "neutre"),
        (0, "Confirmée aujourd’hui", "vert"),
        (1, "Confirmée hier", "vert"),
        (15, "Confirmée il y a 15\u00a0jours", "vert"),
        (16, "Confirmée il y a 16\u00a0jours, à revoir", "orange"),
    ],
)
def test_fre_3_une_confirmation_vieillit(db, age, texte, couleur):
    """FRE-3: « confirmée il y a N jours », stale after 15 (parameter)."""
    jour = None if age is None else timezone.localdate() - timedelta(days=age)
    marque = marque_confirmation(FreelanceFactory(disponibilite_confirmee_le=jour), parametres())
    assert (marque.texte, marque.couleur) == (texte, couleur)


@pytest.mark.parametrize(
    ("disponibilite", "champs", "texte"),
    [
        ("immediate", {}, "Disponible"),
        ("en_prestation", {"disponible_le": date(2099, 3, 1)}, "En prestation jusqu’au 1er mars 2099"),
        ("en_prestation", {"disponible_le": date(2020, 3, 1)}, "Disponible"),
        ("en_prestation", {}, "En prestation"),
        ("preavis_donne", {}, "En préavis"),
        ("preavis_a_donner", {"preavis_jours": 30}, "Préavis de 30\u00a0jours à donner"),
        ("preavis_donne", {"disponible_le": date(2099, 5, 2)}, "En préavis, libre le 2 mai 2099"),
        ("indisponible", {}, "Indisponible"),
    ],
)
def test_fre_2_la_disponibilite_se_lit(disponibilite, champs, texte):
    assert texte_disponibilite(Freelance(disponibilite=disponibilite, **champs)) == texte


def test_les_competences_sont_par_theme_les_mieux_connues_d_abord(db):
    freelance = FreelanceFactory()
    langage, base = ThemeFactory(code="l", nom="Langage", ordre=1), ThemeFactory(code="b", nom="Base", ordre=2)
    for nom, theme, niveau in (("Oracle", base, 2), ("Ada", langage, 1), ("Java", langage, 3)):
        FreelanceCompetenceFactory(
            freelance=freelance, niveau=niveau, competence=CompetenceFactory(nom=nom, theme=theme)
        )
    lus = par_theme(list(freelance.competences.select_related("competence__theme")))
    assert [(theme, [(lien.competence.nom, lien.niveau) for lien in liste]) for theme, liste in lus] == [
        ("Langage", [("Java", 3), ("Ada", 1)]),
        ("Base", [("Oracle", 2)]),
    ]


@pytest.mark.parametrize(
    ("debut", "fin", "attendu"),
    [
        (date(2024, 1, 1), date(2024, 1, 31), "1\u00a0mois"),
        (date(2023, 1, 1), date(2023, 12, 31), "1\u00a0an"),
        (date(2020, 1, 1), date(2022, 3, 31), "2\u00a0ans et 3\u00a0mois"),
    ],
)
def test_une_duree_compte_les_deux_mois_extremes(debut, fin, attendu):
    assert duree(debut, fin) == attendu


def test_un_employeur_sans_secteur_se_voit(navigateur):
    """FRE-4: it would stop the anonymised CV; the page says so before."""
    experience = ExperienceFactory()
    page = navigateur.get(reverse("freelances:fiche", args=[experience.freelance_id])).content.decode()
    assert "secteur à préciser" in page
