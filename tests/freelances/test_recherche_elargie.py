"""The slider of the search page: exact métier, appellations, passerelles, sub-family; each line says its link."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from freelances.models import Freelance
from freelances.recherche import Criteres, chercher, formulaire
from referentiels.models import Appellation, Metier, Passerelle
from tests.usines import ExperienceFactory, FamilleFactory, FreelanceFactory, MetierFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chef() -> Metier:
    """A métier, another name, an origin, and a neighbour."""
    famille = FamilleFactory(nom="Pilotage", code="pilotage")
    chef = MetierFactory(nom="Chef de projet", code="chef-de-projet", famille=famille)
    Appellation.objects.create(metier=chef, libelle="Project manager")
    analyste = MetierFactory(nom="Analyste fonctionnel", code="analyste")
    Passerelle.objects.create(depart=analyste, arrivee=chef, selon_depart=True, selon_arrivee=True)
    MetierFactory(nom="Gestionnaire", code="gestionnaire", famille=famille)
    return chef


def freelance(titre: str, metier: str = "", **champs) -> Freelance:
    """A freelance of this title, and of the métier of this code."""
    fait = FreelanceFactory(titre=titre, **champs)
    if metier:
        fait.metiers.create(metier=Metier.objects.get(code=metier))
    return fait


@pytest.fixture
def base(chef) -> None:
    """One freelance a link, one reached by none."""
    freelance("Consultant", "gestionnaire")
    freelance("Consultante", "analyste")
    freelance("Senior project manager, Paris")
    ExperienceFactory(freelance=freelance("Prestataire"), role="Cheffe de projets déploiement")
    freelance("Pilote", "chef-de-projet")
    freelance("Développeur", resume="A travaillé pour un project manager, chef de projet bancaire")


def titres(metier: Metier, degre: int, **autres) -> list[str]:
    ids = chercher(Criteres(metiers=(metier.pk,), elargir=degre, **autres))
    lus = Freelance.objects.in_bulk(ids)
    return [lus[pk].titre for pk in ids]


def test_chaque_degre_elargit(base, chef):
    exacts = ["Pilote"]
    nommes = ["Pilote", "Prestataire", "Senior project manager, Paris"]
    assert titres(chef, 0) == exacts
    assert titres(chef, 1) == nommes
    assert titres(chef, 2) == [*nommes, "Consultante"]
    assert titres(chef, 3) == [*nommes, "Consultante", "Consultant"]


def test_l_appellation_se_lit_dans_le_titre_et_les_roles_mais_pas_dans_les_recits(base, chef):
    """Nor among the names that the référentiel gives to the métiers of a profile."""
    Appellation.objects.create(metier=Metier.objects.get(code="gestionnaire"), libelle="Project manager adjoint")
    assert "Développeur" not in titres(chef, 1)
    assert "Consultant" not in titres(chef, 1)


def test_les_autres_filtres_restent_et(base, chef):
    freelance("Project manager", tjm=900)
    assert titres(chef, 1, tjm_max=600) == ["Pilote", "Prestataire", "Senior project manager, Paris"]
    assert titres(chef, 1, texte="prestataire") == ["Prestataire"]


def test_un_nom_qui_ne_se_cherche_pas_ne_change_rien():
    """A name made of stop words is no phrase."""
    metier = MetierFactory(nom="De la", code="de-la")
    freelance("Seul").metiers.create(metier=metier)
    assert titres(metier, 3) == ["Seul"]


@pytest.fixture
def ouvrir(commercial, connecter):
    navigateur = connecter(commercial)
    return lambda adresse="", **entetes: navigateur.get(reverse("freelances:liste") + adresse, headers=entetes)


def test_chaque_ligne_dit_par_quel_lien_elle_vient(base, chef, ouvrir):
    reponse = ouvrir(f"?metiers={chef.pk}&elargir=3")
    liens = {ligne.titre: ligne.lien.texte if ligne.lien else None for ligne in reponse.context["lignes"]}
    assert liens == {
        "Pilote": None,
        "Prestataire": "par l’appellation «\u00a0Chef de projet\u00a0»",
        "Senior project manager, Paris": "par l’appellation «\u00a0Project manager\u00a0»",
        "Consultante": "par passerelle : Analyste fonctionnel → Chef de projet",
        "Consultant": "même famille : Pilotage",
    }
    html = reponse.content.decode()
    assert "par passerelle : Analyste fonctionnel → Chef de projet" in html
    assert "Origine possible de Chef de projet, dite par les deux fiches" in html


def test_le_degre_est_dans_l_adresse_et_dans_les_puces(base, chef, ouvrir):
    html = ouvrir(f"?metiers={chef.pk}&elargir=2").content.decode()
    assert "jusqu’aux passerelles" in html
    assert 'type="range"' in html
    assert 'aria-valuetext="Passerelles"' in html
    sans = ouvrir(f"?metiers={chef.pk}").content.decode()
    assert "jusqu’aux passerelles" not in sans.split('id="resultats"')[1]


@pytest.mark.parametrize("adresse", ["?elargir=3", "?elargir=3&metiers=999999"])
def test_sans_metier_le_degre_ne_veut_rien_dire(base, ouvrir, adresse):
    reponse = ouvrir(adresse)
    assert len(reponse.context["lignes"]) == 6
    assert "jusqu’à la sous-famille" not in reponse.content.decode().split('id="resultats"')[1]


@pytest.mark.parametrize("faux", ["4", "-1", "abc", "1.5"])
def test_un_degre_faux_vaut_exact_et_le_dit(base, chef, ouvrir, faux):
    reponse = ouvrir(f"?metiers={chef.pk}&elargir={faux}")
    assert [ligne.titre for ligne in reponse.context["lignes"]] == ["Pilote"]
    assert "Quatre degrés" in reponse.content.decode()


def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_lignes_elargies(chef, ouvrir):
    def compter() -> int:
        with CaptureQueriesContext(connection) as requetes:
            ouvrir(f"?metiers={chef.pk}&elargir=3")
        return len(requetes)

    codes = ("analyste", "gestionnaire", "")
    for code in codes:
        freelance("Project manager", code)
    ouvrir()
    trois = compter()
    for rang in range(27):
        freelance("Project manager", codes[rang % 3])
    assert compter() == trois


def test_au_dela_de_quelques_centaines_la_page_ne_porte_que_les_metiers_choisis(base, chef, ouvrir, monkeypatch):
    """A whole ROME: the list is asked of the server, and what was chosen stays chosen."""
    assert "Gestionnaire</option>" in ouvrir().content.decode()
    monkeypatch.setattr(formulaire, "METIERS_DANS_LA_PAGE", 2)
    html = ouvrir(f"?metiers={chef.pk}").content.decode()
    assert "Gestionnaire</option>" not in html
    assert "selected>Chef de projet</option>" in html
