"""What the file of a client shows, made ready: the verdict and its figures, the people, the group, who serves whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from clients.enums import NatureContact, Referencement
from clients.graphique import graphiques
from clients.models import Client, Contact
from clients.tables import COULEURS_VERDICT
from clients.verdict import ce_qui_changerait
from samba.comptes.models import Utilisateur
from samba.listes.formats import jours_depuis

FILLES_MONTREES = 30
# Figures older than that many years say little of today.
ANNEES_FRAICHES = 2


def contexte_verdict(client: Client) -> dict[str, Any]:
    """CLI-1…3: the verdict, its reason, the figures and their years, and what would change it."""
    avis, annee = client.avis, timezone.localdate().year
    exercices = list(client.exercices.all())
    return {
        "avis": avis,
        "couleur_verdict": COULEURS_VERDICT[avis.verdict],
        "changerait": ce_qui_changerait(avis, client.publie_missions, annee),
        "anciens": avis.apres is not None and annee - avis.apres.annee > ANNEES_FRAICHES,
        "exercices": exercices,
        "graphiques": graphiques(exercices),
    }


@dataclass(frozen=True)
class Personne:
    """A contact in the chart. `silence` is empty for who may not know it (CLI-5)."""

    contact: Contact
    lisible: bool
    joignable: bool
    silence: str


@dataclass(frozen=True)
class Branche:
    """One branch of the chart: DOs, permanents or the standard, each fonction with those who have it."""

    titre: str
    icone: str
    fonctions: list[tuple[str, list[Personne]]]
    nombre: int


BRANCHES = (
    (NatureContact.DO, "Donneurs d’ordre", "briefcase"),
    (NatureContact.PERMANENT, "Permanents", "users"),
    (NatureContact.STANDARDISTE, "Standard", "phone"),
)


def organigramme(client: Client, utilisateur: Utilisateur) -> list[Branche]:
    """The people of a client as a small chart, DOs first, those silent for longest first in each fonction.

    Of somebody else's privé one sees name, fonction and owner: the branch is the fonction's (CLI-4), or « Privés »
    without one; neither nature nor silence is told, nor used to place them (CLI-5).
    """
    contacts = Contact.objects.visibles_pour(utilisateur).filter(archive_le__isnull=True, client=client)
    gens = [_personne(contact, utilisateur) for contact in contacts.order_by("nom", "prenom")]
    branches = [_branche(titre, icone, [p for p in gens if _nature(p) == nature]) for nature, titre, icone in BRANCHES]
    branches.append(_branche("Privés", "lock-closed", [p for p in gens if _nature(p) is None]))
    return [branche for branche in branches if branche.nombre]


def _personne(contact: Contact, utilisateur: Utilisateur) -> Personne:
    lisible = contact.lisible_par(utilisateur)
    joint = contact.dernier_joint_le
    silence = (f"dernier contact {jours_depuis(joint)}" if joint else "jamais joint") if lisible else ""
    return Personne(contact, lisible, contact.joignable_par(utilisateur), silence)


def _nature(personne: Personne) -> str | None:
    """The branch somebody stands in, None when it may not be told."""
    if personne.lisible:
        return personne.contact.nature
    return personne.contact.fonction.nature if personne.contact.fonction else None


def _branche(titre: str, icone: str, gens: list[Personne]) -> Branche:
    fonctions: dict[str, list[Personne]] = {}
    for personne in gens:
        fonctions.setdefault(str(personne.contact.fonction or "Fonction inconnue"), []).append(personne)
    return Branche(titre, icone, sorted(fonctions.items()), len(gens))


def groupe_de(client: Client) -> dict[str, Any]:
    """Its mother companies, the nearest last, and its own subsidiaries and directions."""
    dessus: list[Client] = []
    ici = client.mere
    while ici is not None and ici not in dessus:
        dessus.insert(0, ici)
        ici = ici.mere
    filles = client.filles.filter(archive_le__isnull=True).select_related("entreprise", "departement")
    lues = list(filles.order_by("lien_mere", "entreprise__nom")[: FILLES_MONTREES + 1])
    return {"dessus": dessus, "filles": lues[:FILLES_MONTREES], "il_en_reste": len(lues) > FILLES_MONTREES}


def reseau_de(client: Client) -> dict[str, Any]:
    """Through whom we are listed, whose besoins it passes on to us, its final clients, and the ESNs that serve it."""
    finals = client.clients_finals.select_related("client", "secteur").order_by("nom")
    esn = Client.objects.filter(clients_finals=client.entreprise_id, archive_le__isnull=True)
    return {
        "referencement": client.referencement,
        "direct": client.referencement == Referencement.DIRECT,
        "transmet_pour": list(client.transmet_pour.select_related("entreprise").order_by("entreprise__nom")),
        "finals": [{"nom": e.nom, "secteur": e.secteur, "client": getattr(e, "client", None)} for e in finals],
        "esn": list(esn.select_related("entreprise").order_by("entreprise__nom")),
    }
