"""The drawing of the passerelles: nothing overlaps, nothing leaves the frame, one line for each move."""

from __future__ import annotations

from itertools import combinations

import pytest

from referentiels.consultation.graphe import graphes_de
from referentiels.consultation.passerelles import Dite, Lien, Passerelles

LONG = "Analyste qualité et performance infrastructures réseaux et services"


def liens(nombre: int, nom: str = "Chef de projet") -> list[Lien]:
    return [Lien(nom, "/m/" if rang % 2 else "", list(Dite)[rang % 3]) for rang in range(nombre)]


@pytest.mark.parametrize(
    ("origines", "evolutions", "lui_meme"),
    [(0, 0, True), (1, 0, False), (0, 1, False), (1, 9, True), (12, 12, True), (5, 3, False)],
)
@pytest.mark.parametrize("nom", ["DBA", LONG])
def test_les_boites_tiennent_dans_le_cadre_sans_se_chevaucher(origines, evolutions, lui_meme, nom):
    for graphe in graphes_de(nom, Passerelles(liens(origines, nom), liens(evolutions, nom), lui_meme)):
        for boite in graphe.noeuds:
            assert boite.x >= 0
            assert boite.x + boite.largeur <= graphe.largeur
            assert boite.y >= 0
            assert boite.y + boite.hauteur <= graphe.hauteur
            assert [t for t in boite.textes if not boite.y < t.y < boite.y + boite.hauteur] == []
        for un, autre in combinations(graphe.noeuds, 2):
            cote_a_cote = un.x + un.largeur <= autre.x or autre.x + autre.largeur <= un.x
            assert cote_a_cote or un.y + un.hauteur <= autre.y or autre.y + autre.hauteur <= un.y


def test_chaque_passerelle_a_son_trait_et_celle_de_soi_sa_boucle():
    for graphe in graphes_de("Urbaniste", Passerelles(liens(4), liens(3), lui_meme=True)):
        assert len(graphe.noeuds) == 4 + 1 + 3
        assert len(graphe.traits) == 4 + 3 + 1


def test_les_origines_a_gauche_le_metier_au_milieu_les_evolutions_a_droite():
    large, etroit = graphes_de("Urbaniste", Passerelles(liens(2), liens(2)))
    assert [n.cote for n in large.noeuds] == ["origine", "origine", "centre", "evolution", "evolution"]
    assert large.noeuds[0].x < large.noeuds[2].x < large.noeuds[3].x
    assert etroit.noeuds[0].y < etroit.noeuds[2].y < etroit.noeuds[3].y


def test_un_nom_long_passe_a_la_ligne_sans_perdre_un_mot():
    for graphe in graphes_de(LONG, Passerelles([], [])):
        assert " ".join(t.mot for t in graphe.noeuds[0].textes) == LONG
        assert len(graphe.noeuds[0].textes) > 1
