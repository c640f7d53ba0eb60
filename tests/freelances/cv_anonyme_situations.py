"""Freelances made to be hard to hide. Everybody here is invented."""

from __future__ import annotations

from datetime import date

from freelances.models import Experience, FormationSuivie, Freelance, FreelanceCompetence, LangueParlee, Reference
from referentiels.models import Competence, Entreprise, SecteurActivite
from tests.usines import CompetenceFactory, ExperienceFactory, FreelanceFactory, ThemeFactory

COMPETENCES = ["Java", "Spring Boot", "C#", ".NET", "C++", "CI/CD", "Oracle", "SAP FI/CO", "Node.js", "PL/SQL"]

TELEPHONES = [
    "06 45 12 78 90",
    "06.45.12.78.90",
    "0645127890",
    "+33 6 45 12 78 90",
    "+33 (0)6-45-12-78-90",
    "0033645127890",
]

DESCRIPTION = """Rose Martin-Lefèvre a rejoint BNPP pour refondre le SI de BNP Paribas Cardif.
- ROSE MARTIN LEFEVRE pilote 4 développeurs chez B.N.P. Paribas ; R. M. relit le code
- Migration Oracle 19c vers PostgreSQL, scripts pour Oracle, couleur rose de la charte
- Contact : rose.martin@exemple.test / 06 45 12 78 90
- martin-lefevre rose, rmartin, RoseMartin, M\u00adartin et Mar\u200btin
- Mission chez la banque BNPParibas, puis au sein de la Société Générale"""

RESUME = """34 ans, mariée, 2 enfants, nationalité française, née le 12/03/1990 à Lyon.
Rose MARTIN-LEFÈVRE – 12 bis rue des Lilas, 75011 Paris
LinkedIn : linkedin.com/in/rosemartin-dev – GitHub : rosem-dev – https://www.malt.fr/profile/rosemartin
Développeuse Java depuis 12 ans, ASP.NET et Node.js, basée à Paris.
""" + "\n".join(f"Tél. : {numero}" for numero in TELEPHONES)


def secteur(nom: str) -> SecteurActivite:
    """A secteur of this name."""
    return SecteurActivite.objects.get_or_create(code=nom.lower().replace(" ", "-"), defaults={"nom": nom})[0]


def entreprise(nom: str, du_secteur: str = "", aliases: list[str] | None = None) -> Entreprise:
    """A company, with its secteur when one is named."""
    return Entreprise.objects.create(
        nom=nom, aliases=aliases or [], secteur=secteur(du_secteur) if du_secteur else None
    )


def competence(nom: str) -> Competence:
    """A skill of this name."""
    code = nom.lower().replace("#", "sharp").replace("+", "p").replace(".", "dot").replace("/", "-").replace(" ", "-")
    return CompetenceFactory(nom=nom, code=code, theme=ThemeFactory())


def freelance_retors() -> Freelance:
    """A first name that is a common word, a double surname with an accent, two banks, and a chatty profile."""
    bnp = entreprise("BNP Paribas", "Banque", ["BNPP", "BNP"])
    sg = entreprise("Société Générale", "Banque", ["SG", "SocGen"])
    entreprise("SNCF", "Transport", ["S.N.C.F."])
    freelance = FreelanceFactory(
        prenom="Rose",
        nom="Martin-Lefèvre",
        email="rose.martin@exemple.test",
        telephone="+33645127890",
        titre="Rose Martin-Lefèvre – Développeuse Java senior, Paris",
        resume=RESUME,
        experience_annees=12,
        siret="",
    )
    connues = [competence(nom) for nom in COMPETENCES]
    FreelanceCompetence.objects.bulk_create(
        FreelanceCompetence(freelance=freelance, competence=c, niveau=1 + i % 3) for i, c in enumerate(connues)
    )
    premiere = ExperienceFactory(
        freelance=freelance, entreprise=bnp, role="Lead développeuse BNPP", description=DESCRIPTION,
        debut=date(2021, 3, 1), fin=None,
    )  # fmt: skip
    premiere.competences.set(connues[:4])
    ExperienceFactory(
        freelance=freelance, entreprise=sg, role="Développeuse", debut=date(2017, 1, 2), fin=date(2021, 2, 15),
        description="Pour le compte de SocGen, application de S.N.C.F. Voyageurs et de la sncf. Réf. Mme Rose Martin.",
    )  # fmt: skip
    FormationSuivie.objects.create(
        freelance=freelance, intitule="Master informatique", etablissement="Université de Lorraine", annee=2013
    )
    FormationSuivie.objects.create(
        freelance=freelance, intitule="Oracle Certified Professional", certification=True, annee=2019
    )
    LangueParlee.objects.create(freelance=freelance, langue="en", niveau="C1")
    Reference.objects.create(
        freelance=freelance, nom="Anselme Quirinal", societe="Banque Fictive", telephone="+33612000099"
    )
    return freelance


def experience(freelance: Freelance, employeur: Entreprise, description: str = "", **champs: object) -> Experience:
    """One more experience."""
    return ExperienceFactory(freelance=freelance, entreprise=employeur, description=description, **champs)
