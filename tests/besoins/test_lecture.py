"""A pasted description: each value with the words it was read from, to accept or correct."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from besoins.lecture.conditions import conditions, jour_lu
from besoins.lecture.referentiel import competences
from besoins.lecture.services import lire
from besoins.lecture.textes import Texte
from besoins.models import Besoin
from tests.besoins.situations import besoin_de, prive
from tests.usines import CompetenceFactory, ContactFactory, MetierFactory, UtilisateurFactory

JOUR = date(2026, 11, 24)
COURRIEL = """De : claire.essai@client.example
Objet : TR: Recherche développeur Java senior

Bonjour,

Nous cherchons deux consultants à Paris 8e, démarrage mi-janvier, pour une mission de 6 mois renouvelables en régie.
TJM : entre 500 et 550 € HT. Télétravail : 2 jours par semaine. 5 ans d’expérience minimum.
Profils attendus avant le 5 décembre.

Missions :
- Concevoir les services
- Reprendre l’existant

Indispensable :
Java, Spring Boot
Serait un plus : Docker, anglais courant.
"""


def lues(texte: str) -> dict[str, object]:
    """Field → value."""
    valeurs: dict[str, object] = {}
    for lu in conditions(Texte(texte), JOUR):
        valeurs.setdefault(lu.champ, lu.valeur)
    return valeurs


@pytest.mark.parametrize(
    ("dit", "attendu"),
    [
        ("1ER DECEMBRE 2026", date(2026, 12, 1)),
        ("MI-JANVIER", date(2027, 1, 15)),
        ("FIN NOVEMBRE", date(2026, 11, 28)),
        ("DEBUT JANVIER 2027", date(2027, 1, 1)),
        ("03/12", date(2026, 12, 3)),
        ("31/02/2027", None),
    ],
)
def test_les_jours_se_lisent_et_sans_annee_sont_a_venir(dit, attendu):
    assert jour_lu(dit, JOUR) == attendu


@pytest.mark.parametrize(
    ("texte", "champ", "valeur"),
    [
        ("Mission de 6 mois renouvelable", "duree_mois", 6),
        ("Durée : 1 an", "duree_mois", 12),
        ("Expérience de 8 ans sur le sujet", "experience_min", 8),
        ("3 à 5 ans d’expérience", "experience_min", 3),
        ("TJM max 620 €", "tjm_vente", Decimal(620)),
        ("Budget : 500 à 550 €/j", "tjm_vente", Decimal(550)),
        ("Tarif 1 200 € HT", "tjm_vente", Decimal(1200)),
        ("Full remote possible", "teletravail", "total"),
        ("Pas de télétravail", "teletravail", "non"),
        ("2 jours de télétravail par semaine", "teletravail", "partiel"),
        ("Projet au forfait", "mode_intervention", "forfait"),
        ("Anglais courant exigé", "langues", ["en"]),
        ("Démarrage ASAP", "disponibilite_attendue", "immediate"),
        ("Démarrage : 15/01/2027", "date_demarrage", date(2027, 1, 15)),
        ("Réponses attendues avant le 5 décembre", "echeance", date(2026, 12, 5)),
        ("Nous cherchons 3 consultants", "postes", 3),
    ],
)
def test_chaque_condition_se_lit_dans_sa_phrase(texte, champ, valeur):
    assert lues(texte)[champ] == valeur


@pytest.mark.parametrize("texte", ["10 ans d’expérience", "Préavis de 3 mois", "Bonjour à tous"])
def test_une_experience_ou_un_preavis_n_est_pas_une_duree(texte):
    assert "duree_mois" not in lues(texte)


@pytest.fixture
def referentiel(db):
    java, docker = CompetenceFactory(nom="Java"), CompetenceFactory(nom="Docker")
    return {
        "metier": MetierFactory(nom="Développeur Java"),
        "java": java,
        "spring": CompetenceFactory(nom="Spring Boot"),
        "court": CompetenceFactory(nom="Spring"),
        "docker": docker,
        "go": CompetenceFactory(nom="Go", noms_ambigus=["Go"], contexte=["golang", "backend"]),
    }


def test_les_competences_se_distinguent_indispensables_et_souhaitees(referentiel):
    dites = {pk: (importance, mots) for pk, importance, mots in competences(Texte(COURRIEL))}
    assert dites == {
        referentiel["java"].pk: ("indispensable", "Java"),
        referentiel["spring"].pk: ("indispensable", "Spring Boot"),
        referentiel["docker"].pk: ("souhaitee", "Docker"),
    }


def test_un_nom_ambigu_ne_compte_qu_entoure_de_ses_mots(referentiel):
    assert competences(Texte("C’est un no go pour nous")) == []
    assert [pk for pk, *_ in competences(Texte("Développeur backend, Go en production"))] == [referentiel["go"].pk]


def test_une_description_donne_chaque_champ_et_ses_mots(referentiel):
    commercial = UtilisateurFactory()
    contact = ContactFactory(email="claire.essai@client.example")
    lu = lire(COURRIEL, commercial)
    assert lu.initial["contact"] == contact.pk
    assert lu.initial["metier"] == referentiel["metier"].pk
    assert lu.mots["metier"] == "développeur Java"
    assert lu.initial["intitule"] == "Recherche développeur Java senior"
    assert lu.initial["duree_mois"] == 6
    assert lu.mots["duree_mois"] == "6 mois renouvelables"
    assert (lu.initial["postes"], lu.initial["tjm_vente"]) == (2, Decimal(550))
    assert lu.initial["taches"] == "- Concevoir les services\n- Reprendre l’existant"


def test_cli_5_l_adresse_d_un_prive_ne_le_designe_pas_aux_autres(db):
    besoin, proprietaire = prive()
    texte = f"De : {besoin.contact.email}\nBesoin urgent"
    assert "contact" not in lire(texte, UtilisateurFactory()).initial
    assert lire(texte, proprietaire).initial["contact"] == besoin.contact_id


def test_coller_puis_accepter_ouvre_le_besoin_et_garde_le_texte(referentiel, connecter):
    commercial = UtilisateurFactory()
    contact = ContactFactory(email="claire.essai@client.example")
    nav = connecter(commercial)
    page = nav.post(reverse("besoins:depuis_un_texte"), {"texte": COURRIEL})
    assert page.status_code == 200
    html = page.content.decode()
    assert "6 mois renouvelables" in html
    assert Besoin.objects.count() == 0
    form = page.context["form"]
    donnees = {nom: form[nom].value() for nom in form.fields if form[nom].value() not in (None, "")}
    donnees |= {"competences-TOTAL_FORMS": "0", "competences-INITIAL_FORMS": "0", "code_postal": "", "ville": ""}
    donnees["date_demarrage"] = "2027-01-15"
    reponse = nav.post(reverse("besoins:creer"), donnees)
    besoin = Besoin.objects.get()
    assert reponse.status_code == 302
    assert (besoin.contact, besoin.duree_mois) == (contact, 6)
    assert besoin.texte_origine.startswith("De : claire")


def test_un_fichier_se_lit_comme_un_texte(referentiel, connecter):
    fichier = SimpleUploadedFile("besoin.txt", "Mission de 9 mois à pourvoir.\n".encode() * 3, "text/plain")
    page = connecter(UtilisateurFactory()).post(reverse("besoins:depuis_un_texte"), {"texte": "", "fichier": fichier})
    assert page.status_code == 200
    assert page.context["lecture"].initial["duree_mois"] == 9


@pytest.mark.parametrize("donnees", [{}, {"texte": "   "}])
def test_rien_a_lire_le_dit_a_cote_du_champ(donnees, db, connecter):
    page = connecter(UtilisateurFactory()).post(reverse("besoins:depuis_un_texte"), donnees)
    assert page.status_code == 422
    assert "Collez un texte, ou choisissez un fichier." in page.content.decode()


def test_un_fichier_hostile_est_refuse_avec_ses_mots(db, connecter):
    fichier = SimpleUploadedFile("besoin.pdf", b"\x00\x01\x02MZ" * 40, "application/pdf")
    page = connecter(UtilisateurFactory()).post(reverse("besoins:depuis_un_texte"), {"texte": "", "fichier": fichier})
    assert page.status_code == 422
    assert "Le contenu de ce fichier" in page.content.decode()


def test_copier_un_besoin_reprend_tout_sauf_ses_dates_et_le_do_prive(db, connecter):
    """CLI-5: of somebody else's privé, everything but the DO."""
    commercial = UtilisateurFactory()
    page = connecter(commercial).get(f"{reverse('besoins:creer')}?copie={besoin_de(commercial, intitule='Modèle').pk}")
    form = page.context["form"]
    assert (form["intitule"].value(), form["duree_mois"].value()) == ("Modèle", 6)
    assert form["date_demarrage"].value() is None
    assert len(form.competences.formset.forms) == 1
    besoin, _ = prive()
    form = connecter(commercial).get(f"{reverse('besoins:creer')}?copie={besoin.pk}").context["form"]
    assert form["contact"].value() is None
