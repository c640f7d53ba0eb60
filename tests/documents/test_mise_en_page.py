"""Lines of a PDF in the order people read them, from where they stand on the page."""

from __future__ import annotations

from samba.documents.lecteurs.mise_en_page import Bout, lire_la_page, resserrer


def colonne(gauche, largeur, haut, *textes):
    return [Bout(gauche, gauche + largeur, haut - 14 * rang, texte) for rang, texte in enumerate(textes)]


def test_deux_colonnes_se_lisent_l_une_apres_l_autre_sous_leur_titre():
    titre = [Bout(40, 520, 800, "Ada Exemple, développeuse")]
    gauche = colonne(40, 120, 780, "CONTACT", "ada@exemple.fr", "LANGUES", "Anglais")
    droite = colonne(200, 320, 780, "EXPÉRIENCES", "2019 - 2021", "Développeuse, Exemple", "Java")
    lues = lire_la_page([*droite, *titre, *gauche])
    attendues = ["Ada Exemple, développeuse", "CONTACT", "ada@exemple.fr", "LANGUES", "Anglais", "EXPÉRIENCES"]
    assert lues == [*attendues, "2019 - 2021", "Développeuse, Exemple", "Java"]


def test_une_frise_se_lit_par_rangees_meme_quand_une_date_est_coupee():
    dates = [Bout(40, 110, 780, "03/2022 – à ce"), Bout(40, 70, 766, "jour"), Bout(40, 110, 738, "2019 - 2021")]
    dates += [Bout(40, 110, 696, "2017 - 2018")]
    textes = colonne(
        130, 300, 780, "Développeuse, Un", "Java", "Python", "Analyste, Deux", "SQL", "C#", "Testeuse, Trois"
    )
    lues = lire_la_page([*dates, *textes])
    assert lues[0] == "03/2022 – à ce jour  Développeuse, Un"
    assert "2019 - 2021  Analyste, Deux" in lues
    assert "2017 - 2018  Testeuse, Trois" in lues


def test_un_titre_espace_lettre_a_lettre_se_resserre():
    assert resserrer("C A M I L L E   D U R A N D") == "CAMILLE DURAND"
    assert resserrer("A B C") == "A B C"
    assert resserrer("Une ligne ordinaire") == "Une ligne ordinaire"
