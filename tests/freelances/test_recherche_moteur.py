"""The filters of a search, its slices and its limit."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from freelances.models import Freelance
from freelances.recherche import Criteres, chercher, moteur
from tests.usines import (
    CompetenceFactory,
    DepartementFactory,
    FreelanceCompetenceFactory,
    FreelanceFactory,
    MetierFactory,
)

pytestmark = pytest.mark.django_db


def titres(criteres: Criteres) -> list[str]:
    lus = Freelance.objects.in_bulk(ids := chercher(criteres))
    return [lus[pk].titre for pk in ids]


def test_le_niveau_demande_est_un_minimum():
    competence = CompetenceFactory()
    for niveau in (1, 2, 3):
        FreelanceCompetenceFactory(freelance=FreelanceFactory(titre=str(niveau)), competence=competence, niveau=niveau)
    assert titres(Criteres(competences=((competence.pk, 2),))) == ["3", "2"]
    assert titres(Criteres(competences=((competence.pk, 3),))) == ["3"]


def test_toutes_les_competences_ou_une_seule():
    java, react = CompetenceFactory(), CompetenceFactory()
    deux = FreelanceFactory(titre="deux")
    for competence in (java, react):
        FreelanceCompetenceFactory(freelance=deux, competence=competence)
    FreelanceCompetenceFactory(freelance=FreelanceFactory(titre="une"), competence=java)
    paires = ((java.pk, 1), (react.pk, 1))
    assert titres(Criteres(competences=paires)) == ["deux"]
    assert titres(Criteres(competences=paires, toutes=False)) == ["une", "deux"]
    assert titres(Criteres(competences=((react.pk, 1),), requises=((java.pk, 1),))) == ["deux"]


def test_les_valeurs_d_un_filtre_sont_ou_et_les_filtres_sont_et():
    a, b = MetierFactory(), MetierFactory()
    for titre, metier, tjm in (("A cher", a, 700), ("A", a, 400), ("B", b, 400), ("sans", None, 400)):
        freelance = FreelanceFactory(titre=titre, tjm=Decimal(tjm))
        if metier:
            freelance.metiers.create(metier=metier)
    assert titres(Criteres(metiers=(a.pk, b.pk), tjm_max=Decimal(500))) == ["B", "A"]


def test_le_lieu_avec_ou_sans_la_mobilite():
    rhone = DepartementFactory(code="69", nom="Rhône")
    FreelanceFactory(titre="parisien")
    FreelanceFactory(titre="lyonnais", departement=rhone)
    FreelanceFactory(titre="mobile").mobilites.add(rhone)
    FreelanceFactory(titre="partout", mobile_france=True)
    assert titres(Criteres(departements=("69",))) == ["lyonnais"]
    assert titres(Criteres(departements=("69",), mobiles=True)) == ["partout", "mobile", "lyonnais"]


def test_la_disponibilite_se_lit_au_jour_dit():
    aujourdhui = timezone.localdate()
    FreelanceFactory(titre="maintenant")
    FreelanceFactory(titre="bientôt", disponibilite="preavis_donne", disponible_le=aujourdhui + timedelta(days=20))
    FreelanceFactory(titre="inconnue", disponibilite="preavis_a_donner")
    FreelanceFactory(titre="jamais", disponibilite="indisponible", disponible_le=aujourdhui)
    assert titres(Criteres(disponible_le=aujourdhui)) == ["maintenant"]
    assert titres(Criteres(disponible_le=aujourdhui + timedelta(days=30))) == ["bientôt", "maintenant"]


def test_experience_langues_et_classification():
    cible = FreelanceFactory(titre="cible", experience_annees=10, classification="employable")
    for langue in ("fr", "en"):
        cible.langues.create(langue=langue, niveau="C1")
    autre = FreelanceFactory(titre="autre", experience_annees=3)
    autre.langues.create(langue="fr", niveau="natif")
    assert titres(Criteres(experience_min=5)) == ["cible"]
    assert titres(Criteres(langues=("fr", "en"))) == ["cible"]
    assert titres(Criteres(langues=("fr",))) == ["autre", "cible"]
    assert titres(Criteres(classifications=("employable", "adaptable"))) == ["cible"]


def test_un_archive_ne_se_trouve_que_si_on_le_demande():
    FreelanceFactory(archive_le=timezone.now())
    assert chercher(Criteres()) == []
    assert len(chercher(Criteres(archives=True))) == 1


def test_les_plus_recents_d_abord_et_jamais_plus_que_la_limite():
    crees = [FreelanceFactory(titre="Commun").pk for _ in range(7)]
    assert chercher(Criteres(texte="commun"), limite=3) == crees[::-1][:3]
    assert chercher(Criteres(), limite=3) == crees[::-1][:3]


@pytest.mark.parametrize("texte", ["", "commun", "rare", "-rare"])
def test_la_lecture_par_tranches_trouve_exactement_ce_qu_une_lecture_entiere_trouve(monkeypatch, texte):
    """Conception §5: slices are a matter of speed, never of answers."""
    FreelanceFactory(titre="Rare")
    base = FreelanceFactory(titre="Commun").pk
    for rang in range(1, 40):
        FreelanceFactory(pk=base + rang * 2_000, titre="Rare commun" if rang % 13 == 0 else "Commun")
    criteres = Criteres(texte=texte)
    par_tranches = [chercher(criteres, limite=limite) for limite in (1, 5, 12, 1001)]
    monkeypatch.setattr(moteur, "TRANCHES_PREMIERES", 1_000_000)
    entieres = [chercher(criteres, limite=limite) for limite in (1, 5, 12, 1001)]
    assert par_tranches == entieres
    assert len(par_tranches[-1]) > 3


def test_les_autres_ordres_portent_sur_les_trouves():
    FreelanceFactory(titre="b", tjm=Decimal(300), nom="Zola", experience_annees=1)
    FreelanceFactory(titre="a", tjm=None, nom="Élodie", experience_annees=9)
    FreelanceFactory(titre="c", tjm=Decimal(200), nom="Martin", experience_annees=None)

    def ordre(tri: str) -> str:
        lus = Freelance.objects.in_bulk(ids := chercher(Criteres(), tri=tri))
        return "".join(lus[pk].titre for pk in ids)

    assert ordre("tjm") == "cba"
    assert ordre("-tjm") == "bca"
    assert ordre("nom") == "acb"
    assert ordre("-experience") == "abc"
    assert ordre("n’importe quoi; DROP TABLE") == "cab"


def test_la_pertinence_prefere_le_titre_au_cv():
    FreelanceFactory(titre="Architecte", resume="")
    FreelanceFactory(titre="Testeur", resume="a croisé un architecte")
    lus = Freelance.objects.in_bulk(ids := chercher(Criteres(texte="architecte"), tri="pertinence"))
    assert [lus[pk].titre for pk in ids] == ["Architecte", "Testeur"]


@pytest.fixture
def table_lente():
    """The search rows behind a pause that the words in order do not survive."""
    with connection.cursor() as curseur:
        requete = f"SELECT *, pg_sleep(0.2) IS NULL AS pause FROM {moteur.TABLE} OFFSET 0"
        curseur.execute(f"CREATE VIEW recherche_lente AS {requete}")
    return "recherche_lente"


def test_une_expression_trop_longue_a_trouver_se_cherche_sans_son_ordre(table_lente, monkeypatch):
    FreelanceFactory(titre="Projet de données")
    envers = Criteres(texte='"données projet"')
    assert moteur.trouver(envers) == moteur.Trouves([], sans_ordre=False)
    monkeypatch.setattr(moteur, "DELAI_PHRASE_MS", 50)
    trouves = moteur.trouver(envers, table=table_lente)
    assert len(trouves.ids) == 1
    assert trouves.sans_ordre
    # Words without order are never cut short, and nothing stays set behind.
    assert moteur.trouver(Criteres(texte="données projet"), table=table_lente) == moteur.Trouves(trouves.ids)
    with connection.cursor() as curseur:
        curseur.execute("SELECT current_setting('statement_timeout'), current_setting('enable_seqscan')")
        assert curseur.fetchone() == ("0", "on")
