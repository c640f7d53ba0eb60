"""Template tags known to every template."""

from __future__ import annotations

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines

from samba.listes.icones import icone
from samba.listes.templatetags.samba_tags import COULEURS, badge, pages_proches
from tests.listes.pages import Filtres


@pytest.fixture
def rendre(requete):
    """Render a line of template at an address."""

    def faire(source: str, adresse: str = "/liste/", **contexte) -> str:
        return engines["django"].from_string(source).render(contexte, requete(adresse)).strip()

    return faire


def test_une_icone_est_dans_la_page_et_muette(rendre):
    dessin = rendre('{% icone "phone" "grande" %}')
    assert dessin.startswith('<svg class="icon grande"')
    assert 'aria-hidden="true"' in dessin
    assert "<path" in dessin


def test_une_icone_qui_a_un_sens_le_dit():
    dessin = icone("lock-closed", titre="Privé <à> moi")
    assert 'aria-label="Privé &lt;à&gt; moi"' in dessin
    assert "aria-hidden" not in dessin


@pytest.mark.parametrize("nom", ["inconnue", "../../../etc/passwd", "Phone", ""])
def test_une_icone_inconnue_est_refusee(nom):
    with pytest.raises(ValueError, match="Icône inconnue"):
        icone(nom)


@pytest.mark.parametrize("couleur", sorted(COULEURS))
def test_un_badge_prend_nos_couleurs_ou_leurs_noms_d_usage(couleur):
    assert f"s-badge-{COULEURS[couleur]}" in badge("Ouvert", couleur)


def test_un_badge_vide_ne_se_dessine_pas_et_une_couleur_fausse_se_voit():
    assert badge("") == badge(None) == ""
    assert ">0<" in badge(0)
    with pytest.raises(ValueError, match="fuchsia"):
        badge("x", "fuchsia")


def test_un_badge_echappe_son_texte():
    assert "&lt;i&gt;" in badge("<i>", titre='"><i>')
    assert "<i>" not in badge("<i>", titre='"><i>')


def test_un_telephone_s_appelle_d_un_clic_ou_reste_un_texte(rendre):
    assert 'href="tel:+33199001234"' in rendre("{% tel n %}", n="01 99 00 12 34")
    assert rendre("{% tel n %}", n="poste <12>") == "<span>poste &lt;12&gt;</span>"
    assert rendre("{% tel n %}", n="") == ""


def test_l_adresse_courante_change_une_cle_et_oublie_la_page(rendre):
    adresse = "/liste/?q=java&page=3&etats=a&etats=b"
    assert rendre('{% url_avec request tri="-nom" %}', adresse) == "?q=java&amp;etats=a&amp;etats=b&amp;tri=-nom"
    assert rendre('{% url_avec request q="" %}', adresse) == "?etats=a&amp;etats=b"
    assert rendre("{% url_avec page=4 %}", "/liste/?q=c%23") == "?q=c%23&amp;page=4"


def test_ce_qui_n_est_pas_un_filtre_survit_au_filtrage(rendre):
    """The view, the sort and the besoin to match stay; the page number goes."""
    gardes = rendre(
        "{% hors_filtres form as g %}{% for k, v in g %}{{ k }}={{ v }} {% endfor %}",
        "/liste/?q=java&vue=mes&tri=-nom&page=2",
        form=Filtres(),
    )
    assert gardes == "vue=mes tri=-nom"
    assert rendre("{% url_sans_filtres form %}", "/liste/?q=java", form=Filtres()) == "/liste/"
    assert rendre("{% url_sans_filtres form %}", "/liste/?q=java&vue=mes", form=Filtres()) == "/liste/?vue=mes"


@pytest.mark.parametrize(
    ("pages", "ici", "offertes"),
    [
        (1, 1, [1]),
        (3, 2, [1, 2, 3]),
        (40, 1, [1, 2, None, 40]),
        (40, 4, [1, 2, 3, 4, 5, None, 40]),
        (40, 20, [1, None, 19, 20, 21, None, 40]),
        (40, 40, [1, None, 39, 40]),
    ],
)
def test_la_pagination_offre_les_bouts_et_les_voisines(pages, ici, offertes):
    assert pages_proches(Paginator(range(pages * 10), 10).page(ici)) == offertes


class Formulaire(forms.Form):
    nom = forms.CharField(widget=forms.TextInput(attrs={"class": "grand"}))
    type = forms.ChoiceField(choices=[("a", "A")])
    actif = forms.BooleanField()


def test_un_champ_prend_la_classe_de_son_widget_et_dit_son_erreur(rendre):
    formulaire = Formulaire({"type": "a"})
    page = rendre("{% for f in form %}{% champ f %}{% endfor %}", form=formulaire)
    assert 'class="grand form-control is-invalid"' in page
    assert 'class="form-select"' in page
    assert 'class="form-check-input is-invalid"' in page
    assert 'id="id_nom_error"' in page
    assert 'aria-describedby="id_nom_error"' in page
    assert 'aria-invalid="true"' in page


def test_le_choix_vide_de_django_ne_ressemble_pas_a_une_ligne_brisee(rendre):
    class Choix(forms.Form):
        ville = forms.ChoiceField(choices=[("", "---------"), ("a", "Brest")])

    page = rendre("{% champ form.ville %}", form=Choix())
    assert ">—</option>" in page
    assert "-----" not in page
