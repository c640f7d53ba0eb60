"""CVs written for the tests, about nobody, and the référentiels that reading them needs."""

from __future__ import annotations

import pytest

from referentiels.models import Appellation, SecteurActivite
from tests.usines import CompetenceFactory, EntrepriseFactory, MetierFactory, ThemeFactory

COMPLET = """Camille Durand-Morel
Développeuse Java senior
12 rue des Lilas, 75011 Paris
06 12 34 56 78 | camille.durandmorel@exemple.fr
Disponible immédiatement – TJM : 550 €

PROFIL
12 ans d’expérience en développement d’applications.

COMPÉTENCES TECHNIQUES
Langages : Java (expert), Python, Go, SQL
Frameworks : Spring-Boot

EXPÉRIENCES PROFESSIONNELLES
01/2019 – à ce jour : Développeuse Java, Banque des Tests
• Conception de services Spring Boot
• Go to market avec les équipes métier
Environnement : Java, PostgreSQL

03/2015 - 12/2018 : Ingénieur d’études, Ateliers Fictifs de l’Ouest
• Maintenance d’une application SQL

Chef de projet
Télécom Exemple | sept. 2014 à février 2015
Pilotage d’une équipe de 4 personnes.

FORMATION
2012 : Master informatique, Université de Rennes 1
2010 Licence informatique – Université de Nantes

CERTIFICATIONS
AWS Certified Solutions Architect (2021)

LANGUES
Français : langue maternelle
Anglais : courant (TOEIC 950)
Espagnol
"""


@pytest.fixture
def referentiel(db):
    """See `creer_referentiel`."""
    return creer_referentiel()


def creer_referentiel():
    """Nine skills, of which Go, R and C are ambiguous, a company known with its secteur, a métier."""
    theme = ThemeFactory(code="dev-langage", nom="Langages")
    for nom, synonymes, ambigus, contexte in (
        ("Java", [], [], []),
        ("Python", [], [], []),
        ("SQL", [], [], []),
        ("PostgreSQL", ["Postgres"], [], []),
        ("Spring Boot", [], [], []),
        ("Go", ["Golang"], ["Go"], ["Golang", "Python", "Java", "langage", "microservices"]),
        ("R", ["RStudio"], ["R"], ["RStudio", "statistiques", "Python", "langage"]),
        ("C", ["Langage C"], ["C"], ["C++", "embarqué", "langage"]),
        ("C++", [], [], []),
    ):
        code = nom.lower().replace("+", "p").replace(" ", "-")
        CompetenceFactory(nom=nom, code=code, theme=theme, synonymes=synonymes, noms_ambigus=ambigus, contexte=contexte)
    banque = SecteurActivite.objects.create(code="banque-test", nom="Banque d’essai")
    EntrepriseFactory(nom="Banque des Tests", secteur=banque)
    metier = MetierFactory(nom="Développeur d’essai")
    Appellation.objects.create(metier=metier, libelle="Développeur Java")
    return metier
