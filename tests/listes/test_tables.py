"""The table of every list."""

from __future__ import annotations

import re

import pytest
from django_tables2 import Column

from samba.listes.tables import Tableau, configurer
from tests.listes.pages import LIGNES, Lignes


@pytest.fixture
def html(requete):
    """Draw a table at an address."""

    def faire(adresse: str = "/liste/", lignes=LIGNES, cible: str = "#resultats", table=Lignes) -> str:
        demande = requete(adresse)
        return configurer(demande, table(lignes), cible=cible).as_html(demande)

    return faire


def test_chaque_cellule_porte_le_nom_de_sa_colonne_pour_le_telephone(html):
    page = html()
    assert page.count('data-label="Nom"') == page.count('data-label="Ville"') == 25


def test_le_tri_se_dit_aux_lecteurs_d_ecran_et_se_retourne(html):
    assert "aria-sort" not in html("/liste/")
    croissant = html("/liste/?tri=nom")
    assert 'aria-sort="ascending"' in croissant
    assert 'href="?tri=-nom"' in croissant
    decroissant = html("/liste/?tri=-nom")
    assert 'aria-sort="descending"' in decroissant
    assert ">Personne 0059<" in decroissant


def test_trier_garde_les_filtres_et_revient_a_la_premiere_page(html):
    page = html("/liste/?ville=brest&page=2")
    assert 'href="?ville=brest&amp;tri=nom"' in page


def test_les_liens_ne_rafraichissent_que_la_liste_quand_elle_a_une_cible(html):
    assert 'hx-get="?page=2" hx-target="#resultats"' in html()
    sans = html(cible="")
    assert "hx-get" not in sans
    assert 'href="?page=2"' in sans


def test_la_pagination_situe_la_page(html):
    page = html("/liste/?page=2")
    assert "26–50 sur 60" in page
    assert re.search(r'aria-current="page"[^>]*><span class="page-link">2<', page)
    assert "60 freelances" in page


def test_une_seule_page_ne_montre_pas_de_pagination(html):
    assert "<nav" not in html(lignes=LIGNES[:3])


def test_une_liste_vide_dit_quoi_faire(html):
    class Vide(Lignes):
        vide_titre = "Aucun freelance"
        vide_texte = "Créez le premier."
        vide_url = "/formulaire/"
        vide_action = "Nouveau freelance"

    page = html(lignes=[], table=Vide)
    assert "<table" not in page
    assert "Aucun freelance" in page
    assert 'href="/formulaire/">Nouveau freelance' in page
    assert "s-compte" not in page


def test_un_meta_a_soi_garde_l_allure_commune(html):
    class Autre(Tableau):
        nom = Column(verbose_name="Nom")

        class Meta:
            attrs = {"id": "a-moi"}

    page = html(table=Autre)
    assert 'id="a-moi"' in page
    assert "s-tableau" in page


def test_une_cellule_est_echappee(html):
    assert "&lt;b&gt;x" in html(lignes=[{"nom": "<b>x", "ville": ""}])


def test_une_cellule_peut_dependre_de_sa_ligne(html):
    class Marquee(Lignes):
        nom = Column(verbose_name="Nom", attrs={"td": {"class": lambda record: f"ville-{record['ville']}"}})
        ville = Column(verbose_name="Ville", attrs={"td": {"class": "fixe"}})

    page = html(table=Marquee)
    assert page.count('class="ville-paris"') == 13
    assert page.count('class="ville-brest"') == 12
    assert page.count('class="fixe"') == 25
