"""A small firm at work: what the pages show when they are full."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from besoins.models import Besoin, Positionnement
from clients.models import Client, Contact, Fonction
from freelances.formations.services import lier
from freelances.models import ActionFormation, Evaluation, Fiche, Freelance, Reference
from referentiels.models import Competence, Departement, Entreprise, Metier
from samba.activite import services as activite
from samba.comptes.models import Utilisateur
from tests.besoins.situations import pret_a_envoyer
from tests.usines import (
    ActionFormationFactory,
    BesoinFactory,
    ClientFactory,
    ContactFactory,
    ExerciceFactory,
    ExperienceFactory,
    FicheFactory,
    FreelanceCompetenceFactory,
    FreelanceFactory,
    au_vivier,
)


@dataclass
class Maison:
    """What the firm knows."""

    client: Client
    contact: Contact
    besoin: Besoin
    freelance: Freelance
    positionnement: Positionnement
    evaluation: Evaluation
    action: ActionFormation
    fiche: Fiche


def maison(commercial: Utilisateur) -> Maison:
    """A client with figures, a DO called yesterday, a qualified besoin, freelances, one ready to be sent."""
    client = ClientFactory(entreprise__nom="Helvoria Numérique")
    for annee, effectif in ((2024, 40), (2025, 55)):
        ExerciceFactory(client=client, annee=annee, chiffre_affaires=annee * 1000, effectif=effectif)
    staffing = Fonction.objects.get(libelle="Responsable staffing")
    contact = ContactFactory(client=client, fonction=staffing, prenom="Solveig", nom="Tremblecourt")
    cibles = {"contact": contact, "client": client}
    appel = {"genre": "appel", "sens": "sortant", "issue": "joint", "suite": "relance"}
    activite.journaliser(auteur=commercial, commentaire="Elle cherche un profil Java.", **appel, **cibles)
    hier = timezone.localdate() - timedelta(days=1)
    activite.creer_relance(pour=commercial, echeance=hier, libelle="Rappeler Solveig", cle="essai", **cibles)
    java, spring = Competence.objects.get(nom="Java"), Competence.objects.get(nom="Spring Boot")
    besoin = BesoinFactory(
        qualifie=True, contact=contact, proprietaire=commercial, intitule="Développeur Java senior",
        metier=Metier.objects.get(nom="Concepteur développeur"), avec_competence__competence=java,
        departement=Departement.objects.get(code="75"),
    )  # fmt: skip
    positionnement = pret_a_envoyer(commercial, besoin=besoin, prenom="Ywenn", nom="Kerlavel")
    freelance = positionnement.freelance
    ExperienceFactory(freelance=freelance, entreprise=Entreprise.objects.get(nom="BNP Paribas"), role="Développeuse")
    Reference.objects.get_or_create(freelance=freelance, nom="Maëlle Ostrevant")
    for prenom in ("Noé", "Lise", "Anouk"):
        autre = FreelanceFactory(prenom=prenom, disponible=True)
        FreelanceCompetenceFactory(freelance=autre, competence=java, niveau=3)
        FreelanceCompetenceFactory(freelance=autre, competence=spring)
    FreelanceCompetenceFactory(freelance=freelance, competence=java, niveau=3)
    au_vivier(freelance, notes="Entretien clair.")
    action = ActionFormationFactory(intitule="Administration cloud")
    lier(freelance=freelance, action=action, lien="attente", par=commercial)
    fiche = FicheFactory(recruteur=commercial, freelance=freelance, maj_le=timezone.localdate() - timedelta(days=25))
    au_vivier()
    return Maison(client, contact, besoin, freelance, positionnement, freelance.evaluations.get(), action, fiche)
