"""The dashboard: what I must do now, what is mine, what happened since yesterday."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from besoins.models import Besoin, Positionnement
from freelances.sar.panneau import ma_dette
from referentiels.competences.revue import a_verifier_pour
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
    dues = Relance.objects.filter(pour=utilisateur).dues(aujourdhui)
    nombres = dues.aggregate(retard=Count("pk", Q(echeance__lt=aujourdhui)), jour=Count("pk", Q(echeance=aujourdhui)))
    besoins = Besoin.objects.visibles_pour(utilisateur).de(utilisateur).ouverts().en_cours()
    return render(
        request,
        "pilotage/accueil.html",
        {
            "aujourdhui": aujourdhui,
            "relances": dues.avec_cibles().order_by("echeance", "pk")[:MONTREES],
            "en_retard": nombres["retard"],
            "du_jour": nombres["jour"],
            # The nearest start first; those without a date at the end.
            "besoins": besoins.order_by("date_demarrage", "pk")[:MONTREES],
            "nombre_besoins": besoins.count(),
            "cv_en_attente": _cv_en_attente(utilisateur),
            "a_trancher": _courriels_a_trancher(utilisateur),
            "dette": ma_dette(request),
            "a_ranger": a_verifier_pour(utilisateur),
            "evenements": evenements(_depuis_hier(utilisateur), sur="accueil"),
        },
    )


def _cv_en_attente(utilisateur: Utilisateur) -> int:
    """CVs I sent that no DO answered yet."""
    return Positionnement.objects.filter(auteur=utilisateur, etape="cv_envoye", reponse_do="").count()


def _courriels_a_trancher(utilisateur: Utilisateur) -> int:
    """My messages of which nobody knows whether they left."""
    return Courriel.objects.filter(auteur=utilisateur, statut=StatutCourriel.INCERTAIN).count()


def _depuis_hier(utilisateur: Utilisateur) -> list[Echange]:
    """The échanges of the firm that I may read, since yesterday morning."""
    hier = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
    return list(Echange.objects.visibles_pour(utilisateur).filter(le__gte=hier).recents()[:MONTREES])
