"""This room vouches for its own documents: CVs received and anonymised CVs."""

from __future__ import annotations

from freelances.models import CV, CVAnonyme, Freelance
from samba.comptes.models import Utilisateur
from samba.documents.models import Document


def garantir(utilisateur: Utilisateur, document: Document) -> bool:
    """The document is a CV of a freelance that this user sees (freelances are shared by the firm)."""
    visibles = Freelance.objects.visibles_pour(utilisateur)
    return any(
        visibles.filter(pk__in=modele._default_manager.filter(document=document).values("freelance_id")).exists()
        for modele in (CV, CVAnonyme)
    )
