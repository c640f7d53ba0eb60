"""Demo partenaires, catalogue of training, besoins de formation, outside trainees, confirmations under way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from freelances.confirmation.services import USAGE
from freelances.evaluation.enums import TypePartenaire
from freelances.formations.enums import NatureAction, StatutBesoinFormation
from freelances.formations.services import ouvrir_dossier, proposer
from freelances.models import (
    ActionFormation,
    BesoinFormation,
    DemandeConfirmation,
    Freelance,
    Partenaire,
    SessionFormation,
)
from samba.activite.enums import GenreEchange, Sens
from samba.activite.services import journaliser
from samba.comptes.enums import Role
from samba.comptes.models import Utilisateur
from samba.documents.liens import services as liens
from samba.pilotage.demo.vivier import Vivier, lire_vivier

PARTENAIRES = (
    ("Agence de l’emploi Grand Quai", TypePartenaire.EMPLOI, "Odile Lantier", "grandquai@partenaire.example"),
    ("Maison des cadres du numérique", TypePartenaire.EMPLOI, "Colin Marsac", "cadres@partenaire.example"),
    ("Mission locale des Trois-Rives", TypePartenaire.INSERTION, "Brune Valgane", "troisrives@partenaire.example"),
    ("École du code Lumière", TypePartenaire.ECOLE, "Gabin Perseuil", "lumiere@partenaire.example"),
    ("Réseau des anciens consultants", TypePartenaire.COOPTATION, "Aude Rocfort", "anciens@partenaire.example"),
)
ACTIONS = (
    ("Développement Java et Spring", NatureAction.INTENSIVE, 3, "École du code Lumière", "Paris"),
    ("Administration cloud et DevOps", NatureAction.INTENSIVE, 6, "Campus Horizon", "Lyon"),
    ("Bases du développement web", NatureAction.PREALABLE, 6, "Atelier numérique des Rives", "Lille"),
    ("Technicien systèmes et réseaux", NatureAction.GENERALISTE, 6, "Campus Horizon", "Paris"),
    ("Concepteur d’applications", NatureAction.GENERALISTE, 9, "École du code Lumière", "Nantes"),
    ("Analyste de données", NatureAction.GENERALISTE, 12, "Institut Delta", "Paris"),
    ("Ingénieur en alternance", NatureAction.GENERALISTE, 24, "Institut Delta", "Lyon"),
    ("Parcours sur mesure avant embauche", NatureAction.INDIVIDUELLE, 3, "", ""),
)
BESOINS = (
    ("Deux développeurs Java pour un client bancaire", 0, 2, StatutBesoinFormation.RETENU),
    ("Un administrateur cloud à former", 1, 1, StatutBesoinFormation.SOUMIS),
    ("Techniciens de proximité, région lyonnaise", 3, 3, StatutBesoinFormation.A_L_ETUDE),
    ("Analyste de données en reconversion", 5, 1, StatutBesoinFormation.REFUSE),
)
REPONSES = {
    StatutBesoinFormation.RETENU: "Deux candidats pressentis, session de janvier.",
    StatutBesoinFormation.REFUSE: "Pas de session avant l’automne.",
}
HORS_VIVIER = (
    ("Lison", "Valdorne", "lison.valdorne@courrier.example", 0),
    ("Ernest", "Mondrieu", "ernest.mondrieu@courrier.example", 3),
)


def peupler_catalogue(equipe: Sequence[Utilisateur]) -> Vivier:
    """Partenaires and training actions with their sessions; returns what evaluations are made of."""
    partenaires = [
        Partenaire.objects.create(nom=nom, type=genre, contact=contact, email=email, telephone="+33199004210").pk
        for nom, genre, contact, email in PARTENAIRES
    ]
    aujourdhui = timezone.localdate()
    for rang, (intitule, nature, mois, organisme, lieu) in enumerate(ACTIONS):
        action = ActionFormation.objects.create(
            intitule=intitule,
            nature=nature,
            duree_mois=mois,
            organisme=organisme,
            lieu=lieu,
            description="Théorie, mise en pratique par projets, puis stage dans l’entreprise qui recrute.",
        )
        for decalage in (-40 + rang * 5, 30 + rang * 12):
            debut = aujourdhui + timedelta(days=decalage)
            SessionFormation.objects.create(
                action=action, debut=debut, fin=debut + timedelta(days=mois * 30), places=8 + rang
            )
    return lire_vivier(equipe, partenaires)


def hors_vivier(nombre: int) -> int:
    """How many of the freelances asked for are trainees from outside, their file still incomplete."""
    return len(HORS_VIVIER) if nombre >= 50 else 0


def peupler_formations(equipe: Sequence[Utilisateur], exterieurs: int) -> None:
    """What agences ask for, whom they propose, `exterieurs` outside trainees, a few confirmations under way."""
    auteurs = [p for p in equipe if p.role in {Role.COMMERCIAL, Role.MANAGER} and p.agence]
    qualifieur = next(p for p in equipe if p.role == Role.QUALIFIEUR)
    actions = list(ActionFormation.objects.order_by("pk"))
    adaptables = list(Freelance.objects.filter(classification="adaptable").order_by("-pk")[: len(BESOINS) * 2])
    besoins = [
        BesoinFormation.objects.create(
            agence=agence,
            auteur=auteur,
            intitule=intitule,
            action=actions[action],
            nombre=nombre,
            statut=statut,
            demarrage=timezone.localdate() + timedelta(days=60),
            description="Recrutement prévu à l’issue du stage si le niveau est atteint.",
            reponse=REPONSES.get(statut, ""),
            repondu_par=qualifieur if statut in REPONSES else None,
        )
        for (intitule, action, nombre, statut), auteur in zip(BESOINS, auteurs, strict=False)
        if (agence := auteur.agence)
    ]
    for rang, freelance in enumerate(adaptables):
        besoin = besoins[rang % len(besoins)]
        if besoin.statut != StatutBesoinFormation.REFUSE:
            proposer(besoin=besoin, freelance=freelance, par=besoin.auteur)
    for prenom, nom, email, action in HORS_VIVIER[:exterieurs]:
        ouvrir_dossier(
            par=auteurs[0],
            cle_creation=None,
            action=actions[action],
            motif="Rencontré lors d’un forum ; motivé, bases solides.",
            prenom=prenom,
            nom=nom,
            email=email,
            telephone="+33199004211",
        )
    _confirmations(auteurs[0])


def _confirmations(auteur: Utilisateur) -> None:
    """A few links under way and one answered; no e-mail leaves."""
    for rang, freelance in enumerate(Freelance.objects.exclude(email="").order_by("-pk")[:6]):
        echange = journaliser(
            auteur=auteur,
            freelance=freelance,
            genre=GenreEchange.COURRIEL,
            sens=Sens.SORTANT,
            commentaire="Demande de confirmation : votre disponibilité et votre TJM, en un clic",
        )
        lien = liens.creer(usage=USAGE, jours=14, par=auteur)
        demande = DemandeConfirmation(freelance=freelance, lien=lien, echange=echange, demandee_par=auteur)
        if rang % 3 == 0:
            liens.prendre(lien)
            demande.repondue_le, demande.disponibilite = timezone.now(), freelance.disponibilite
            demande.disponible_le, demande.tjm = freelance.disponible_le, freelance.tjm
            demande.message = "Toujours partant pour une mission en région."
            Freelance.objects.filter(pk=freelance.pk).update(disponibilite_confirmee_le=timezone.localdate())
        demande.save()
