"""Demo data of prospecting: groups, second-hand besoins, addresses, moves; and clients in bulk for the bench."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from clients.enums import LienMere, NatureDocument, TypeClient
from clients.gestes import changer_de_societe
from clients.models import AdresseClient, Client, Contact, DocumentClient
from freelances.models import Experience, Freelance
from referentiels.models import SecteurActivite
from samba.activite.enums import GenreEchange, Issue, Objection, Sens, Suite
from samba.activite.models import Echange
from samba.comptes.models import Utilisateur
from samba.documents.lecture import TXT
from samba.documents.services import deposer_octets
from samba.pilotage.demo.copie import copier
from samba.pilotage.demo.gisements import OBJETS_APPEL
from samba.pilotage.demo.referentiel import Referentiel

DOMAINES = (
    "Banque de détail, moyens de paiement",
    "Réseaux et télécoms, migration vers le cloud",
    "Données et BI, entrepôts, tableaux de bord",
    "ERP, intégration et reprise de données",
    "Cybersécurité, supervision, conformité",
    "Sites de commerce, parcours mobiles",
    "Infogérance, exploitation, poste de travail",
)
VILLES_D_AGENCE = 3
MOUVEMENTS = 6


def enrichir_clients(hasard: random.Random, equipe: list[Utilisateur], ref: Referentiel) -> None:
    """Give the clients what makes their files worth reading: a group, final clients, addresses, people who moved."""
    clients = list(Client.objects.select_related("entreprise").order_by("pk")[:600])
    _diversifier(hasard, clients)
    _grouper(hasard, clients)
    esn = [c for c in clients if c.type in {TypeClient.ESN_CONSEIL, TypeClient.ESN_CLASSIQUE}]
    finals = [c for c in clients if c not in esn]
    _servir(hasard, esn, finals)
    _adresser(hasard, clients, ref)
    _passages(hasard, clients)
    _documenter(clients[:3], equipe)
    _mouvements(hasard, clients, equipe)


def _diversifier(hasard: random.Random, clients: list[Client]) -> None:
    """A domain and a site for most; a secteur of its own for each final client."""
    secteurs = list(SecteurActivite.objects.exclude(code__icontains="esn"))
    for client in clients:
        client.domaines = hasard.choice(DOMAINES) if hasard.random() < 0.7 else ""
        adresse = "".join(c for c in client.entreprise.nom_normalise.lower() if c.isalnum())
        client.site = f"https://www.{adresse}.example" if hasard.random() < 0.6 else ""
        if client.type in {TypeClient.MULTINATIONALE, TypeClient.NATIONALE} and secteurs:
            client.entreprise.secteur = hasard.choice(secteurs)
            client.entreprise.save()
    Client.objects.bulk_update(clients, ["domaines", "site"], batch_size=500)


def _grouper(hasard: random.Random, clients: list[Client]) -> None:
    """One group in ten companies: a mother, then two or three subsidiaries and directions after her."""
    filles = []
    for rang in range(0, len(clients) - 4, 20):
        mere = clients[rang]
        for fille in clients[rang + 1 : rang + 1 + hasard.randint(2, 3)]:
            fille.mere = mere
            fille.lien_mere = LienMere.FILIALE if hasard.random() < 0.7 else LienMere.DIRECTION
            filles.append(fille)
    Client.objects.bulk_update(filles, ["mere", "lien_mere"], batch_size=500)


def _servir(hasard: random.Random, esn: list[Client], finals: list[Client]) -> None:
    """ESNs serve final clients; some that list us pass on the besoins of theirs."""
    if not (esn and finals):
        return
    lien = Client.clients_finals.through
    servis = {
        (societe.pk, final.entreprise_id): (societe, final)
        for societe in esn
        if hasard.random() < 0.5
        for final in hasard.sample(finals, min(len(finals), hasard.randint(1, 3)))
    }
    lien.objects.bulk_create([lien(client_id=cle, entreprise_id=finale) for cle, finale in servis])
    vias = {final.pk: (societe, final) for societe, final in servis.values() if societe.reference}
    for societe, final in vias.values():
        final.reference_via = societe
    Client.objects.bulk_update([final for _, final in vias.values()], ["reference_via"], batch_size=500)


def _adresser(hasard: random.Random, clients: list[Client], ref: Referentiel) -> None:
    adresses = []
    for client in clients:
        if hasard.random() < 0.3:
            for lieu in hasard.sample(ref.lieux, min(len(ref.lieux), hasard.randint(1, VILLES_D_AGENCE))):
                adresses.append(
                    AdresseClient(
                        client=client,
                        libelle=f"Agence de {lieu.ville}",
                        adresse=f"{hasard.randint(1, 90)} place des Exemples",
                        code_postal=lieu.code_postal,
                        ville=lieu.ville,
                        departement_id=lieu.departement,
                    )
                )
    AdresseClient.objects.bulk_create(adresses, batch_size=1000)


def _passages(hasard: random.Random, clients: list[Client]) -> None:
    """An old mission of some freelances at some clients: « nos freelances passés chez lui »."""
    gens = list(Freelance.objects.order_by("pk").values_list("pk", "titre")[:300])
    if not gens:
        return
    experiences = []
    for client in clients[:60]:
        for pk, titre in hasard.sample(gens, min(len(gens), hasard.randint(0, 3))):
            debut = timezone.localdate() - timedelta(days=hasard.randint(3000, 4500))
            experiences.append(
                Experience(
                    freelance_id=pk,
                    entreprise_id=client.entreprise_id,
                    role=titre[:160],
                    debut=debut,
                    fin=debut + timedelta(days=hasard.randint(90, 700)),
                )
            )
    Experience.objects.bulk_create(experiences, batch_size=1000)


def _documenter(clients: list[Client], equipe: list[Utilisateur]) -> None:
    """A brochure for the first ones."""
    for client in clients:
        texte = f"{client.nom}\n\nPlaquette de démonstration. Domaines : {client.domaines or 'à préciser'}.\n"
        document = deposer_octets(f"Plaquette {client.nom}.txt", texte.encode(), TXT, equipe[0])
        DocumentClient.objects.create(client=client, document=document, nature=NatureDocument.PLAQUETTE)


def _mouvements(hasard: random.Random, clients: list[Client], equipe: list[Utilisateur]) -> None:
    """A few DOs who left for another company of the same kind."""
    par = next(personne for personne in equipe if personne.peut("prospecter"))
    dos = Contact.objects.donneurs_d_ordre().filter(prive_a__isnull=True, client__in=clients[:40])
    partants = list(dos.select_related("client").order_by("pk")[: MOUVEMENTS * 3])
    for contact in hasard.sample(partants, min(MOUVEMENTS, len(partants))):
        autres = [c for c in clients[:200] if c.type == contact.client.type and c.pk != contact.client_id]
        if autres:
            changer_de_societe(
                contact=contact,
                version=contact.version,
                vers=hasard.choice(autres),
                fonction=contact.fonction,
                le=timezone.localdate() - timedelta(days=hasard.randint(5, 200)),
                par=par,
            )


def multiplier_echanges(hasard: random.Random, voulus: int) -> None:
    """Calls by COPY until there are `voulus` échanges, spread over the contacts, mostly attempts, two years back.

    The dates kept on the contacts are those of the latest of them, as `journaliser` would have left them.
    """
    contacts = list(Contact.objects.order_by("pk").values_list("pk", "client_id", "prive_a_id", "client__suivi_par_id"))
    auteurs = list(Utilisateur.objects.filter(role__in=["commercial", "manager"]).values_list("pk", flat=True))
    manquent = voulus - Echange.objects.count()
    if manquent <= 0 or not contacts or not auteurs:
        return
    champs = (
        *("contact", "client", "auteur", "genre", "sens", "issue", "objections", "commentaire", "suite", "le"),
        "cree_le",
    )
    copier(Echange, champs, _appels(hasard, manquent, contacts, auteurs))
    with connection.cursor() as curseur:
        # The history trigger of contacts has run on single rows: the plan it kept for them is quadratic on 60 000.
        curseur.execute("DISCARD PLANS")
        curseur.execute(
            """
            UPDATE clients_contact c SET dernier_essai_le = greatest(c.dernier_essai_le, e.essai),
                dernier_joint_le = greatest(c.dernier_joint_le, e.joint)
            FROM (
                SELECT contact_id, max(le) AS essai, max(le) FILTER (WHERE issue = 'joint') AS joint
                FROM activite_echange WHERE genre = 'appel' AND contact_id IS NOT NULL GROUP BY contact_id
            ) e
            WHERE e.contact_id = c.id
            """
        )


def _appels(
    hasard: random.Random, nombre: int, contacts: list[tuple[Any, ...]], auteurs: list[int]
) -> Iterator[tuple[Any, ...]]:
    maintenant = timezone.now()
    for _ in range(nombre):
        contact, client, prive, suivi = hasard.choice(contacts)
        le = maintenant - timedelta(minutes=hasard.randrange(60, 1_050_000))
        yield (
            contact,
            client,
            prive or suivi or hasard.choice(auteurs),
            GenreEchange.APPEL,
            Sens.SORTANT,
            hasard.choices(Issue.values, (35, 20, 25, 8, 8, 4))[0],
            [hasard.choice(Objection.values)] if hasard.random() < 0.3 else [],
            hasard.choice(OBJETS_APPEL),
            Suite.RIEN,
            le,
            le,
        )


__all__ = ["enrichir_clients", "multiplier_echanges"]
