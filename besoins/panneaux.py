"""What this room shows below: positionnements of a freelance; besoins of a client, a DO, a métier or a skill."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from besoins.fiche.filtres import OUVERTS
from besoins.models import Apport, Besoin, Positionnement
from besoins.positionnements.presentation import carte_de
from clients.enums import NatureContact
from clients.models import Client, Contact
from freelances.models import Freelance
from referentiels.models import Competence, Metier
from samba.acces.vues import utilisateur_de

MONTRES = 20
# On a page of the référentiels, where it is one card among others: the list behind the button has them all.
OUVERTS_MONTRES = 6


def positionnements_du_freelance(request: HttpRequest, freelance: Freelance) -> dict[str, Any]:
    """Where a freelance was put forward, newest first; what is said of a privé DO's answer is hidden (CLI-5)."""
    utilisateur = utilisateur_de(request)
    lignes = Positionnement.objects.visibles_pour(utilisateur).filter(freelance=freelance).order_by("-pk")[:MONTRES]
    cartes = [carte_de(ligne, ligne.besoin, utilisateur) for ligne in lignes]
    contexte: dict[str, Any] = {"cartes": cartes, "compte": len(cartes)}
    if utilisateur.peut_gerer_besoins and freelance.archive_le is None:
        adresse = reverse("besoins:choisir", args=[freelance.pk])
        contexte |= {"action_url": adresse, "action_libelle": "Positionner sur un besoin"}
    return contexte


def origine_du_freelance(request: HttpRequest, freelance: Freelance) -> dict[str, Any] | None:
    """The outside searches that brought this freelance; no panel for somebody whom none did."""
    apports = Apport.objects.filter(freelance=freelance).select_related(
        "recherche__canal", "recherche__besoin__client__entreprise", "auteur"
    )
    lus = list(apports[:MONTRES])
    return {"apports": lus, "compte": len(lus)} if lus else None


def besoins_du_client(request: HttpRequest, client: Client) -> dict[str, Any]:
    """The besoins of a client; the DO's column says « DO privé » where it must (CLI-5)."""
    utilisateur = utilisateur_de(request)
    besoins = Besoin.objects.visibles_pour(utilisateur).en_cours().filter(client=client)
    return _besoins(request, besoins, "besoins:creer")


def besoins_du_contact(request: HttpRequest, contact: Contact) -> dict[str, Any] | None:
    """The besoins of a DO. On the masked page of a privé there is no panel: it would say which are theirs (CLI-5)."""
    utilisateur = utilisateur_de(request)
    if contact.nature != NatureContact.DO or not contact.lisible_par(utilisateur):
        return None
    besoins = Besoin.objects.visibles_pour(utilisateur).en_cours().filter(contact=contact)
    ouvrable = contact.joignable_par(utilisateur)
    return _besoins(request, besoins, "besoins:creer" if ouvrable else "", f"?contact={contact.pk}")


def besoins_du_metier(request: HttpRequest, metier: Metier) -> dict[str, Any]:
    """The open besoins that look for this profile; of a privé's, the words « DO privé » (CLI-5)."""
    return _ouverts(request, {"metier": metier}, {"metier": metier.pk})


def besoins_de_la_competence(request: HttpRequest, competence: Competence) -> dict[str, Any]:
    """The open besoins that ask for this skill, shown in the same way."""
    return _ouverts(request, {"competences__competence": competence}, {"competence": competence.pk})


def _ouverts(request: HttpRequest, filtre: dict[str, Any], adresse: dict[str, Any]) -> dict[str, Any]:
    utilisateur = utilisateur_de(request)
    besoins = Besoin.objects.visibles_pour(utilisateur).en_cours().ouverts().filter(**filtre)
    lus = list(besoins.avec_positionnes().order_by("-pk")[:OUVERTS_MONTRES])
    lignes = [{"besoin": besoin, "do_lisible": besoin.contact.lisible_par(utilisateur)} for besoin in lus]
    contexte: dict[str, Any] = {"lignes": lignes, "compte": besoins.count()}
    if lignes:
        liste = f"{reverse('besoins:liste')}?{urlencode({**adresse, 'statut': OUVERTS})}"
        contexte |= {"action_url": liste, "action_libelle": "Voir la liste"}
    return contexte


def _besoins(request: HttpRequest, besoins: Any, action: str, suffixe: str = "") -> dict[str, Any]:
    utilisateur = utilisateur_de(request)
    lus = list(besoins.avec_positionnes()[:MONTRES])
    lignes = [{"besoin": besoin, "do_lisible": besoin.contact.lisible_par(utilisateur)} for besoin in lus]
    contexte: dict[str, Any] = {"lignes": lignes, "compte": len(lignes)}
    if action and utilisateur.peut_gerer_besoins:
        contexte |= {"action_url": reverse(action) + suffixe, "action_libelle": "Ouvrir un besoin"}
    return contexte
