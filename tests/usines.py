"""Factories. A trait names a situation: `BesoinFactory(qualifie=True)`."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from besoins.enums import DisponibiliteAttendue, ModeIntervention, StatutBesoin
from besoins.models import Besoin, BesoinCompetence, Positionnement
from clients.enums import FamilleFonction, NatureContact, TypeClient
from clients.models import Client, Contact, Exercice, Fonction
from freelances.enums import Facturation, Teletravail
from freelances.evaluation.services import noter_situation, publier
from freelances.formations.enums import NatureAction
from freelances.models import (
    ActionFormation,
    Evaluation,
    Experience,
    Fiche,
    Freelance,
    FreelanceCompetence,
    Partenaire,
)
from referentiels.models import (
    Competence,
    Departement,
    Entreprise,
    FamilleMetier,
    Metier,
    Referentiel,
    Region,
    Theme,
    TrancheExperience,
)
from samba.comptes.enums import Role
from samba.comptes.models import Agence, Utilisateur


class AgenceFactory(DjangoModelFactory):
    class Meta:
        model = Agence

    nom = factory.Sequence(lambda n: f"Agence {n}")
    ville = "Paris"


class UtilisateurFactory(DjangoModelFactory):
    class Meta:
        model = Utilisateur

    email = factory.Sequence(lambda n: f"personne{n}@samba.test")
    prenom = factory.Sequence(lambda n: f"Prénom{n}")
    nom = factory.Sequence(lambda n: f"Nom{n}")
    role = Role.COMMERCIAL
    agence = factory.SubFactory(AgenceFactory)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return model_class.objects.create_user(password=kwargs.pop("password", "mot-de-passe-long"), **kwargs)


class RegionFactory(DjangoModelFactory):
    class Meta:
        model = Region
        django_get_or_create = ("code",)

    code = "11"
    nom = "Île-de-France"


class DepartementFactory(DjangoModelFactory):
    class Meta:
        model = Departement
        django_get_or_create = ("code",)

    code = "75"
    nom = "Paris"
    region = factory.SubFactory(RegionFactory)
    latitude = 48.8566
    longitude = 2.3522


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ("code",)

    code = "dev-langage"
    nom = "Dev – Langage"


class CompetenceFactory(DjangoModelFactory):
    class Meta:
        model = Competence
        django_get_or_create = ("code",)

    theme = factory.SubFactory(ThemeFactory)
    nom = factory.Sequence(lambda n: f"Compétence {n}")
    code = factory.LazyAttribute(lambda o: o.nom.lower().replace(" ", "-"))


class ReferentielFactory(DjangoModelFactory):
    class Meta:
        model = Referentiel
        django_get_or_create = ("code",)

    code = "informatique"
    nom = "Informatique"
    source = "Écrit pour les tests"
    version = "1"
    date = date(2026, 1, 1)


class FamilleFactory(DjangoModelFactory):
    class Meta:
        model = FamilleMetier
        django_get_or_create = ("nom",)

    referentiel = factory.SubFactory(ReferentielFactory)
    nom = "Études et développement"


class MetierFactory(DjangoModelFactory):
    class Meta:
        model = Metier
        django_get_or_create = ("code",)

    famille = factory.SubFactory(FamilleFactory)
    referentiel = factory.SelfAttribute("famille.referentiel")
    nom = factory.Sequence(lambda n: f"Métier {n}")
    code = factory.LazyAttribute(lambda o: o.nom.lower().replace(" ", "-"))


class EntrepriseFactory(DjangoModelFactory):
    class Meta:
        model = Entreprise

    nom = factory.Sequence(lambda n: f"Société Fictive {n}")


class ClientFactory(DjangoModelFactory):
    class Meta:
        model = Client

    entreprise = factory.SubFactory(EntrepriseFactory)
    type = TypeClient.ESN_CLASSIQUE


class ExerciceFactory(DjangoModelFactory):
    class Meta:
        model = Exercice

    client = factory.SubFactory(ClientFactory)
    annee = 2025
    chiffre_affaires = Decimal("1000000")
    effectif = 10


class FonctionFactory(DjangoModelFactory):
    class Meta:
        model = Fonction
        django_get_or_create = ("famille", "libelle")

    famille = FamilleFonction.CLASSIQUE
    nature = NatureContact.DO
    libelle = "Responsable staffing"


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    client = factory.SubFactory(ClientFactory)
    nature = NatureContact.DO
    fonction = factory.SubFactory(FonctionFactory)
    prenom = factory.Sequence(lambda n: f"Dominique{n}")
    nom = factory.Sequence(lambda n: f"Contact{n}")
    email = factory.Sequence(lambda n: f"do{n}@client.test")
    telephone = factory.Sequence(lambda n: f"+331{n + 40000000:08d}")


class FreelanceFactory(DjangoModelFactory):
    class Meta:
        model = Freelance

    class Params:
        disponible = factory.Trait(disponibilite="immediate", disponible_le=None)

    prenom = factory.Sequence(lambda n: f"Camille{n}")
    nom = factory.Sequence(lambda n: f"Freelance{n}")
    email = factory.Sequence(lambda n: f"freelance{n}@exemple.test")
    telephone = factory.Sequence(lambda n: f"+336{n + 10000000:08d}")
    titre = "Développeur"
    facturation = Facturation.PORTAGE
    portage = "Portage Horizon"
    code_postal = "75011"
    ville = "Paris"
    departement = factory.SubFactory(DepartementFactory)
    latitude = 48.8566
    longitude = 2.3522
    tjm = Decimal("500")
    experience_annees = 8


class FreelanceCompetenceFactory(DjangoModelFactory):
    class Meta:
        model = FreelanceCompetence

    freelance = factory.SubFactory(FreelanceFactory)
    competence = factory.SubFactory(CompetenceFactory)
    niveau = 2


class ExperienceFactory(DjangoModelFactory):
    class Meta:
        model = Experience

    freelance = factory.SubFactory(FreelanceFactory)
    entreprise = factory.SubFactory(EntrepriseFactory)
    role = "Développeur"
    debut = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=800))
    fin = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=100))


class PartenaireFactory(DjangoModelFactory):
    class Meta:
        model = Partenaire

    nom = factory.Sequence(lambda n: f"Partenaire {n}")
    email = factory.Sequence(lambda n: f"contact{n}@partenaire.test")


class ActionFormationFactory(DjangoModelFactory):
    class Meta:
        model = ActionFormation

    intitule = factory.Sequence(lambda n: f"Formation {n}")
    nature = NatureAction.INTENSIVE
    duree_mois = 3


class TrancheExperienceFactory(DjangoModelFactory):
    class Meta:
        model = TrancheExperience
        django_get_or_create = ("code",)

    code = "5-10-ans"
    nom = "5 à 10 ans"
    minimum = 5
    maximum = 10


class EvaluationFactory(DjangoModelFactory):
    """A draft that nothing keeps from being published, its freelance's skill and situation apart: see `au_vivier`."""

    class Meta:
        model = Evaluation

    freelance = factory.SubFactory(FreelanceFactory)
    auteur = factory.SubFactory(UtilisateurFactory, role=Role.QUALIFIEUR)
    numero = 1
    bassin = factory.SelfAttribute("freelance.departement")
    classification = "employable"
    experience_numerique = factory.SubFactory(TrancheExperienceFactory)
    niveau_valide = "bac_5"
    avis_competences = 5
    avis_comportement = 4
    avis_experience = 6
    avis_qualification = 6
    avis_projet = 6


def au_vivier(freelance: Freelance | None = None, le: datetime | None = None, **champs: object) -> Freelance:
    """A freelance published to the vivier by the real act. `le`: the date of classification, else now."""
    freelance = freelance or FreelanceFactory()
    if not freelance.competences.exists():
        FreelanceCompetenceFactory(freelance=freelance)
    if not freelance.situations.exists():
        noter_situation(freelance=freelance, nature="en_recherche", depuis=date(2026, 1, 5), par=None)
    dernier = freelance.evaluations.order_by("-numero").values_list("numero", flat=True).first() or 0
    brouillon = EvaluationFactory(freelance=freelance, numero=dernier + 1, **champs)
    publiee = publier(evaluation=brouillon, version=brouillon.version, par=brouillon.auteur)
    if le is not None:
        Evaluation.objects.filter(pk=publiee.pk).update(publiee_le=le)
        Freelance.objects.filter(pk=freelance.pk).update(publie_le=le)
    freelance.refresh_from_db()
    return freelance


class FicheFactory(DjangoModelFactory):
    """A fiche just opened to be studied. `depassee`: its échéance (30 days) was ten days ago."""

    class Meta:
        model = Fiche

    class Params:
        depassee = factory.Trait(maj_le=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=40)))

    recruteur = factory.SubFactory(UtilisateurFactory)
    agence = factory.SelfAttribute("recruteur.agence")
    freelance = factory.SubFactory(FreelanceFactory)
    maj_le = factory.LazyFunction(timezone.localdate)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        fiche = super()._create(model_class, *args, **kwargs)
        fiche.refresh_from_db(fields=["statut", "echeance"])
        return fiche


class BesoinFactory(DjangoModelFactory):
    class Meta:
        model = Besoin
        skip_postgeneration_save = True

    class Params:
        qualifie = factory.Trait(
            statut=StatutBesoin.QUALIFIE,
            metier=factory.SubFactory(MetierFactory),
            taches="Développer et maintenir l’application de gestion.",
            code_postal="75008",
            ville="Paris",
            departement=factory.SubFactory(DepartementFactory),
            latitude=48.87,
            longitude=2.31,
            teletravail=Teletravail.PARTIEL,
            date_demarrage=factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30)),
            duree_mois=6,
            tjm_vente=Decimal("600"),
            marge=Decimal("0.15"),
            disponibilite_attendue=DisponibiliteAttendue.A_LA_DATE,
            mode_intervention=ModeIntervention.REGIE,
            experience_min=5,
            sans_langue=True,
            avec_competence=factory.RelatedFactory("tests.usines.BesoinCompetenceFactory", "besoin"),
        )

    client = factory.SelfAttribute("contact.client")
    contact = factory.SubFactory(ContactFactory)
    intitule = factory.Sequence(lambda n: f"Développeur {n}")
    proprietaire = factory.SubFactory(UtilisateurFactory)


class BesoinCompetenceFactory(DjangoModelFactory):
    class Meta:
        model = BesoinCompetence

    besoin = factory.SubFactory(BesoinFactory)
    competence = factory.SubFactory(CompetenceFactory)


class PositionnementFactory(DjangoModelFactory):
    class Meta:
        model = Positionnement

    besoin = factory.SubFactory(BesoinFactory, qualifie=True)
    freelance = factory.SubFactory(FreelanceFactory)
    auteur = factory.SelfAttribute("besoin.proprietaire")
    tjm_achat = Decimal("500")
    tjm_vente = Decimal("600")
