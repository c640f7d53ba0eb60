"""Skills that people type: recognised when somebody knows them, created once when nobody does."""

from __future__ import annotations

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse

from referentiels.competences.champs import ChampCompetence, ChampCompetences
from referentiels.competences.revue import refuser
from referentiels.competences.saisie import creer, enregistrer_saisies, lire
from referentiels.models import Competence
from samba.listes.champs import precharger
from tests.concurrence import au_meme_instant
from tests.usines import ClientFactory, CompetenceFactory, UtilisateurFactory


class Formulaire(forms.Form):
    """As the rooms use the two fields."""

    principale = ChampCompetence(required=False)
    autres = ChampCompetences(required=False)


def remplir(auteur, **valeurs) -> Formulaire:
    form = Formulaire(valeurs)
    assert form.is_valid(), form.errors
    enregistrer_saisies([form], par=auteur)
    return form


@pytest.fixture
def kubernetes(db):
    return CompetenceFactory(nom="Kubernetes", synonymes=["k8s", "Orchestration de conteneurs"])


@pytest.mark.parametrize("tape", ["kubernetes", " KUBERNETES ", "K8S", "orchestration  de   conteneurs", "Kubernétès"])
def test_un_nom_connu_est_reconnu_accents_casse_et_synonymes_compris(kubernetes, tape):
    assert lire(tape) == kubernetes


@pytest.mark.parametrize("tape", ["42", "C" * 101, "!?", "²", " "])
def test_ce_qui_ne_nomme_rien_est_refuse(db, tape):
    with pytest.raises(ValidationError, match="au moins une lettre"):
        lire(tape)


def test_une_competence_retiree_ne_se_choisit_ni_ne_se_recree(db):
    CompetenceFactory(nom="Flash", retiree=True)
    with pytest.raises(ValidationError, match="retirée du référentiel"):
        lire("flash")


def test_un_nom_inconnu_devient_une_competence_a_ranger(commercial):
    form = remplir(commercial, principale="  Zig   Lang ")
    zig = Competence.objects.get(nom="Zig Lang")
    assert form.cleaned_data["principale"] == zig
    assert (zig.verifiee, zig.theme, zig.origine, zig.proposee_par) == (False, None, "saisie", commercial)
    assert zig.proposee_le is not None
    assert zig.nom_theme == "À ranger"


def test_un_formulaire_refuse_ne_cree_rien(db):
    form = Formulaire({"principale": "Zig", "autres": ["42"]})
    assert not form.is_valid()
    assert not Competence.objects.exists()


def test_le_meme_nom_tape_deux_fois_dans_un_formulaire_fait_une_competence(commercial):
    form = remplir(commercial, principale="Zig", autres=["ZIG", "Odin", "zig"])
    zig, odin = Competence.objects.get(nom="Zig"), Competence.objects.get(nom="Odin")
    assert form.cleaned_data == {"principale": zig, "autres": [zig, odin]}


def test_une_competence_reunie_est_lue_comme_celle_qui_la_remplace(kubernetes, commercial):
    ancienne = CompetenceFactory(nom="K8", fusionnee_dans=kubernetes, retiree=True)
    form = remplir(commercial, principale=str(ancienne.pk), autres=[str(ancienne.pk), str(kubernetes.pk), "k8"])
    assert form.cleaned_data == {"principale": kubernetes, "autres": [kubernetes]}


def test_deux_personnes_qui_tapent_le_meme_nom_au_meme_instant_font_une_competence(base_validee):
    """The second waits for the first, then finds its row; a third spelling of the name finds it too."""
    un, deux = UtilisateurFactory(), UtilisateurFactory()
    lues = []
    seconde = au_meme_instant(
        lambda: lues.append(creer(["Zig"], un)["ZIG"]), lambda: transaction.atomic(creer)(["ZÍG"], deux)["ZIG"]
    )
    assert lues == [seconde]
    assert Competence.objects.get(nom="Zig").proposee_par == un


def test_sans_la_contrainte_deux_noms_tapes_au_meme_instant_font_des_jumelles(base_validee):
    """The race is real: nothing but the constraint stops it."""
    with connection.cursor() as curseur:
        curseur.execute("DROP INDEX competence_a_verifier_unique")
    un, deux = UtilisateurFactory(), UtilisateurFactory()
    au_meme_instant(lambda: creer(["Zig"], un), lambda: transaction.atomic(creer)(["ZIG"], deux))
    assert Competence.objects.filter(nom__iexact="zig").count() == 2


def test_l_autocompletion_dit_le_synonyme_qui_a_repondu_et_ce_qui_est_connu(kubernetes, connecter, commercial):
    nav = connecter(commercial)
    [ligne] = nav.get("/referentiels/competences.json", {"q": "k8s"}).json()
    assert ligne == {
        "value": kubernetes.pk, "text": "Kubernetes", "precision": "« k8s » · Dev – Langage", "exacte": True,
        "ressemble": False, "marque": "",
    }  # fmt: skip
    [ligne] = nav.get("/referentiels/competences.json", {"q": "kuber"}).json()
    assert ligne["precision"] == "Dev – Langage"
    assert not ligne["exacte"]


def test_une_competence_tapee_se_cherche_aussitot_et_se_dit_a_ranger(connecter, commercial):
    zig = creer(["Zig"], commercial)["ZIG"]
    [ligne] = connecter(commercial).get("/referentiels/competences.json", {"q": "zi"}).json()
    assert (ligne["value"], ligne["text"], ligne["precision"], ligne["marque"]) == (zig.pk, "Zig", *["à ranger"] * 2)


def test_le_champ_redessine_ce_qui_a_ete_tape_et_le_marque(kubernetes, commercial):
    creer(["Zig"], commercial)
    zig = Competence.objects.get(nom="Zig")
    form = Formulaire({"principale": "Odin", "autres": [str(zig.pk), str(kubernetes.pk)]})
    precharger([form], "autres")
    assert '<option value="Odin" selected data-marque="à ranger">Odin</option>' in str(form["principale"])
    dessin = str(form["autres"])
    assert f'<option value="{zig.pk}" selected data-marque="à ranger">Zig</option>' in dessin
    assert f'<option value="{kubernetes.pk}" selected>Kubernetes</option>' in dessin


def test_l_autocompletion_fait_une_requete_quel_que_soit_le_nombre_de_reponses(
    db, connecter, commercial, django_assert_max_num_queries
):
    nav = connecter(commercial)
    for rang in range(30):
        CompetenceFactory(nom=f"Java {rang}", synonymes=[f"j{rang}"])
    with django_assert_max_num_queries(3):  # session, user, skills
        assert len(nav.get("/referentiels/competences.json", {"q": "java"}).json()) == 20


def test_une_technologie_refusee_pendant_la_saisie_se_dit_sans_erreur_serveur(base_validee, connecter, commercial):
    """The administrateur removes it between the reading of the form and its writing."""
    zig, client = creer(["Zig"], commercial)["ZIG"], ClientFactory()
    corps = {"client": client.pk, "nature": "do", "nom": "Delorme", "technologies": [zig.pk]}
    nav = connecter(commercial)
    reponse = au_meme_instant(lambda: refuser(zig), lambda: nav.post(reverse("clients:contact_creer"), corps))
    assert reponse.status_code == 422
    assert "n’existe plus" in reponse.content.decode()
    assert not client.contacts.exists()
