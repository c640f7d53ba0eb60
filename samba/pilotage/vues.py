"""The dashboard: what I must do now, what is mine, what happened since yesterday."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from besoins.models import Besoin, Positionnement
from samba.acces.vues import utilisateur_de
from samba.activite.chronologie import evenements
from samba.activite.models import Echange, Relance
from samba.comptes.models import Utilisateur
from samba.courriels.enums import StatutCourriel
from samba.courriels.models import Courriel

MONTREES = 8


def accueil(request: HttpRequest) -> HttpResponse:
    """`/`: my relances due and overdue, my open besoins, what happened since yesterday. A fixed number of queries."""
    utilisateur = utilisateur_de(request)
    aujourdhui = timezone.localdate()
    relances = list(Relance.objects.filter(pour=utilisateur).dues().avec_cibles().order_by("echeance", "pk")[:100])
    en_retard = sum(relance.est_en_retard for relance in relances)
    besoins = _mes_besoins(utilisateur)
    return render(
        request,
        "pilotage/accueil.html",
        {
            "aujourdhui": aujourdhui,
            "relances": relances[:MONTREES],
            "en_retard": en_retard,
            "du_jour": len(relances) - en_retard,
            "besoins": besoins[:MONTREES],
            "nombre_besoins": len(besoins),
            "cv_en_attente": _cv_en_attente(utilisateur),
            "a_trancher": _courriels_a_trancher(utilisateur),
            "evenements": evenements(_depuis_hier(utilisateur), sur="accueil"),
        },
    )


def _mes_besoins(utilisateur: Utilisateur) -> list[Besoin]:
    """My open besoins, the nearest start first; those without a date at the end."""
    mes = Besoin.objects.visibles_pour(utilisateur).de(utilisateur).ouverts().en_cours()
    return list(mes.order_by("date_demarrage", "pk")[:200])


def _cv_en_attente(utilisateur: Utilisateur) -> int:
    """CVs I sent that no DO answered yet."""
    return Positionnement.objects.filter(auteur=utilisateur, etape="cv_envoye", reponse_do="").count()


def _courriels_a_trancher(utilisateur: Utilisateur) -> int:
    """My messages that wait for my decision."""
    attente = [StatutCourriel.INCERTAIN, StatutCourriel.ABANDONNE]
    return Courriel.objects.filter(auteur=utilisateur, statut__in=attente).count()


def _depuis_hier(utilisateur: Utilisateur) -> list[Echange]:
    """The échanges of the firm that I may read, since yesterday morning."""
    hier = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
    return list(Echange.objects.visibles_pour(utilisateur).filter(le__gte=hier).recents()[:MONTREES])
