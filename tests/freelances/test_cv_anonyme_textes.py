"""FRE-4, on texts: what identifies goes, what describes the work stays. No database: the directory is given."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from freelances.cv_anonyme.enums import Genre
from freelances.cv_anonyme.identite import Identite, personne
from freelances.cv_anonyme.jetons import colle, mots
from freelances.cv_anonyme.nettoyage import nettoyer
from freelances.cv_anonyme.octets import aiguilles_de
from freelances.cv_anonyme.reperage import Repereur
from freelances.cv_anonyme.societes import Annuaire, construire_annuaire

DONNEES = Path(__file__).parents[2] / "referentiels" / "donnees"


def lire(nom: str) -> list[dict[str, str]]:
    """The rows of a reference file, its comments aside."""
    with (DONNEES / nom).open(encoding="utf-8") as fichier:
        return list(csv.DictReader((ligne for ligne in fichier if not ligne.startswith("#")), delimiter=";"))


TECHNOLOGIES = [n for c in lire("competences.csv") for n in [c["nom"], *c["synonymes"].split("|")] if n]
ENTREPRISES = {e["nom"]: i for i, e in enumerate(lire("entreprises.csv"))}


@pytest.fixture(scope="module")
def annuaire() -> Annuaire:
    """The companies and the skills of the reference files."""
    lignes = (
        (i, e["nom"], e["autres_noms"].split("|"), e["secteur"].capitalize(), True)
        for i, e in enumerate(lire("entreprises.csv"))
    )
    return construire_annuaire(lignes, TECHNOLOGIES)


def repereur(annuaire: Annuaire, prenom: str = "Camille", nom: str = "Dupré-Vasseur", **champs: object) -> Repereur:
    """A finder for somebody of this name."""
    return Repereur(Identite(personne=personne(prenom, nom, "le consultant"), **champs), annuaire)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "texte",
    [
        "Camille Dupré-Vasseur",
        "CAMILLE DUPRE VASSEUR",
        "Dupré-Vasseur Camille",
        "camille dupre",
        "C. Dupré",
        "Camille D.",
        "C.D.",
        "C. D. – architecte",
        "cdupre",
        "CamilleDupré",
        "Du\u00adpré",
        "Mme Camille Dupré",
        "camille.dupre@exemple.test",
        "camille (at) exemple (dot) test",
        "camille arobase exemple point test",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "0612345678",
        "+33 6 12 34 56 78",
        "+33(0)6-12-34-56-78",
        "0033 6 12 34 56 78",
        "+212 661 23 45 67",
        "https://exemple.test/cv",
        "www.exemple.test",
        "linkedin.com/in/camille",
        "LinkedIn : camille-d",
        "GitHub : cam_dev",
        "camille.dev/cv",
        "née le 12/03/1990 à Lyon",
        "Né à Saint-Étienne le 3 mars 1988",
        "Date de naissance : 12 mars 1990",
        "âgée de 34 ans",
        "\n34 ans, ",
        "nationalité franco-marocaine",
        "mariée, 2 enfants",
        "Célibataire",
        "12 bis rue des Lilas, 75011 Paris",
        "5 allée des Tilleuls 93100 Montreuil",
        "SIRET 732 829 320 00074",
    ],
)
def test_ce_qui_identifie_disparait(annuaire: Annuaire, texte: str) -> None:
    """FRE-4: in the middle of a sentence, and nothing is left to find."""
    chercheur = repereur(annuaire)
    net = nettoyer(f"Architecte Java ; {texte}\nConduit les ateliers.", chercheur)
    restes = set(mots(texte)) - {"LE", "LA", "DE", "DES", "A", "ARCHITECTE", "C", "D"}
    assert not restes & set(mots(net))
    assert "Architecte Java" in net
    assert "Conduit les ateliers." in net
    assert chercheur.reperer(net) == []


@pytest.mark.parametrize(
    "texte",
    [
        "12 ans d’expérience en Java, dont 4 ans de Kotlin",
        "12 ANS D’EXPÉRIENCE",
        "De mars 2021 à avril 2022, puis 01/2021 – 03/2022",
        "du 01/01/2019 au 31/12/2020",
        "Open Source, Open API, appels synchrones",
        "Architecture basée sur Kafka et Spring Boot 3.2.1",
        "@Transactional, @RestController, @angular/core",
        "Gain de 2 500 000 € sur 10 000 000 lignes",
        "Scripts Shell, Socket.io, draw.io, ASP.NET MVC, .NET/C#, Node.js",
        "Plateforme née en 2015",
        "GitHub : gestion des branches ; GitLab : CI/CD",
        "Le but du projet, au total 12 applications, visa de conformité",
        "Base Oracle, SAP FI, IBM MQ, SAS, Google Analytics",
        "CA de 12 M€, page d’accueil, système d’information du groupe",
        "Migration vers Microsoft Azure",
        "Divorce et gestion des enfants : règles du métier",
    ],
)
def test_ce_qui_decrit_le_travail_reste(annuaire: Annuaire, texte: str) -> None:
    """A CV that lost its technologies would be worth nothing."""
    assert nettoyer(texte, repereur(annuaire)) == texte


def test_aucune_competence_du_referentiel_n_est_abimee(annuaire: Annuaire) -> None:
    """Each skill and synonym of the référentiel goes through unharmed, the companies of the reference file known."""
    chercheur = repereur(annuaire)
    phrases = [f"Développement avec {t} et tests ; {t}" for t in TECHNOLOGIES]
    assert len(phrases) > 500
    assert [p for p in phrases if nettoyer(p, chercheur) != p] == []


def test_chaque_entreprise_du_referentiel_est_remplacee_apres_chez(annuaire: Annuaire) -> None:
    """FRE-4: every company and alias, in an employer's position, even when it is named like a product."""
    chercheur = repereur(annuaire)
    noms = [n for e in lire("entreprises.csv") for n in [e["nom"], *e["autres_noms"].split("|")] if n]
    assert [n for n in noms if "chez [" not in nettoyer(f"Mission chez {n}, en régie", chercheur)] == []


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Consultant Oracle chez Oracle ; pour Oracle 19c", "Consultant Oracle chez [Éditeur] ; pour Oracle 19c"),
        ("Audit pour Oracle, en régie", "Audit pour [Éditeur], en régie"),
        ("Oracle Database et PL/SQL", "Oracle Database et PL/SQL"),
        ("SAP chez SAP France", "SAP chez [Editeur-logiciel]"),
        ("Refonte pour SAP FI/CO", "Refonte pour SAP FI/CO"),
        ("Google Cloud Platform at Google", "Google Cloud Platform at [Editeur-logiciel]"),
    ],
)  # fmt: skip
def test_une_societe_nommee_comme_une_technologie(annuaire: Annuaire, texte: str, attendu: str) -> None:
    """The name stays as a technology and goes as an employer; Oracle is an employer of this file, SAP is not."""
    assert nettoyer(texte, repereur(annuaire, employeurs={ENTREPRISES["Oracle"]: "Éditeur"})) == attendu


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Refonte du SI Orange", "Refonte du SI [Télécoms]"),
        ("Voyants orange et rouge", "Voyants orange et rouge"),
        ("Mission chez orange", "Mission chez [Télécoms]"),
    ],
)
def test_une_societe_nommee_comme_un_mot_courant(annuaire: Annuaire, texte: str, attendu: str) -> None:
    """Orange the company goes, orange the colour stays."""
    assert nettoyer(texte, repereur(annuaire, employeurs={ENTREPRISES["Orange"]: "Télécoms"})) == attendu


def test_la_filiale_part_avec_sa_maison_mere(annuaire: Annuaire) -> None:
    """« BNP Paribas Nom Inconnu »: the capitalised words behind belong to the name, a skill does not."""
    assert nettoyer("Chez BNP Paribas Inconnue, en Java", repereur(annuaire)) == "Chez [Banque], en Java"
    assert nettoyer("Chez BNP Paribas Java et SQL", repereur(annuaire)) == "Chez [Banque] Java et SQL"


def test_un_prenom_mot_courant_ne_troue_pas_les_phrases(annuaire: Annuaire) -> None:
    """Rose Petit: the colour and the adjective stay, the person goes."""
    chercheur = repereur(annuaire, "Rose", "Petit")
    assert nettoyer("Petit à petit, un petit module rose", chercheur) == "Le consultant à petit, un petit module rose"
    assert nettoyer("Rose a mené un petit projet avec rose petit", chercheur) == (
        "Le consultant a mené un petit projet avec le consultant"
    )


def test_un_prenom_de_langage_reste_une_competence(annuaire: Annuaire) -> None:
    """Pascal Roux knows Pascal: the language stays, the two names together go."""
    chercheur = repereur(annuaire, "Pascal", "Roux", competences=frozenset({"PASCAL"}))
    assert nettoyer("Pascal et Delphi. Par Pascal Roux", chercheur) == "Pascal et Delphi. Par le consultant"


def test_une_personne_citee_attend_une_decision(annuaire: Annuaire) -> None:
    """« M. Durand » may end anywhere: it stays, and is found."""
    chercheur = repereur(annuaire)
    net = nettoyer("Sous la direction de M. Durand", chercheur)
    assert [(t.genre, t.mots) for t in chercheur.reperer(net)] == [(Genre.PERSONNE, "M. Durand")]


def test_le_nom_qui_ne_fait_qu_ouvrir_la_ligne_est_retire(annuaire: Annuaire) -> None:
    """« Camille Dupré – Développeur Java » is a title once the name is gone."""
    assert nettoyer("Camille Dupré – Développeur Java", repereur(annuaire)) == "Développeur Java"


def test_l_annuaire_de_soixante_mille_entreprises_lit_vite() -> None:
    """One pass over the text: 60 000 companies or a thousand, the same finds."""
    lignes = ((i, f"Société Fictive Numéro {i}", [], "Industrie", True) for i in range(60_000))
    annuaire = construire_annuaire(lignes, [])
    texte = "Mission chez Société Fictive Numéro 59999 puis chez société fictive numéro 12, et rien d’autre"
    assert nettoyer(texte, repereur(annuaire)) == "Mission chez [Industrie] puis chez [Industrie], et rien d’autre"


lettres = st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèêëïöüç", min_size=3, max_size=10)
noms = st.builds(lambda a, b, double: f"{a}-{b}".title() if double else a.title(), lettres, lettres, st.booleans())
ecritures = st.sampled_from(
    [
        "{p} {n}", "{n} {p}", "{P} {N}", "{i}. {n}", "{n} {i}.", "{p}.{n}@exemple.test", "{p}_{n}", "{p}{n}", "Mme {n}",
        "https://exemple.test/{p}", "LinkedIn : {p}-{n}", "{p}\n{n}", "{p}\u200b{n}", "({p} {n})", "« {n} »",
    ]
)  # fmt: skip


@given(prenom=noms, nom=noms, ecriture=ecritures)
@example("Rose", "Martin", "{p} {n}")
@example("Éloïse", "Le Goff", "{P} {N}")
@example("Jean-Pierre", "d’Ormesson", "{n} {p}")
@example("Ali", "Li", "{p} {n}")
def test_aucune_ecriture_d_un_nom_ne_passe(prenom: str, nom: str, ecriture: str) -> None:
    """Whatever the name and the way it is written, the search made on the PDF finds nothing in the cleaned text."""
    annuaire = construire_annuaire([], ["Java", "Spring Boot"])
    chercheur = repereur(annuaire, prenom, nom)
    ecrit = ecriture.format(p=prenom, n=nom, P=prenom.upper(), N=nom.upper(), i=prenom[0])
    net = nettoyer(f"Java {ecrit} Spring Boot 42", chercheur)
    aiguilles = aiguilles_de(chercheur.identite, annuaire, ["Java", "Spring Boot", "le consultant"])
    assert aiguilles.chercher(net, "texte") == []
    assert {"JAVA", "SPRING", "BOOT", "42"} <= set(mots(net)) | ({colle(prenom)} & {"JAVA"})
    assert aiguilles.chercher(f"{prenom} {nom}", "texte") != []
