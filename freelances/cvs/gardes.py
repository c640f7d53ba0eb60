"""This room vouches for its own documents: CVs received, anonymised CVs, documents of the file."""

from __future__ import annotations

from freelances.models import CV, CVAnonyme, Freelance, PieceDossier
from samba.comptes.models import Utilisateur
from samba.documents.models import Document


def garantir(utilisateur: Utilisateur, document: Document) -> bool:
    """The document is a CV or a piece of the file of a freelance that this user sees (they are the whole firm's)."""
    if CV.objects.filter(document=document, freelance=None).exists():
        return True  # a draft: read by the firm, as the freelance it may become
    visibles = Freelance.objects.visibles_pour(utilisateur)
    return any(
        visibles.filter(pk__in=modele._default_manager.filter(document=document).values("freelance_id")).exists()
        for modele in (CV, CVAnonyme, PieceDossier)
    )
