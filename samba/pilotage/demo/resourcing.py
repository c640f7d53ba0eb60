"""Demo resourcing: freelances sought outside for the open besoins, and those it brought."""

from __future__ import annotations

import random
from datetime import timedelta

from django.utils import timezone

from besoins.enums import STATUTS_POSITIONNABLES
from besoins.models import Apport, Besoin, CanalSourcing, RechercheExterne
from freelances.models import Freelance
from samba.comptes.models import Utilisateur

TROUVAILLES = (
    ("Java Spring Nantes", "Trois profils écrits, deux réponses."),
    ("DevOps Kubernetes", "Un profil libre en janvier, à rappeler."),
    ("Chef de projet bancaire", "Rien sous le budget."),
    ("Administrateur Linux astreinte", "Deux anciens candidats de nouveau libres."),
)


def peupler_resourcing(hasard: random.Random, equipe: list[Utilisateur]) -> None:
    """Searches outside for the open besoins, and some of the freelances they brought."""
    commerciaux = [personne for personne in equipe if personne.peut("gerer_besoins")]
    canaux = list(CanalSourcing.objects.order_by("pk"))
    besoins = list(Besoin.objects.filter(statut__in=STATUTS_POSITIONNABLES).order_by("pk")[:30])
    freelances = list(Freelance.objects.order_by("-pk").values_list("pk", flat=True)[:200])
    apports = []
    for besoin in besoins:
        mots, resultat = hasard.choice(TROUVAILLES)
        canal, auteur = hasard.choice(canaux), hasard.choice(commerciaux)
        recherche = RechercheExterne.objects.create(
            besoin=besoin, canal=canal, source=canal.nom, mots=mots, resultat=resultat, auteur=auteur
        )
        cles = set(besoin.positionnements.values_list("freelance", flat=True)[:1])
        cles |= set(hasard.sample(freelances, min(len(freelances), hasard.randrange(0, 3))))
        apports += [Apport(recherche=recherche, freelance_id=cle, nouveau=True, auteur=auteur) for cle in sorted(cles)]
        # The day is the row's own (auto_now_add): spread over the last weeks, as a log is.
        RechercheExterne.objects.filter(pk=recherche.pk).update(
            le=timezone.now() - timedelta(hours=hasard.randrange(2, 900))
        )
    Apport.objects.bulk_create(apports)
