"""Demo privés: asked for, given and kept, attempted; a call being prepared; the firm's brochure."""

from __future__ import annotations

import random
from datetime import timedelta

from django.utils import timezone
from weasyprint import HTML

from clients.models import Contact, DemandePrive, TentativePrive
from clients.prives.enums import StatutDemande
from samba.acces.enums import ActePrive
from samba.activite.enums import GenreBrouillon
from samba.activite.models import Brouillon, Notification
from samba.comptes.models import Utilisateur
from samba.documents.services import deposer_octets
from samba.parametres.models import parametres

MOTIFS = (
    "Son équipe vient d’ouvrir un poste que mes consultants couvrent.",
    "Je travaille déjà avec deux de ses collègues.",
    "Il m’a été recommandé par un freelance en mission chez lui.",
)
PLAQUETTE = """<html lang="fr"><head><style>@page { size: A4; margin: 2.5cm } body { font-family: Inter, sans-serif }
h1 { color: #0d6577 } li { margin: 0.4cm 0 }</style></head><body><h1>SAMBA Conseil</h1>
<p>Des consultants informatiques indépendants, choisis pour votre besoin.</p><ul>
<li>Plus de 60 000 consultants classés par compétence, tarif et mobilité.</li>
<li>Avant chaque présentation : un appel, une disponibilité confirmée, un ancien client interrogé.</li>
<li>Contrats, facturation et suivi de mission : nous nous en occupons.</li></ul>
<p>Document de démonstration.</p></body></html>"""


def peupler_prives(hasard: random.Random, equipe: list[Utilisateur]) -> None:
    """Requests in every state, attempts of the last weeks, a call that somebody is preparing."""
    commerciaux = [personne for personne in equipe if personne.peut("prospecter")]
    tous = Contact.objects.filter(prive_a__isnull=False).select_related("client__entreprise", "prive_a")
    # Whoever starts the demo signs in as the first of them: two requests wait for their answer.
    siens = list(tous.filter(prive_a=commerciaux[0])[:2]) if commerciaux else []
    prives = [*siens, *tous.exclude(pk__in=[contact.pk for contact in siens])[:58]]
    if len(commerciaux) < 2 or not prives:
        return
    _demander(hasard, prives, commerciaux)
    _tenter(hasard, prives, commerciaux)
    for contact in [c for c in prives if c.prive_a == commerciaux[0]][:2]:
        Brouillon.objects.create(
            auteur=commerciaux[0],
            genre=GenreBrouillon.PREPARATION,
            contact=contact,
            donnees={"notes": "Lui parler du profil DevOps libre en janvier.", "options": "Un besoin à l’essai"},
        )


def _demander(hasard: random.Random, prives: list[Contact], commerciaux: list[Utilisateur]) -> None:
    reponses = (
        (StatutDemande.EN_ATTENTE, ""),
        (StatutDemande.EN_ATTENTE, ""),
        (StatutDemande.REFUSEE, "Je le rappelle cette semaine, une mission se prépare."),
    )
    for contact, (statut, reponse) in zip(prives[:12], reponses * 4, strict=False):
        proprietaire = contact.prive_a
        demandeur = hasard.choice(_etrangers(contact, commerciaux))
        assert proprietaire is not None
        demande = DemandePrive.objects.create(
            contact=contact,
            demandeur=demandeur,
            proprietaire=proprietaire,
            motif=hasard.choice(MOTIFS),
            statut=statut,
            reponse=reponse,
            repondu_par=proprietaire if reponse else None,
            repondu_le=timezone.now() - timedelta(hours=hasard.randrange(1, 90)) if reponse else None,
            cree_le=timezone.now() - timedelta(days=hasard.randrange(1, 9)),
        )
        if statut == StatutDemande.EN_ATTENTE:
            texte = f"{demandeur} demande votre privé {contact} ({contact.client}) : {demande.motif}"
            Notification.objects.create(
                pour=proprietaire, cle=f"demo:{demande.pk}", texte=texte, lien="/clients/prives/"
            )


def _etrangers(contact: Contact, commerciaux: list[Utilisateur]) -> list[Utilisateur]:
    """Those who may not act on this privé: neither its owner nor their manager (CLI-5)."""
    return [personne for personne in commerciaux if not contact.joignable_par(personne)]


def _tenter(hasard: random.Random, prives: list[Contact], commerciaux: list[Utilisateur]) -> None:
    lignes = []
    for _ in range(min(40, 3 * len(prives))):
        contact = hasard.choice(prives)
        auteur = hasard.choice(_etrangers(contact, commerciaux))
        acte = hasard.choice((ActePrive.APPELER, ActePrive.APPELER, ActePrive.PRENDRE, ActePrive.JOURNALISER))
        jour = timezone.localtime() - timedelta(days=hasard.randrange(1, 40))
        le = jour.replace(hour=hasard.randrange(9, 19), minute=hasard.randrange(60))
        lignes.append(TentativePrive(contact=contact, auteur=auteur, proprietaire=contact.prive_a, acte=acte, le=le))
    TentativePrive.objects.bulk_create(lignes)


def deposer_plaquette() -> None:
    """A brochure, so that the thanks e-mail has something to carry."""
    firme = parametres()
    if firme.plaquette is not None:
        return
    octets = HTML(string=PLAQUETTE).write_pdf() or b""
    firme.plaquette = deposer_octets("Plaquette SAMBA Conseil.pdf", octets, "application/pdf", None)
    firme.save(update_fields=["plaquette"])
