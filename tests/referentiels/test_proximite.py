"""How near a métier is to another, and by which link."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from referentiels.enums import NiveauFamille
from referentiels.models import Appellation, FamilleMetier, Metier, Passerelle
from referentiels.proximite import Degre, degre_lu, ecritures, voisinage
from tests.usines import FamilleFactory, MetierFactory


@pytest.mark.parametrize(
    ("libelle", "attendues"),
    [
        ("Business analyst", ["Business analyst"]),
        ("Développeur", ["Développeur", "Développeuse"]),
        ("Ingénieur d’affaires", ["Ingénieur d’affaires"]),
        ("Chef de projet", ["Chef de projet", "Cheffe de projet"]),
        ("Façonneur / Façonneuse web", ["Façonneur web", "Façonneuse web"]),
        ("Technicien support / helpdesk", ["Technicien support", "Technicien helpdesk"]),
        ("Ingénieur progiciel / Ingénieur intégration", ["Ingénieur progiciel", "Ingénieur intégration"]),
        ("Pilote / Garant du programme", ["Pilote du programme", "Garant du programme"]),
        ("Relais/garant", ["Relais garant"]),
        ("Directeur", []),
    ],
)
def test_un_nom_s_ecrit_sans_barre_au_masculin_et_au_feminin(libelle, attendues):
    ecrites = ecritures(libelle)
    assert [forme for forme in ecrites if forme in attendues] == attendues
    # Nothing else but feminines that nobody writes (« Façonneuse » gives « Façonneuse », « Testeur » « Testrice » too).
    assert all("/" not in forme and attendues for forme in ecrites)


@pytest.mark.parametrize(("lu", "degre"), [("0", 0), ("3", 3), ("4", 0), ("-1", 0), ("²", 0), ("", 0), (None, 0)])
def test_un_degre_illisible_vaut_le_metier_exact(lu, degre):
    assert degre_lu(lu) == degre


@pytest.mark.django_db
class TestVoisinage:
    @pytest.fixture
    def metiers(self) -> dict[str, Metier]:
        famille = FamilleFactory(nom="Pilotage")
        sous = FamilleMetier.objects.create(
            referentiel=famille.referentiel, parent=famille, niveau=NiveauFamille.SOUS_FAMILLE, code="p", nom="Projet"
        )
        ailleurs = FamilleFactory(nom="Autre famille", code="autre")
        faits = {
            nom: MetierFactory(nom=nom, famille=sous if nom in ("Chef", "Directeur") else ailleurs)
            for nom in ("Chef", "Directeur", "Analyste", "Architecte", "Loin")
        }
        Appellation.objects.create(metier=faits["Chef"], libelle="Project manager")
        Passerelle.objects.create(depart=faits["Analyste"], arrivee=faits["Chef"], selon_depart=True)
        Passerelle.objects.create(
            depart=faits["Chef"], arrivee=faits["Architecte"], selon_depart=True, selon_arrivee=True
        )
        Passerelle.objects.create(depart=faits["Architecte"], arrivee=faits["Loin"], selon_depart=True)
        Passerelle.objects.create(depart=faits["Chef"], libelle="Hors référentiel", selon_depart=True)
        Passerelle.objects.create(depart=faits["Chef"], arrivee=faits["Chef"], selon_depart=True)
        return faits

    def noms(self, metiers, voisins) -> set[str]:
        return {nom for nom, metier in metiers.items() if metier.pk in voisins.metiers}

    def test_chaque_degre_ajoute_a_ceux_d_avant(self, metiers):
        chef = [metiers["Chef"].pk]
        atteints = [self.noms(metiers, voisinage(chef, degre)) for degre in Degre]
        assert atteints == [
            {"Chef"},
            {"Chef"},
            {"Chef", "Analyste", "Architecte"},
            {"Chef", "Analyste", "Architecte", "Directeur"},
        ]
        assert voisinage(chef, Degre.EXACT).noms == ()
        # « Chef » alone is the beginning of too many titles.
        assert [nom.libelle for nom in voisinage(chef, Degre.APPELLATIONS).noms] == ["Project manager"]

    def test_une_passerelle_dit_son_sens_et_qui_la_dit(self, metiers):
        liens = voisinage([metiers["Chef"].pk], Degre.PASSERELLES).liens
        venue, suite = liens[metiers["Analyste"].pk], liens[metiers["Architecte"].pk]
        assert venue.texte == "par passerelle : Analyste → Chef"
        assert venue.precision == "origine possible de Chef, dite par une seule des deux fiches"
        assert not venue.confirme
        assert suite.texte == "par passerelle : Chef → Architecte"
        assert suite.precision == "évolution possible de Chef, dite par les deux fiches"
        assert suite.confirme

    def test_la_sous_famille_ou_la_famille_quand_il_n_y_en_a_pas(self, metiers):
        liens = voisinage([metiers["Chef"].pk], Degre.SOUS_FAMILLE).liens
        assert liens[metiers["Directeur"].pk].texte == "même sous-famille : Projet"
        liens = voisinage([metiers["Loin"].pk], Degre.SOUS_FAMILLE).liens
        assert liens[metiers["Analyste"].pk].texte == "même famille : Autre famille"
        # Nearer by a passerelle than by its family.
        assert liens[metiers["Architecte"].pk].degre == Degre.PASSERELLES

    def test_le_lien_le_plus_proche_l_emporte(self, metiers):
        voisins = voisinage([metiers["Chef"].pk], Degre.SOUS_FAMILLE)
        pks = {nom: metier.pk for nom, metier in metiers.items()}
        assert voisins.lien([pks["Directeur"], pks["Chef"]]) is None
        assert voisins.lien([pks["Loin"]]) is None
        assert voisins.lien([pks["Directeur"], pks["Analyste"], pks["Architecte"]]).texte.endswith("Architecte")
        nomme = voisins.lien([pks["Analyste"]], voisins.noms[0])
        assert nomme.texte == "par l’appellation «\u00a0Project manager\u00a0»"

    def test_le_nombre_de_requetes_ne_depend_pas_du_nombre_de_metiers(self, metiers):
        def compter(pks) -> int:
            with CaptureQueriesContext(connection) as requetes:
                voisinage(pks, Degre.SOUS_FAMILLE)
            return len(requetes)

        assert compter([metiers["Chef"].pk]) == compter([metier.pk for metier in metiers.values()]) == 4
