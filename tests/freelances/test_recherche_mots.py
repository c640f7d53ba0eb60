"""Keywords: French, technologies, phrases, exclusion, either/or."""

from __future__ import annotations

import pytest

from freelances.models import CV, Freelance
from freelances.recherche import Criteres, chercher
from freelances.recherche.mots import analyser
from samba.documents.models import Document
from tests.usines import (
    CompetenceFactory,
    ExperienceFactory,
    FreelanceCompetenceFactory,
    FreelanceFactory,
    MetierFactory,
)

pytestmark = pytest.mark.django_db


def trouves(texte: str) -> set[str]:
    """The titles of the freelances that answer."""
    return set(Freelance.objects.filter(pk__in=chercher(Criteres(texte=texte))).values_list("titre", flat=True))


def cv_de(freelance: Freelance, texte: str) -> CV:
    document = Document.objects.create(fichier=f"cv-{freelance.pk}", nom="cv.txt", type_mime="text/plain", taille=1)
    return CV.objects.create(freelance=freelance, document=document, texte=texte, etat="lu")


@pytest.mark.parametrize("cherche", ["developpeur", "DÉVELOPPEURS", "développeuse", "développeur"])
def test_les_accents_la_casse_et_les_terminaisons_ne_comptent_pas(cherche):
    FreelanceFactory(titre="Développeur")
    FreelanceFactory(titre="Testeur")
    assert trouves(cherche) == {"Développeur"}


def test_le_texte_du_cv_les_experiences_et_le_nom_se_cherchent():
    freelance = FreelanceFactory(titre="Cible", nom="Zéphyrin", resume="Passionnée d’éoliennes")
    ExperienceFactory(freelance=freelance, role="Intégratrice", description="Refonte d’un entrepôt logistique")
    cv_de(freelance, "Certifiée en cryptographie appliquée")
    FreelanceFactory(titre="Autre")
    for mot in ("zephyrin", "eolienne", "intégrateur", "entrepôts logistiques", "cryptographie"):
        assert trouves(mot) == {"Cible"}, mot


def test_un_metier_se_trouve_par_ses_appellations():
    metier = MetierFactory(nom="Administrateur de bases de données")
    metier.appellations.create(libelle="Database administrator")
    freelance = FreelanceFactory(titre="Cible")
    freelance.metiers.create(metier=metier)
    assert trouves("database administrator") == {"Cible"}


def test_une_expression_entre_guillemets_garde_l_ordre_des_mots_et_ne_saute_pas_d_un_champ_a_l_autre():
    FreelanceFactory(titre="Architecte sécurité réseau")
    FreelanceFactory(titre="Réseau et sécurité")
    FreelanceFactory(titre="Expert sécurité", resume="Réseau depuis dix ans")
    assert trouves('"sécurité réseau"') == {"Architecte sécurité réseau"}
    assert trouves("« sécurité réseau »") == {"Architecte sécurité réseau"}
    assert len(trouves("sécurité réseau")) == 3


def test_un_mot_precede_d_un_tiret_est_exclu_et_ou_elargit():
    for titre in ("Banque Kotlin", "Banque Scala", "Assurance Scala"):
        FreelanceFactory(titre=titre)
    assert trouves("banque -scala") == {"Banque Kotlin"}
    assert trouves("banque kotlin OU scala") == {"Banque Kotlin", "Banque Scala"}
    assert trouves("-scala") == {"Banque Kotlin"}
    assert trouves("banque scala") == {"Banque Scala"}


@pytest.mark.parametrize("nom", ["C#", "C++", ".NET", "Java", "Go"])
def test_une_technologie_que_le_francais_casse_se_trouve_et_elle_seule(nom):
    for technologie in ("C#", "C++", ".NET", "Java", "Go", "C"):
        competence = CompetenceFactory(nom=technologie, code=f"techno-{ord(technologie[-1])}-{len(technologie)}")
        FreelanceCompetenceFactory(freelance=FreelanceFactory(titre=f"Profil {technologie}"), competence=competence)
    FreelanceFactory(titre="Serveur de 16 Go", resume="JavaScript, VB et classe C")
    assert trouves(nom) == {f"Profil {nom}"}
    assert trouves(nom.lower()) == {f"Profil {nom}"}


def test_un_signe_du_cv_se_trouve_meme_sans_la_competence_dans_le_profil():
    CompetenceFactory(nom="C#", code="c-sharp", synonymes=["C Sharp"])
    cv_de(FreelanceFactory(titre="Cible"), "Dix ans de C#, puis de .NET.")
    cv_de(FreelanceFactory(titre="Autre"), "Dix ans de C++ et de C.")
    assert trouves("C#") == trouves(".NET") == trouves("c sharp") == {"Cible"}
    assert trouves("C++") == {"Autre"}


def test_un_synonyme_trouve_la_competence_et_le_texte_qui_la_nomme_autrement():
    kubernetes = CompetenceFactory(nom="Kubernetes", code="kubernetes", synonymes=["k8s"])
    FreelanceCompetenceFactory(freelance=FreelanceFactory(titre="Par compétence"), competence=kubernetes)
    cv_de(FreelanceFactory(titre="Par CV"), "Orchestration Kubernetes")
    assert trouves("k8s") == {"Par compétence", "Par CV"}


def test_un_synonyme_qui_contient_un_autre_nom_n_alourdit_pas_la_recherche():
    """« Java 8 » is found by « java » already; its number alone is in most CVs."""
    CompetenceFactory(nom="Java", synonymes=["Java 8", "OpenJDK 11", "JDK"])
    for titre in ("Développeuse Java", "Java 8", "Expert OpenJDK 11", "JDK"):
        FreelanceFactory(titre=titre)
    FreelanceFactory(titre="Huit ans, 8 missions")
    assert trouves("java") == {"Développeuse Java", "Java 8", "Expert OpenJDK 11", "JDK"}
    requete = analyser("java")
    assert requete is not None
    assert "'8'" not in requete.tsquery
    assert "'openjdk' <-> '11'" in requete.tsquery


def test_plusieurs_mots_qui_nomment_une_competence_la_trouvent():
    serveur = CompetenceFactory(nom="SQL Server", code="sql-server", synonymes=["MSSQL"])
    FreelanceCompetenceFactory(freelance=FreelanceFactory(titre="Cible senior"), competence=serveur)
    FreelanceFactory(titre="Serveur SQL")
    assert trouves("senior sql server") == {"Cible senior"}


@pytest.mark.parametrize("texte", ['"', "-", "OU", '"" OR', "'; DROP TABLE x; --", "%s \\ & | ! ( ) :* <->", "a" * 400])
def test_ce_qui_se_lit_mal_ne_casse_rien(texte):
    FreelanceFactory()
    chercher(Criteres(texte=texte))


def test_des_mots_trop_courants_ne_trouvent_personne():
    FreelanceFactory()
    assert chercher(Criteres(texte="le de")) == []
    assert len(chercher(Criteres(texte=""))) == 1
