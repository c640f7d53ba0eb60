"""Components drawn from fake contexts: what they say, and what a strict CSP forbids them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from tests.listes.pages import Langues, Saisie

pytestmark = pytest.mark.usefixtures("pages")
GABARITS = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))


@pytest.mark.parametrize("gabarit", GABARITS, ids=lambda chemin: str(chemin.relative_to(settings.BASE_DIR)))
def test_aucun_gabarit_n_a_de_script_ni_de_style_en_ligne(gabarit):
    """The CSP (default-src 'self') would block them in silence."""
    source = re.sub(
        r"{#.*?#}|{% comment.*?endcomment %}|{% include .*?%}", "", gabarit.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|hx-on|hx-vars|js:|javascript:", source)


@pytest.mark.parametrize("gabarit", GABARITS, ids=lambda chemin: str(chemin.relative_to(settings.BASE_DIR)))
def test_un_commentaire_de_plusieurs_lignes_ne_se_lit_pas_sur_la_page(gabarit):
    """Django's {# #} stops at the end of the line: beyond, it is text."""
    assert not re.search(r"{#(?:(?!#}).)*$", gabarit.read_text(encoding="utf-8"), flags=re.MULTILINE)


def dessiner(requete, composant: str, **contexte) -> str:
    return render_to_string(f"composants/{composant}.html", contexte, requete("/fiche/"))


def test_un_formulaire_refuse_resume_ses_erreurs_et_garde_la_saisie(requete):
    formulaire = Saisie({"nom": "Alzéo <b>", "email": "non"})
    page = dessiner(requete, "formulaire", form=formulaire, bouton="Enregistrer", annuler_url="/liste/")
    assert "Un point est à revoir avant d’enregistrer" in page
    assert '<a href="#id_email">Adresse e-mail</a>' in page
    assert 'value="Alzéo &lt;b&gt;"' in page
    assert 'name="csrfmiddlewaretoken"' in page
    assert "data-confirmer-quitter" in page
    assert page.count('name="version"') == 1
    assert 'class="s-champ s-l6"' in page


def test_un_formulaire_neuf_n_annonce_pas_d_erreur(requete):
    page = dessiner(requete, "formulaire", form=Saisie())
    assert "data-erreurs" not in page
    assert "multipart" not in page


def test_un_conflit_montre_les_deux_versions_au_dessus_de_la_saisie(requete):
    """Conception §8: the second of two people is told and sees both versions."""
    divergences = [{"libelle": "Ville", "saisi": "Brest", "enregistre": "Rennes"}]
    formulaire = Saisie({"nom": "A", "email": "a@exemple.fr"})
    page = dessiner(requete, "formulaire", form=formulaire, conflit=True, divergences=divergences)
    assert page.index("Brest") < page.index("Rennes") < page.index('name="nom"')
    assert 'data-label="Votre saisie"' in page
    assert "Enregistrer" in page


def test_une_erreur_de_formset_reste_sur_sa_ligne(requete):
    donnees = {"langues-TOTAL_FORMS": "1", "langues-INITIAL_FORMS": "1", "langues-0-langue": ""}
    page = dessiner(requete, "formset", formset=Langues(donnees, prefix="langues", initial=[{"langue": "x"}]))
    assert 'id="id_langues-0-langue_error"' in page
    assert "__prefix__" in page
    assert page.count("data-formset-ligne>") == 2  # the row, and the model of the next ones


def test_la_chronologie_date_en_mots_et_sans_rien_elle_le_dit(requete):
    assert "Aucun échange pour l’instant" in dessiner(requete, "chronologie", evenements=[])


def test_l_historique_dit_qui_quand_avant_et_apres(requete):
    lignes = [
        {"quand": None, "qui": "", "quoi": "Création", "changements": []},
        {"quand": None, "qui": "Alix", "quoi": "Modification", "changements": [("ville", "—", "Brest")]},
    ]
    page = dessiner(requete, "historique", evenements=lignes)
    assert "SAMBA ·" in page
    assert "ville : <ins>Brest</ins>" in page
    assert "<del>" not in page


def test_un_bouton_d_action_envoie_par_post_et_demande_confirmation(requete):
    page = dessiner(
        requete, "confirmer", url="/archiver/", libelle="Archiver", question='Archiver « A " » ?', nom="a", valeur="1"
    )
    assert 'method="post"' in page
    assert 'data-confirmer="Archiver « A &quot; » ?"' in page
    assert '<input type="hidden" name="a" value="1">' in page


def test_les_messages_d_une_reponse_partielle_sont_hors_bande(requete):
    assert 'hx-swap-oob="true"' in dessiner(requete, "messages", hors_bande=True)
    assert "hx-swap-oob" not in dessiner(requete, "messages")


@pytest.mark.parametrize("page", ["400", "403", "404", "409", "413", "403_csrf"])
def test_les_pages_d_erreur_se_dessinent_avec_une_personne_connectee(requete, page):
    dessinee = render_to_string(f"{page}.html", {}, requete("/perdu/"))
    assert "<h1" in dessinee
    assert "Bienvenue Camille" in dessinee


@pytest.mark.parametrize("page", ["400", "403", "404", "413", "403_csrf", "500"])
def test_les_pages_d_erreur_se_dessinent_sans_requete(page):
    """Django draws 400 and 500 without a request: they must not fail in turn."""
    assert "SAMBA" in render_to_string(f"{page}.html", {})


def test_un_refus_dit_sa_raison(requete):
    page = render_to_string("403.html", {"exception": "Votre rôle ne permet pas <cela>."}, requete("/"))
    assert "Votre rôle ne permet pas &lt;cela&gt;." in page
