"""The choosers: every name finds its métier, in the same order as the pages' own search, whatever is mistyped."""

from __future__ import annotations

import random
from functools import partial

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from referentiels import choix
from referentiels.chargement import fichiers
from referentiels.models import Appellation, Competence, Metier
from samba.pilotage import banc_referentiels
from tests.usines import CompetenceFactory, EntrepriseFactory, MetierFactory, ReferentielFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def charges():
    """The métiers and the skills."""
    for chargeur in fichiers.chargeurs():
        if chargeur.nom.startswith(("metiers", "appellations", "themes", "competences")):
            fichiers.charger(chargeur)


def abimer(texte: str, hasard: random.Random) -> str:
    """A slip of the keyboard, or a name that is not typed to its end."""
    rang = hasard.randrange(len(texte))
    return hasard.choice(
        [
            texte[:rang] + texte[rang + 1 :],
            texte[:rang] + texte[rang] + texte[rang:],
            texte[:rang] + hasard.choice("aeiourst") + texte[rang + 1 :],
            texte[: rang + 1],
        ]
    )


def test_les_choix_sont_ceux_de_la_recherche_des_pages(charges):
    """Two ways to ask, one answer: the fast one leaves nothing out."""
    hasard = random.Random(7)
    metiers = [*Metier.objects.values_list("nom", flat=True), *Appellation.objects.values_list("libelle", flat=True)]
    competences = [nom for c in Competence.objects.all() for nom in [c.nom, *c.synonymes]]
    for noms, repondre, trouver in (
        (metiers, choix.metiers, Metier.objects.actifs().chercher),
        (competences, choix.competences, Competence.objects.actives().chercher),
    ):
        for nom in hasard.sample(noms, 40):
            texte = abimer(nom, hasard)
            scores = dict(trouver(texte).values_list("pk", "score"))
            attendus = sorted(scores.values(), reverse=True)[: choix.LIMITE]
            # Equal scores may swap: what matters is that no better one is missing.
            assert [scores.get(ligne.value) for ligne in repondre(texte)] == pytest.approx(attendus), texte


@pytest.mark.parametrize("saisie", ["Business analyst", "business  ANALYST", "bussiness analyst"])
def test_une_appellation_trouve_son_metier_et_se_montre(charges, saisie):
    assert choix.metiers(saisie)[0][1:] == ("Analyste fonctionnel", "Business analyst")


def test_des_homonymes_se_distinguent_par_leur_referentiel():
    autre = ReferentielFactory(code="autre", nom="Autre référentiel")
    un = MetierFactory(nom="Homonyme", code="un")
    MetierFactory(nom="Homonyme", code="deux", referentiel=autre, famille=un.famille)
    MetierFactory(nom="Homonyme seul", code="trois")
    precisions = {ligne.text: [] for ligne in choix.metiers("homonyme")}
    for ligne in choix.metiers("homonyme"):
        precisions[ligne.text].append(ligne.precision)
    famille = str(un.famille)
    assert sorted(precisions["Homonyme"]) == [f"{famille} · Autre référentiel", f"{famille} · Informatique"]
    assert precisions["Homonyme seul"] == [famille]


@pytest.mark.parametrize("vide", ["", "  ", "%", "_", "\\", "'", "a" * 101])
@pytest.mark.parametrize("vue", ["metiers", "competences", "communes", "entreprises"])
def test_ce_qui_ne_veut_rien_dire_ne_trouve_rien_et_ne_casse_rien(commercial, connecter, vue, vide):
    MetierFactory(nom="Métier")
    CompetenceFactory(nom="Compétence")
    EntrepriseFactory(nom="Entreprise")
    reponse = connecter(commercial).get(reverse(f"referentiels:{vue}_json"), {"q": vide})
    assert (reponse.status_code, reponse.json()) == (200, [])


def test_une_lettre_ne_trouve_que_des_debuts_de_mots():
    CompetenceFactory(nom="Xylophone", synonymes=["Marimba xylo"])
    CompetenceFactory(nom="Exil")
    assert [ligne.text for ligne in choix.competences("x")] == ["Xylophone"]
    CompetenceFactory(nom="Le xérès", code="xeres")
    assert [ligne.text for ligne in choix.competences("x")] == ["Xylophone", "Le xérès"]


def test_le_seuil_de_ressemblance_ne_deborde_pas():
    """The setting of the index dies with the message, even inside somebody's transaction."""
    choix.metiers("quelque chose")
    with connection.cursor() as curseur:
        curseur.execute("SELECT current_setting('pg_trgm.word_similarity_threshold')")
        assert curseur.fetchone()[0] == "0.6"


@pytest.mark.parametrize("vue", ["metiers", "competences", "communes", "entreprises"])
def test_une_liste_de_choix_ne_pose_qu_une_question(commercial, connecter, vue):
    """Beside the session and the user."""
    navigateur = connecter(commercial)
    for rang in range(5):
        CompetenceFactory(nom=f"Essai {rang}")
        MetierFactory(nom=f"Essai {rang}")
        EntrepriseFactory(nom=f"Essai {rang}")
    with CaptureQueriesContext(connection) as requetes:
        navigateur.get(reverse(f"referentiels:{vue}_json"), {"q": "essai"})
    assert len(requetes) == 3


def test_le_banc_mesure_chaque_liste(capsys, monkeypatch):
    monkeypatch.setattr(banc_referentiels, "medianes", partial(banc_referentiels.medianes, tours=1))
    call_command("banc_referentiels")
    lignes = capsys.readouterr().out.splitlines()
    assert sum("×" in ligne for ligne in lignes) == 20
