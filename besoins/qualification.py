"""BES-1: what must be known of a besoin before anybody is put forward on it. The screen and the services read this."""

from __future__ import annotations

from dataclasses import dataclass

from besoins.models import Besoin


@dataclass(frozen=True)
class Point:
    """One thing to know, and whether it is known."""

    code: str
    libelle: str
    connu: bool


# A point that is not known. Kept as a name of its own: it is the word of the rule.
Manque = Point


def points(besoin: Besoin, *, technologies: bool | None = None) -> list[Point]:
    """The twelve points of BES-1, in the order of the form.

    Args:
        besoin: saved or not; an unsaved one may have no contact yet.
        technologies: whether skills are given, for a form that is not saved; None reads the table.
    """
    if technologies is None:
        technologies = besoin.pk is not None and besoin.competences.exists()
    courriel = besoin.contact_id is not None and bool(besoin.contact.email)
    return [
        Point("profil", "Profil recherché", besoin.metier_id is not None),
        Point("taches", "Tâches", bool(besoin.taches.strip())),
        Point("technologies", "Technologies", technologies),
        Point("lieu", "Lieu de la mission", bool(besoin.ville or besoin.code_postal) and bool(besoin.departement_id)),
        Point("demarrage", "Date de démarrage", besoin.date_demarrage is not None),
        Point("duree", "Durée", besoin.duree_mois is not None),
        Point("tarif", "TJM ou budget", besoin.tjm_vente is not None),
        Point("disponibilite", "Disponibilité attendue", bool(besoin.disponibilite_attendue)),
        Point("mode", "Mode d’intervention", bool(besoin.mode_intervention)),
        Point("experience", "Expérience demandée", besoin.experience_min is not None),
        Point("langues", "Langues", besoin.sans_langue or bool(besoin.langues)),
        Point("email_do", "Adresse e-mail du donneur d’ordre", courriel),
    ]


def manquants(besoin: Besoin, *, technologies: bool | None = None) -> list[Manque]:
    """What is still unknown (BES-1). Empty: the besoin may be qualified."""
    return [point for point in points(besoin, technologies=technologies) if not point.connu]
