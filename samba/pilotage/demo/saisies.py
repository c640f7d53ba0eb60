"""Skills that the demo team typed and that the administrateur has still to look at."""

from __future__ import annotations

import random
from datetime import timedelta

from django.utils import timezone

from besoins.models import Besoin, BesoinCompetence
from clients.models import Contact
from freelances.models import Freelance, FreelanceCompetence
from referentiels.competences.saisie import creer
from samba.comptes.models import Utilisateur

# (name as typed, who typed it, days ago, on how many freelances, besoins and contacts). A slip of the keyboard, a
# version, new technologies, and what is no skill at all.
SAISIES = (
    ("Kubernets", "alix", 9, 3, 1, 0),
    ("PostgreSQL v17", "quitterie", 7, 2, 1, 0),
    ("Pyhton", "bastien", 6, 2, 0, 1),
    ("Zig", "quitterie", 4, 1, 0, 0),
    ("Azure DevOps Pipeline", "chloe", 3, 1, 2, 1),
    ("Gleam", "alix", 2, 1, 0, 0),
    ("Bonne présentation", "bastien", 1, 0, 0, 0),
)


def peupler_saisies(hasard: random.Random, equipe: list[Utilisateur]) -> None:
    """Type them, on files that do not bear them yet."""
    auteurs = {personne.email.partition("@")[0]: personne for personne in equipe}
    freelances, besoins, contacts = (_cles(modele) for modele in (Freelance, Besoin, Contact))
    for nom, auteur, jours, *combien in SAISIES:
        le = timezone.now() - timedelta(days=jours, minutes=hasard.randint(0, 300))
        [competence] = creer([nom], auteurs[auteur], le).values()
        choisis = [
            hasard.sample(cles, min(n, len(cles)))
            for cles, n in zip((freelances, besoins, contacts), combien, strict=True)
        ]
        FreelanceCompetence.objects.bulk_create(
            [FreelanceCompetence(freelance_id=cle, competence=competence, niveau=2) for cle in choisis[0]]
        )
        BesoinCompetence.objects.bulk_create([BesoinCompetence(besoin_id=c, competence=competence) for c in choisis[1]])
        lien = Contact.technologies.through
        lien.objects.bulk_create([lien(contact_id=cle, competence_id=competence.pk) for cle in choisis[2]])


def _cles(modele: type[Freelance] | type[Besoin] | type[Contact]) -> list[int]:
    """The newest ones: those that the demo shows first."""
    return list(modele._default_manager.order_by("-pk").values_list("pk", flat=True)[:40])
