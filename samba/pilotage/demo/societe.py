"""Demo agences, users, clients, contacts, échanges, besoins: the world around the freelances."""

from __future__ import annotations

import random
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone

from besoins.enums import (
    ETAPES_CHEZ_LE_DO,
    MOTIFS_SORTIE,
    DisponibiliteAttendue,
    Etape,
    ModeIntervention,
    OrigineFreelance,
    ReponseDO,
    StatutBesoin,
)
from besoins.models import AppelFreelance, Besoin, BesoinCompetence, Importance, Positionnement
from clients.enums import Civilite, MoyenInformation, NatureContact, SourceContact, TypeClient
from clients.models import Client, Contact, Exercice, Fonction
from freelances.enums import Teletravail
from freelances.models import Freelance
from referentiels.models import Entreprise, SecteurActivite
from samba.activite.enums import GenreEchange, GenreRelance, Issue, Objection, Sens, Suite
from samba.activite.models import Echange, Relance
from samba.comptes.enums import Role
from samba.comptes.models import Agence, Utilisateur
from samba.pilotage.demo import personnes
from samba.pilotage.demo.gisements import (
    ARCHETYPES,
    OBJETS_APPEL,
    PRENOMS_FEMININS,
    RACINES_CLIENTS,
    SUITES_CLIENTS,
)
from samba.pilotage.demo.referentiel import Referentiel

MOT_DE_PASSE = "demonstration-samba"
SOURCES = (
    SourceContact.LINKEDIN,
    SourceContact.LINKEDIN,
    SourceContact.SITE,
    SourceContact.INTERNET,
    SourceContact.COLLEGUE,
    SourceContact.SALON,
    SourceContact.DIRECT,
)


class Identifiant(NamedTuple):
    """A demo login."""

    email: str
    prenom: str
    nom: str
    role: str
    agence: str | None


IDENTIFIANTS = (
    Identifiant("alix@samba.example", "Alix", "Delmont", Role.COMMERCIAL, "Paris"),
    Identifiant("bastien@samba.example", "Bastien", "Courvigne", Role.COMMERCIAL, "Paris"),
    Identifiant("chloe@samba.example", "Chloé", "Fauval", Role.COMMERCIAL, "Lyon"),
    Identifiant("quitterie@samba.example", "Quitterie", "Beaulac", Role.QUALIFIEUR, "Paris"),
    Identifiant("manon@samba.example", "Manon", "Clairmont", Role.MANAGER, "Paris"),
    Identifiant("gaspard@samba.example", "Gaspard", "Hautelier", Role.GESTION, "Paris"),
    Identifiant("diane@samba.example", "Diane", "Vauchamp", Role.DIRECTION, None),
    Identifiant("admin@samba.example", "Ada", "Roussel-Lac", Role.ADMINISTRATEUR, None),
)


def peupler_equipe() -> list[Utilisateur]:
    """Two agences and one login for each role (three commerciaux)."""
    agences = {nom: Agence.objects.get_or_create(nom=nom, defaults={"ville": nom})[0] for nom in ("Paris", "Lyon")}
    return [
        Utilisateur.objects.create_user(
            personne.email,
            MOT_DE_PASSE,
            prenom=personne.prenom,
            nom=personne.nom,
            role=personne.role,
            agence=agences.get(personne.agence or ""),
            telephone="01 99 00 42 00",
        )
        for personne in IDENTIFIANTS
    ]


def peupler_clients(
    hasard: random.Random, nombre: int, equipe: list[Utilisateur], ref: Referentiel, contacts_par_client: float = 0
) -> list[Contact]:
    """Invented ESNs and final clients, three years of figures, and the people who work there. Returns the DOs.

    `contacts_par_client`: how many on average; 0 for two to four.
    """
    noms = [f"{racine} {suite}".strip() for racine in RACINES_CLIENTS for suite in SUITES_CLIENTS]
    hasard.shuffle(noms)
    noms += [f"{noms[rang % len(noms)]} {rang // len(noms) + 1}" for rang in range(len(noms), nombre)]
    secteur = SecteurActivite.objects.filter(code__icontains="esn").first() or SecteurActivite.objects.first()
    entreprises = Entreprise.objects.bulk_create([Entreprise(nom=nom, secteur=secteur) for nom in noms[:nombre]])
    commerciaux = [personne for personne in equipe if personne.role in {Role.COMMERCIAL, Role.MANAGER}]
    clients = Client.objects.bulk_create([_client(hasard, societe, commerciaux, ref) for societe in entreprises])
    Exercice.objects.bulk_create([annee for client in clients for annee in _exercices(hasard, client)])
    fonctions = list(Fonction.objects.all())
    contacts = [
        _contact(hasard, client, rang, fonctions, commerciaux)
        for client in clients
        for rang in range(_effectif(hasard, contacts_par_client))
    ]
    contacts = Contact.objects.bulk_create(contacts, batch_size=5000)
    technologies = list(ref.competences.values())
    lien = Contact.technologies.through
    lien.objects.bulk_create(
        [
            lien(contact_id=contact.pk, competence_id=cle)
            for contact in contacts
            for cle in hasard.sample(technologies, hasard.randint(0, 4))
        ],
        batch_size=5000,
    )
    return [contact for contact in contacts if contact.nature == NatureContact.DO]


def _effectif(hasard: random.Random, moyenne: float) -> int:
    """How many contacts a client has."""
    return hasard.randint(2, 4) if not moyenne else int(moyenne) + (hasard.random() < moyenne % 1)


def _client(hasard: random.Random, societe: Entreprise, commerciaux: list[Utilisateur], ref: Referentiel) -> Client:
    lieu = hasard.choices(ref.lieux, ref.poids_lieux)[0]
    return Client(
        entreprise=societe,
        type=hasard.choices(TypeClient.values, (35, 45, 10, 10))[0],
        en_demarrage=hasard.random() < 0.08,
        adresse=f"{hasard.randint(1, 180)} rue des Démonstrations",
        code_postal=lieu.code_postal,
        ville=lieu.ville,
        departement_id=lieu.departement,
        telephone=personnes.telephone(hasard),
        publie_missions=hasard.choices((True, False, None), (15, 55, 30))[0],
        reference=hasard.random() < 0.2,
        suivi_par=hasard.choice(commerciaux) if hasard.random() < 0.6 else None,
    )


def _exercices(hasard: random.Random, client: Client) -> list[Exercice]:
    annee = timezone.localdate().year - 1
    chiffre, effectif = Decimal(hasard.randint(800, 90_000) * 1000), hasard.randint(8, 900)
    exercices = []
    for recul in range(hasard.randint(1, 3)):
        exercices.append(Exercice(client=client, annee=annee - recul, chiffre_affaires=chiffre, effectif=effectif))
        chiffre = (chiffre * Decimal(hasard.randint(80, 108)) / 100).quantize(Decimal("1"))
        effectif = max(1, effectif * hasard.randint(82, 108) // 100)
    return exercices


def _contact(
    hasard: random.Random, client: Client, rang: int, fonctions: list[Fonction], commerciaux: list[Utilisateur]
) -> Contact:
    nature = NatureContact.DO if rang < 2 else hasard.choice((NatureContact.PERMANENT, NatureContact.STANDARDISTE))
    possibles = [f for f in fonctions if f.famille == client.famille_fonction and f.nature == nature]
    prenom, nom = personnes.prenom(hasard), personnes.nom_de_famille(hasard)
    prive = hasard.choice(commerciaux) if nature == NatureContact.DO and hasard.random() < 0.15 else None
    heures = hasard.randrange(1, 36) if hasard.random() < 0.1 else hasard.randrange(72, 7200)
    joint = timezone.now() - timedelta(hours=heures) if hasard.random() < 0.6 else None
    essai = timezone.now() - timedelta(hours=hasard.randrange(4, 900)) if hasard.random() < 0.25 else joint
    oppose = prive is None and hasard.random() < 0.02
    collecte = timezone.localdate() - timedelta(days=hasard.randrange(2, 60 if hasard.random() < 0.1 else 900))
    source = hasard.choice(SOURCES) if hasard.random() < 0.9 else ""
    informe = source != SourceContact.DIRECT and (timezone.localdate() - collecte).days > 20 and hasard.random() < 0.9
    return Contact(
        client=client,
        nature=nature,
        fonction=hasard.choice(possibles) if possibles else None,
        civilite=Civilite.MADAME if prenom in PRENOMS_FEMININS else Civilite.MONSIEUR,
        prenom=prenom,
        nom=nom,
        email=personnes.courriel(prenom, nom, client.pk * 10 + rang),
        telephone=personnes.telephone(hasard),
        prive_a=prive,
        prive_depuis=joint or timezone.now() if prive else None,
        dernier_joint_le=joint,
        dernier_essai_le=max(joint, essai) if joint and essai else essai or joint,
        source=source,
        collecte_le=collecte,
        informe_le=collecte + timedelta(days=18) if informe else None,
        informe_moyen=MoyenInformation.COURRIEL if informe else "",
        ne_plus_contacter=oppose,
        ne_plus_contacter_le=timezone.now() - timedelta(days=hasard.randrange(5, 300)) if oppose else None,
        ne_plus_contacter_motif="Demandé au téléphone" if oppose else "",
    )


def peupler_echanges(hasard: random.Random, contacts: list[Contact]) -> None:
    """Calls that explain the dates of the contacts, and a few relances to come, due and overdue."""
    echanges, relances = [], []
    for contact in contacts:
        if contact.dernier_joint_le is None:
            continue
        auteur = contact.prive_a or contact.client.suivi_par
        if auteur is None:
            continue
        echanges.append(
            Echange(
                contact=contact,
                client=contact.client,
                auteur=auteur,
                genre=GenreEchange.APPEL,
                sens=Sens.SORTANT,
                issue=Issue.JOINT,
                objections=[hasard.choice(Objection.values)] if hasard.random() < 0.5 else [],
                commentaire=hasard.choice(OBJETS_APPEL),
                suite=hasard.choice((Suite.RELANCE, Suite.RIEN)),
                le=contact.dernier_joint_le,
            )
        )
        if hasard.random() < 0.3:
            echeance = timezone.localdate() + timedelta(days=hasard.randint(-6, 12))
            relances.append(
                Relance(
                    pour=auteur,
                    genre=GenreRelance.RAPPEL,
                    libelle=f"Rappeler {contact}",
                    echeance=echeance,
                    cle=f"demo:{contact.pk}",
                    contact=contact,
                    client=contact.client,
                )
            )
    Echange.objects.bulk_create(echanges, batch_size=5000)
    Relance.objects.bulk_create(relances, batch_size=5000)


def peupler_besoins(
    hasard: random.Random, nombre: int, dos: list[Contact], equipe: list[Utilisateur], ref: Referentiel
) -> None:
    """Besoins in every statut, with skills, and the first positionnements on those that are open."""
    commerciaux = [personne for personne in equipe if personne.peut("gerer_besoins")]
    besoins, archetypes = [], []
    for _ in range(nombre):
        archetype = hasard.choices(ARCHETYPES, [a.poids for a in ARCHETYPES])[0]
        besoins.append(
            _besoin(hasard, archetype.titres, ref.metiers[archetype.metiers[0]], archetype.tjm, dos, commerciaux, ref)
        )
        archetypes.append(archetype)
    besoins = Besoin.objects.bulk_create(besoins, batch_size=2000)
    demandes = []
    for besoin, archetype in zip(besoins, archetypes, strict=True):
        codes = [code for code in archetype.competences[:6] if code in ref.competences]
        for rang, code in enumerate(hasard.sample(codes, min(4, len(codes)))):
            importance = Importance.INDISPENSABLE if rang < 2 else Importance.SOUHAITEE
            demandes.append(BesoinCompetence(besoin=besoin, competence_id=ref.competences[code], importance=importance))
    BesoinCompetence.objects.bulk_create(demandes, batch_size=5000)
    _positionner(hasard, besoins)


def _besoin(
    hasard: random.Random,
    titres: tuple[str, ...],
    metier: int,
    tjm: tuple[int, int],
    dos: list[Contact],
    commerciaux: list[Utilisateur],
    ref: Referentiel,
) -> Besoin:
    contact = hasard.choice(dos)
    lieu = hasard.choices(ref.lieux, ref.poids_lieux)[0]
    statut = hasard.choices(StatutBesoin.values, (14, 18, 24, 20, 12, 7, 5))[0]
    complet = statut != StatutBesoin.A_QUALIFIER
    motif = "Mission confiée à un autre fournisseur." if statut in {StatutBesoin.PERDU, StatutBesoin.ABANDONNE} else ""
    return Besoin(
        client=contact.client,
        contact=contact,
        intitule=hasard.choice(titres),
        metier_id=metier,
        taches="Renforcer l’équipe en place sur la conception, la réalisation et la mise en service."
        if complet
        else "",
        code_postal=lieu.code_postal,
        ville=lieu.ville,
        departement_id=lieu.departement,
        latitude=lieu.latitude,
        longitude=lieu.longitude,
        teletravail=hasard.choice(Teletravail.values) if complet else "",
        date_demarrage=timezone.localdate() + timedelta(days=hasard.randint(-20, 90)) if complet else None,
        duree_mois=hasard.choice((3, 6, 6, 9, 12)) if complet else None,
        tjm_vente=Decimal(round(hasard.randint(*tjm) / Decimal("0.85"), -1)),
        marge=Decimal("0.15") if complet else None,
        disponibilite_attendue=hasard.choice(DisponibiliteAttendue.values) if complet else "",
        mode_intervention=hasard.choices(ModeIntervention.values, (75, 12, 8, 5))[0] if complet else "",
        experience_min=hasard.choice((3, 5, 5, 8, 10)) if complet else None,
        echeance=timezone.localdate() + timedelta(days=hasard.randint(-3, 15)) if complet else None,
        postes=hasard.choice((1, 1, 1, 2)),
        langues=["en"] if complet and hasard.random() < 0.4 else [],
        sans_langue=complet,
        statut=statut,
        motif_cloture=motif,
        proprietaire=contact.prive_a
        if contact.prive_a and contact.prive_a in commerciaux
        else hasard.choice(commerciaux),
    )


def _positionner(hasard: random.Random, besoins: list[Besoin]) -> None:
    """Three or four freelances on each besoin at work, at the stages that its statut allows."""
    cles = list(Freelance.objects.order_by("pk").values_list("pk", flat=True)[:5000])
    lignes = []
    for besoin in besoins:
        if besoin.statut not in ETAPES_DE_DEMO or len(cles) < 4:
            continue
        etapes = ETAPES_DE_DEMO[besoin.statut]
        for rang, cle in enumerate(hasard.sample(cles, len(etapes))):
            lignes.append(_positionnement(hasard, besoin, cle, hasard.choice(etapes[rang])))
    lignes = Positionnement.objects.bulk_create(lignes, batch_size=5000)
    _appeler(hasard, lignes)
    Relance.objects.bulk_create(
        [
            Relance(
                pour=ligne.auteur,
                genre=GenreRelance.CV_ENVOYE,
                libelle=f"Réponse attendue sur le CV envoyé : {ligne.besoin.intitule}",
                echeance=timezone.localdate(ligne.envoye_le) + timedelta(days=2),
                cle=f"cv:{ligne.pk}",
                contact=ligne.besoin.contact,
                client=ligne.besoin.client,
                besoin=ligne.besoin,
                positionnement=ligne,
            )
            for ligne in lignes
            if ligne.etape == Etape.CV_ENVOYE
        ],
        batch_size=5000,
    )


# The first of a besoin may be far, the last has hardly been called.
ETAPES_DE_DEMO: dict[str, tuple[tuple[Etape, ...], ...]] = {
    StatutBesoin.EN_RECHERCHE: (
        (Etape.CONTACTE, Etape.DISPONIBLE),
        (Etape.CONTACTE, Etape.PRESELECTIONNE),
        (Etape.PRESELECTIONNE,),
    ),
    StatutBesoin.EN_PRESENTATION: (
        (Etape.ENTRETIEN, Etape.ENTRETIEN, Etape.RETENU),
        (Etape.CV_ENVOYE,),
        (Etape.CV_ENVOYE, Etape.DISPONIBLE, Etape.ECARTE),
        (Etape.CONTACTE, Etape.PRESELECTIONNE),
    ),
}


def _positionnement(hasard: random.Random, besoin: Besoin, freelance: int, etape: Etape) -> Positionnement:
    """One at a stage, with what the stage supposes: CV sent, answer, the two yeses, the reason of an exit."""
    assert besoin.tjm_vente is not None
    depuis = timezone.now() - timedelta(days=hasard.choice((0, 0, 1, 1, 2, 3, 5, 9, 14)), hours=hasard.randint(0, 20))
    retenu = etape == Etape.RETENU
    return Positionnement(
        besoin=besoin,
        freelance_id=freelance,
        auteur=besoin.proprietaire,
        etape=etape,
        etape_depuis=depuis,
        tjm_achat=(besoin.tjm_vente * hasard.randint(76, 94) / 100).quantize(Decimal(10)),
        tjm_vente=besoin.tjm_vente,
        envoye_le=depuis - timedelta(days=0 if etape == Etape.CV_ENVOYE else 4) if etape in ETAPES_CHEZ_LE_DO else None,
        reponse_do=ReponseDO.INTERESSE if retenu or etape == Etape.ENTRETIEN else "",
        accord_do_le=depuis.date() if retenu else None,
        accord_freelance_le=depuis.date() if retenu else None,
        motif_sortie=hasard.choice(MOTIFS_SORTIE) if etape == Etape.ECARTE else "",
    )


def _appeler(hasard: random.Random, lignes: list[Positionnement]) -> None:
    """The calls behind the stages past « présélectionné », and what they confirmed."""
    appels = []
    for ligne in lignes:
        if ligne.etape in {Etape.PRESELECTIONNE, Etape.ECARTE}:
            continue
        confirme = ligne.etape != Etape.CONTACTE
        appels.append(
            AppelFreelance(
                positionnement=ligne,
                version=2,
                origine=hasard.choice(OrigineFreelance.values),
                disponibilite="immediate" if confirme else "",
                interesse=True,
                mobile=True if confirme else None,
                facturation_vue=confirme,
                tjm_demande=ligne.tjm_achat,
                cv_a_jour=confirme,
                recap_envoye_le=ligne.etape_depuis - timedelta(days=5) if confirme else None,
                confirmee_le=timezone.localdate(ligne.etape_depuis) if confirme else None,
                confirmee_par=ligne.auteur if confirme else None,
            )
        )
    AppelFreelance.objects.bulk_create(appels, batch_size=5000)
    echanges = [
        Echange(
            genre=GenreEchange.APPEL,
            issue=Issue.JOINT,
            commentaire="Intéressé par la mission.",
            le=appel.positionnement.etape_depuis - timedelta(days=5),
            auteur=appel.positionnement.auteur,
            freelance_id=appel.positionnement.freelance_id,
            besoin_id=appel.positionnement.besoin_id,
            positionnement=appel.positionnement,
        )
        for appel in appels
    ]
    Echange.objects.bulk_create(echanges, batch_size=5000)
