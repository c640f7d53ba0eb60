"""ESNs that wait for a verdict: met in the experience of freelances, no client yet (source 000, where to find ESNs)."""

from __future__ import annotations

from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from freelances.models import Experience
from referentiels.models import Entreprise

SECTEUR_ESN = "esn"


def esn_a_evaluer() -> QuerySet[Entreprise]:
    """Each with `freelances_n`, who worked there, and `derniere`, when the latest left or came."""
    experiences = Experience.objects.filter(entreprise=OuterRef("pk")).order_by().values("entreprise")
    nombre = experiences.annotate(n=Count("freelance", distinct=True)).values("n")
    derniere = experiences.annotate(d=Max(Coalesce("fin", "debut"))).values("d")
    esn = Entreprise.objects.filter(secteur__code=SECTEUR_ESN, client__isnull=True)
    return (
        esn.annotate(freelances_n=Subquery(nombre), derniere=Subquery(derniere))
        .filter(freelances_n__gte=1)
        .order_by(F("freelances_n").desc(), "nom")
    )
